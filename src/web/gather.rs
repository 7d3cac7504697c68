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

/// A file and its name, NFC.
pub type Named = (String, Blob);

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
                let unreadable = pairs(&found.get(1).unchecked_into());
                let reasons = unreadable.into_iter().map(|(path, why)| (path, why.as_string().unwrap_or_default()));
                (named(&found.get(0).unchecked_into()), reasons.collect())
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
    pairs(list).into_iter().map(|(name, file)| (name, file.unchecked_into())).collect()
}

fn pairs(list: &Array) -> Vec<(String, JsValue)> {
    let pair = |pair: JsValue| {
        let pair: Array = pair.unchecked_into();
        (pair.get(0).as_string().unwrap_or_default(), pair.get(1))
    };
    list.iter().map(pair).collect()
}
