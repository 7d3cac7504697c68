//! Files on their way in, through `www/gather.js`: dropped, picked, pasted, whole folders too.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, ClipboardEvent, DataTransfer, FileList};

use super::error;

#[wasm_bindgen(module = "/www/gather.js")]
extern "C" {
    fn take(transfer: &DataTransfer) -> JsValue;
    #[wasm_bindgen(catch)]
    async fn find(dropped: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = listed)]
    fn listed_js(files: Option<FileList>) -> Array;
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

fn word(row: &Array, at: u32) -> String {
    row.get(at).as_string().unwrap_or_default()
}
