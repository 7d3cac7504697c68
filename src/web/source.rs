//! Collections by address, through `www/source.js`: the built-in samples, and what an embedded tank's `src` names.

use js_sys::{Array, Float32Array};
use wasm_bindgen::prelude::*;

use super::error;
use crate::app::{Label, Sample, Vector};

#[wasm_bindgen(module = "/www/source.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = samples)]
    async fn samples_js(folder: &str, name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = list)]
    async fn list_js(address: &str) -> Result<JsValue, JsValue>;

    /// What a list names, as it comes.
    pub type List;
    #[wasm_bindgen(method, getter)]
    fn words(this: &List) -> Vec<String>;
    #[wasm_bindgen(method, getter)]
    fn awaited(this: &List) -> Vec<String>;
    #[wasm_bindgen(method)]
    async fn next(this: &List) -> JsValue;
    #[wasm_bindgen(method)]
    fn stop(this: &List);
}

/// Something to put into the tank.
pub enum Entry {
    /// A picture: its name, its bytes, its true name and its vector where the list says them.
    Picture(String, web_sys::Blob, Option<Label>, Option<Vector>),
    /// A picture that could not be fetched: its name and why.
    Missing(String, String),
}

/// The folder of the sample collections, beside the page.
pub const SAMPLES: &str = "models/demo/samples/";

/// A sample collection: its pictures, and vectors of words.
///
/// # Errors
/// Why its list could not be read, in words.
pub async fn samples(base: &str, sample: Sample) -> Result<(Vec<Entry>, Vec<Vector>), String> {
    let found = samples_js(&[base, SAMPLES].concat(), sample.name()).await.map_err(|thrown| error::words(&thrown))?;
    let found: Array = found.unchecked_into();
    let words: Array = found.get(1).unchecked_into();
    let words = words.iter().filter_map(|it| vector(&it.unchecked_into(), 0));
    Ok((entries(&found.get(0).unchecked_into()), words.collect()))
}

/// A list at `address`: JSON, each entry `{url, name}` for a picture or `{name}` (or a bare text) for a word.
///
/// # Errors
/// Why the list could not be read, in words.
pub async fn list(address: &str) -> Result<List, String> {
    Ok(list_js(address).await.map_err(|thrown| error::words(&thrown))?.unchecked_into())
}

impl List {
    /// Its words, one a line.
    pub fn lines(&self) -> String {
        self.words().into_iter().map(|it| it + "\n").collect()
    }

    /// Names of the pictures that have not been handed over.
    pub fn names(&self) -> Vec<String> {
        self.awaited()
    }

    /// Pictures that have come, or could not be had; after some seconds without any, none.
    pub async fn more(&self) -> Vec<Entry> {
        entries(&self.next().await.unchecked_into())
    }

    /// Nothing more is wanted of it.
    pub fn end(&self) {
        self.stop();
    }
}

/// What made a vector, and the vector, as two members of `row` from `at` on.
fn vector(row: &Array, at: u32) -> Option<Vector> {
    let values: Float32Array = row.get(at + 1).dyn_into().ok()?;
    Some(Vector { made_by: row.get(at).as_string()?.into(), values: values.to_vec().into() })
}

fn entries(found: &Array) -> Vec<Entry> {
    let entry = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        let text = |at| entry.get(at).as_string();
        let name = text(0).unwrap_or_default();
        match (entry.get(1).dyn_into(), text(2)) {
            (Ok(blob), _) => {
                let truth = text(3).map(|ja| Label { ja, en: text(4).unwrap_or_default(), ..Label::default() });
                Entry::Picture(name, blob, truth, vector(&entry, 5))
            }
            (Err(_), why) => Entry::Missing(name, why.unwrap_or_default()),
        }
    };
    found.iter().map(entry).collect()
}
