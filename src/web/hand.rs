//! Files handed to the person, through `www/hand.js`.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/www/hand.js")]
extern "C" {
    /// Whether pictures go to other apps, rather than to a file.
    pub fn shares() -> bool;
    /// Hands over the Blob `blob` as a file called `name`.
    pub fn hand(blob: &JsValue, name: &str) -> Promise;
}
