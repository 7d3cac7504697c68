//! Pictures that only the browser can read, through `www/decode.js`.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

#[wasm_bindgen(module = "/www/decode.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = decode)]
    async fn decode_js(blob: &Blob, format: &str) -> Result<JsValue, JsValue>;
}

/// Pixels as the browser decodes them, RGBA, upright.
pub struct Pixels {
    /// Columns of the file.
    pub width: u32,
    /// Rows of the file.
    pub height: u32,
    /// How many of them stand side by side in one pixel: a large picture is drawn smaller.
    pub step: u32,
    /// Four bytes a pixel, row by row.
    pub rgba: Uint8Array,
}

/// Decodes `blob`, which is taken for a `format`; its type need not be right.
///
/// # Errors
/// What the browser threw: it cannot read it either.
pub async fn decode(blob: &Blob, format: &str) -> Result<Pixels, JsValue> {
    let decoded: Array = decode_js(blob, format).await?.unchecked_into();
    let number = |at| decoded.get(at).as_f64().unwrap_or(0.0) as u32;
    Ok(Pixels { width: number(0), height: number(1), step: number(2), rgba: decoded.get(3).unchecked_into() })
}
