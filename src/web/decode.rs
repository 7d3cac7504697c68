//! Pictures that only the browser can read: AVIF everywhere, HEIC on Safari, SVG.

use js_sys::Uint8Array;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, ImageBitmap, Url};

use super::files;

/// Pixels as the browser decodes them, RGBA, upright.
pub struct Pixels {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel, row by row.
    pub rgba: Uint8Array,
}

/// More than this and no array of pixels is made: the limit of the Rust decoder too.
const MEGAPIXELS: u64 = 100;
/// An SVG has no pixels of its own: one without a size is drawn this large.
const SVG_SIDE: u32 = 512;

/// Decodes `blob`; its type need not be right.
///
/// # Errors
/// What the browser threw: it cannot read it either.
pub async fn decode(blob: &Blob) -> Result<Pixels, JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let bitmap = window.create_image_bitmap_with_blob(blob).map(JsFuture::from);
    let canvas: HtmlCanvasElement =
        window.document().ok_or("there is no document")?.create_element("canvas")?.dyn_into()?;
    match bitmap?.await {
        Ok(bitmap) => {
            let bitmap: ImageBitmap = bitmap.dyn_into()?;
            let (width, height) = (bitmap.width(), bitmap.height());
            let context = paint(&canvas, width, height)?;
            context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0)?;
            bitmap.close();
            pixels(&context, width, height)
        }
        Err(_) => svg(blob, &canvas).await,
    }
}

/// The small JPEG of a picture is made by the worker; the SVG has to become pixels by way of an `<img>`.
async fn svg(blob: &Blob, canvas: &HtmlCanvasElement) -> Result<Pixels, JsValue> {
    let text = JsFuture::from(blob.slice_with_i32_and_i32(0, 4096)?.text()).await?.as_string().unwrap_or_default();
    if !text.contains("<svg") {
        return Err("this browser cannot read it".into());
    }
    // As an image an SVG runs no script and fetches nothing.
    let typed = files::blob(blob, "image/svg+xml")?;
    let address = Url::create_object_url_with_blob(&typed)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address);
    let drawn = JsFuture::from(image.decode()).await.and_then(|_| {
        let (width, height) = match (image.natural_width(), image.natural_height()) {
            (0, _) | (_, 0) => (SVG_SIDE, SVG_SIDE),
            size => size,
        };
        let context = paint(canvas, width, height)?;
        // An SVG has a page of paper under it, not a black one.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
        context.draw_image_with_html_image_element_and_dw_and_dh(
            &image,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )?;
        pixels(&context, width, height)
    });
    Url::revoke_object_url(&address)?;
    drawn
}

fn paint(canvas: &HtmlCanvasElement, width: u32, height: u32) -> Result<CanvasRenderingContext2d, JsValue> {
    if u64::from(width) * u64::from(height) > MEGAPIXELS * 1_000_000 {
        return Err(format!("{width} x {height} pixels is over the limit of {MEGAPIXELS} megapixels").into());
    }
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or("the browser gave no canvas")?;
    context.dyn_into().map_err(JsValue::from)
}

fn pixels(context: &CanvasRenderingContext2d, width: u32, height: u32) -> Result<Pixels, JsValue> {
    let data = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?;
    let Clamped(rgba) = data.data();
    Ok(Pixels { width, height, rgba: Uint8Array::from(rgba.as_slice()) })
}
