//! Files on their way in, through `www/gather.js`: dropped, picked, pasted, shared, whole folders too.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ClipboardEvent, DataTransfer, FileList};

use super::error;

#[wasm_bindgen(module = "/www/gather.js")]
extern "C" {
    fn take(transfer: &DataTransfer) -> JsValue;
    #[wasm_bindgen(catch)]
    async fn find(dropped: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = shared)]
    async fn shared_js() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = listed)]
    fn listed_js(files: Option<FileList>) -> Array;
}

#[wasm_bindgen(module = "/www/parts.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = parts)]
    async fn parts_js(files: &Array) -> Result<JsValue, JsValue>;
}

/// A file of a model.
#[derive(Clone)]
pub struct ModelPart {
    /// `config`, `preprocessor`, `tokenizer` or `weights`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Itself.
    pub file: Blob,
    /// Which one of several files of weights it is, from 1; 0 if there is only one.
    pub number: u32,
    /// How many of them there are; 0 if there is only one.
    pub n_parts: u32,
}

/// The parts of a model among files, by what is in them; several files of weights in their order.
///
/// # Errors
/// What the browser threw: a file cannot be read.
pub fn parts(list: &FileList) -> impl Future<Output = Result<Vec<ModelPart>, JsValue>> + use<> {
    // Now, for the list is empty as soon as the next may be picked.
    let files = listed_js(Some(list.clone()));
    async move {
        let found: Array = parts_js(&files).await?.unchecked_into();
        Ok(rows(&found, |row| ModelPart {
            kind: word(row, 0),
            name: word(row, 1),
            file: row.get(2).unchecked_into(),
            number: number(row, 3),
            n_parts: number(row, 4),
        }))
    }
}

/// A file on its way in.
#[derive(Clone)]
pub struct Named {
    /// Its name, NFC.
    pub name: String,
    /// Itself.
    pub file: Blob,
    /// Whether nobody chose it: it lay in a folder.
    pub is_found: bool,
}

/// What a drop holds, taken while its event lasts: afterwards the browser has emptied it.
pub struct Dropped(JsValue);

impl Dropped {
    /// Takes everything out of `transfer`.
    pub fn take(transfer: &DataTransfer) -> Self {
        Self(take(transfer))
    }

    /// Everything in it, and what could not be read: its path and why.
    pub async fn find(self) -> (Vec<Named>, Vec<(String, String)>) {
        match find(&self.0).await {
            Ok(found) => {
                let found: Array = found.unchecked_into();
                let reasons = rows(&found.get(1).unchecked_into(), |row| (word(row, 0), word(row, 1)));
                (named(&found.get(0).unchecked_into()), reasons)
            }
            Err(thrown) => (Vec::new(), vec![(String::new(), error::words(&thrown))]),
        }
    }
}

/// The files of an `<input>`; those that systems hide are left out.
pub fn listed(list: &FileList) -> Vec<Named> {
    named(&listed_js(Some(list.clone())))
}

/// The pictures that another app has shared with the page, and how many of them have got lost.
///
/// # Errors
/// What the browser threw: they cannot be read.
pub async fn shared() -> Result<(Vec<Named>, u32), JsValue> {
    let found: Array = shared_js().await?.unchecked_into();
    Ok((named(&found.get(0).unchecked_into()), number(&found, 1)))
}

/// The files of a paste.
pub fn pasted(event: &ClipboardEvent) -> Vec<Named> {
    named(&listed_js(event.clipboard_data().and_then(|it| it.files())))
}

/// A name as everything here compares names: NFC, for macOS hands out NFD.
pub fn nfc(name: &str) -> String {
    JsString::from(name).normalize("NFC").into()
}

fn named(list: &Array) -> Vec<Named> {
    rows(list, |row| Named { name: word(row, 0), file: row.get(1).unchecked_into(), is_found: row.get(2).is_truthy() })
}

fn rows<T>(list: &Array, read: fn(&Array) -> T) -> Vec<T> {
    list.iter().map(|row| read(&row.unchecked_into())).collect()
}

fn number(row: &Array, at: u32) -> u32 {
    row.get(at).as_f64().unwrap_or(0.0) as u32
}

fn word(row: &Array, at: u32) -> String {
    row.get(at).as_string().unwrap_or_default()
}
