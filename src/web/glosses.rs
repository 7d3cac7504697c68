//! The dictionary, through `www/glosses.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/www/glosses.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = lookUp)]
    async fn look_up_js(address: &str, words: Vec<String>) -> Result<JsValue, JsValue>;
}

/// Of each of `words` the English, or nothing.
///
/// # Errors
/// What JavaScript threw: the dictionary at `address` could not be had.
pub async fn look_up(address: &str, words: Vec<String>) -> Result<Vec<(String, Option<String>)>, JsValue> {
    let found: js_sys::Array = look_up_js(address, words.clone()).await?.unchecked_into();
    Ok(words.into_iter().zip(found.iter().map(|it| it.as_string())).collect())
}
