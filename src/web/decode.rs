//! Pictures that only the browser can read, through `www/decode.js`: AVIF everywhere, HEIC on Safari, SVG.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

#[wasm_bindgen(module = "/www/decode.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = decode)]
    async fn decode_js(blob: &Blob) -> Result<JsValue, JsValue>;
}

/// Pixels as the browser decodes them, RGBA, upright.
pub struct Pixels {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Four bytes a pixel, row by row.
    pub rgba: Uint8Array,
}

/// Decodes `blob`; its type need not be right.
///
/// # Errors
/// What the browser threw: it cannot read it either.
pub async fn decode(blob: &Blob) -> Result<Pixels, JsValue> {
    let decoded: Array = decode_js(blob).await?.unchecked_into();
    let side = |at| decoded.get(at).as_f64().unwrap_or(0.0) as u32;
    Ok(Pixels { width: side(0), height: side(1), rgba: decoded.get(2).unchecked_into() })
}
