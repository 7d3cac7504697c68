//! Collections by address, through `www/source.js`: the built-in samples, and what an embedded tank's `src` names.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::error;
use crate::app::Label;

#[wasm_bindgen(module = "/www/source.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = samples)]
    async fn samples_js(folder: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = list)]
    async fn list_js(address: &str) -> Result<JsValue, JsValue>;
}

/// Something to put into the tank.
pub enum Entry {
    /// A picture: its name, its bytes, its true name where the list says it.
    Picture(String, web_sys::Blob, Option<Label>),
    /// A word.
    Word(String),
    /// A picture that could not be fetched: its name and why.
    Missing(String, String),
}

/// The folder of the built-in samples, beside the page.
pub const SAMPLES: &str = "models/demo/samples/";

/// The built-in sample pictures.
///
/// # Errors
/// Why their list could not be read, in words.
pub async fn samples(base: &str) -> Result<Vec<Entry>, String> {
    entries(samples_js(&[base, SAMPLES].concat()).await)
}

/// A list at `address`: JSON, each entry `{url, name}` for a picture or `{name}` (or a bare text) for a word.
///
/// # Errors
/// Why the list could not be read, in words.
pub async fn list(address: &str) -> Result<Vec<Entry>, String> {
    entries(list_js(address).await)
}

fn entries(found: Result<JsValue, JsValue>) -> Result<Vec<Entry>, String> {
    let found: Array = found.map_err(|thrown| error::words(&thrown))?.unchecked_into();
    let entry = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        let text = |at| entry.get(at).as_string();
        let name = text(0).unwrap_or_default();
        match (entry.get(1).dyn_into(), text(2)) {
            (Ok(blob), _) => {
                let truth = text(3).map(|ja| Label { ja, en: text(4).unwrap_or_default(), ..Label::default() });
                Entry::Picture(name, blob, truth)
            }
            (Err(_), Some(why)) => Entry::Missing(name, why),
            (Err(_), None) => Entry::Word(name),
        }
    };
    Ok(found.iter().map(entry).collect())
}
