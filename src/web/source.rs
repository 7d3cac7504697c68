//! Collections by address: the built-in samples, and what an embedded tank's `src` names.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::gather::nfc;
use super::{fetch, task};
use crate::app::Label;
use crate::fields::fields;

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

#[derive(Default)]
struct Sample {
    file: String,
    name: String,
    en: String,
}

fields!(Sample { file, name, en });

/// The built-in sample pictures.
///
/// # Errors
/// Why their list could not be read, in words.
pub async fn samples(base: &str) -> Result<Vec<Entry>, String> {
    let folder = format!("{base}{SAMPLES}");
    let list = fetch::json(&format!("{folder}samples.json")).await?;
    let samples: Vec<Sample> = serde_wasm_bindgen::from_value(list).map_err(|thrown| thrown.to_string())?;
    let fetched = samples.iter().map(|it| {
        let truth = Label { ja: it.name.clone(), en: it.en.clone(), ..Label::default() };
        picture(format!("{folder}{}", it.file), it.file.clone(), Some(truth))
    });
    Ok(all(fetched).await)
}

/// A list at `address`: JSON, each entry `{url, name}` for a picture or `{name}` (or a bare text) for a word.
///
/// # Errors
/// Why the list could not be read, in words.
pub async fn list(address: &str) -> Result<Vec<Entry>, String> {
    let list = fetch::json(address).await?;
    let list: Array = list.dyn_into().map_err(|found| format!("the collection is not a JSON list but {found:?}"))?;
    let mut words = Vec::new();
    let mut pictures = Vec::new();
    for entry in list.iter() {
        let text = |key: &str| Reflect::get(&entry, &JsValue::from_str(key)).ok().and_then(|it| it.as_string());
        match (entry.as_string(), text("url"), text("name")) {
            (Some(word), ..) | (None, None, Some(word)) => words.push(Entry::Word(word)),
            (None, Some(url), name) => {
                // Addresses in the list are relative to the list, not to the page around the tank.
                let url = web_sys::Url::new_with_base(&url, address).map(|it| it.href()).unwrap_or(url);
                let name = name.unwrap_or_else(|| url.rsplit('/').next().unwrap_or(&url).to_owned());
                pictures.push(picture(url, nfc(&name), None));
            }
            (None, None, None) => return Err("an entry has neither a url nor a name".to_owned()),
        }
    }
    words.extend(all(pictures.into_iter()).await);
    Ok(words)
}

async fn picture(address: String, name: String, truth: Option<Label>) -> Entry {
    match fetch::blob(&address).await {
        Ok(blob) => Entry::Picture(name, blob, truth),
        Err(reason) => Entry::Missing(name, format!("{address}: {reason}")),
    }
}

/// All at once, in order: the browser itself keeps to a few connections.
async fn all(entries: impl Iterator<Item = impl Future<Output = Entry> + 'static>) -> Vec<Entry> {
    let slots: std::rc::Rc<std::cell::RefCell<Vec<Option<Entry>>>> = Default::default();
    let promises = Array::new();
    for (at, entry) in entries.enumerate() {
        slots.borrow_mut().push(None);
        let slots = std::rc::Rc::clone(&slots);
        promises.push(&task::promise(async move {
            let entry = entry.await;
            slots.borrow_mut()[at] = Some(entry);
        }));
    }
    // None of them rejects: a failure is an entry too.
    drop(wasm_bindgen_futures::JsFuture::from(js_sys::Promise::all(&promises)).await);
    slots.take().into_iter().flatten().collect()
}
