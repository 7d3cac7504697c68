//! What the view itself asks of the bridges in `www/`.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlVideoElement};

#[wasm_bindgen(module = "/www/plot.js")]
extern "C" {
    /// Hands the drawing in `element` over as a picture file called `name`.
    #[wasm_bindgen(catch, js_name = save)]
    pub(super) async fn save_drawing(element: &HtmlElement, name: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/www/store.js")]
extern "C" {
    /// Puts `numbers` on the clipboard, as a list that Python and JavaScript read; whether it could.
    #[wasm_bindgen(js_name = copy)]
    pub(super) async fn copy_numbers(numbers: &[f32]) -> JsValue;
}

#[wasm_bindgen(module = "/www/camera.js")]
extern "C" {
    /// The key of the camera whose stream `video` shows.
    #[wasm_bindgen(js_name = idOf)]
    pub(super) fn id_of_camera(video: &HtmlVideoElement) -> Option<String>;
}
