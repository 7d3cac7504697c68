//! What outlives a visit, in the browser's storage or in a file: records in and out of `www/store.js`.

use std::collections::BTreeSet;

use js_sys::{Array, Float32Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::files::Files;
use super::hand::hand;
use crate::app::{Item, Kind, Picture, State, Stored, StoredHead, StoredItem, StoredSettings};
use crate::protocol::ItemId;

#[wasm_bindgen(module = "/www/store.js")]
extern "C" {
    fn put(records: &Array) -> Promise;
    fn drop(ids: &Array) -> Promise;
    #[wasm_bindgen(js_name = putSettings)]
    fn put_settings(settings: &JsValue) -> Promise;
    fn erase() -> Promise;
    fn all() -> Promise;
    #[wasm_bindgen(js_name = onLoss)]
    fn on_loss_js(callback: JsValue);
    fn claim() -> Promise;
    fn usage() -> Promise;
    fn persist() -> Promise;
    fn save(base: &str, settings: &JsValue, records: &Array) -> Promise;
    fn read(base: &str, blob: &Blob) -> Promise;
    #[wasm_bindgen(js_name = isCollection)]
    async fn is_collection_js(name: &str, blob: &Blob) -> JsValue;
    /// Puts `numbers` on the clipboard, as a list that Python and JavaScript read; whether it could.
    #[wasm_bindgen(js_name = copy)]
    pub async fn copy_numbers(numbers: &[f32]) -> JsValue;
}

/// What an earlier visit left behind, or `None`.
///
/// # Errors
/// What the browser threw: storage may be forbidden.
pub async fn load(files: &Files) -> Result<Option<Stored>, JsValue> {
    let found = JsFuture::from(all()).await?;
    if found.is_null() { Ok(None) } else { stored(files, &found).map(Some) }
}

/// Calls back when what was kept has been taken away while the page is open.
pub fn on_loss(callback: impl FnMut() + 'static) {
    // As long as the page: the last one that is told of it.
    on_loss_js(Closure::<dyn FnMut()>::new(callback).into_js_value());
}

/// Whether this page may keep things: `false` if another tab does already.
pub async fn is_ours() -> bool {
    JsFuture::from(claim()).await.is_ok_and(|it| it.is_truthy())
}

/// Keeps items; `true` if encoded pictures no longer fit and only small ones were kept.
///
/// # Errors
/// What the browser threw.
pub async fn keep(records: Array) -> Result<bool, JsValue> {
    JsFuture::from(put(&records)).await.map(|it| it.is_truthy())
}

/// Keeps the settings.
///
/// # Errors
/// What the browser threw.
pub async fn keep_settings(settings: StoredSettings) -> Result<(), JsValue> {
    JsFuture::from(put_settings(&serde_wasm_bindgen::to_value(&settings)?)).await.map(|_| ())
}

/// Takes items out.
///
/// # Errors
/// What the browser threw.
pub async fn remove(ids: &[ItemId]) -> Result<(), JsValue> {
    let ids: Array = ids.iter().map(|id| JsValue::from(*id)).collect();
    JsFuture::from(drop(&ids)).await.map(|_| ())
}

/// Erases collection and settings.
///
/// # Errors
/// What the browser threw.
pub async fn clear() -> Result<(), JsValue> {
    JsFuture::from(erase()).await.map(|_| ())
}

/// Asks the browser not to throw away what is here.
///
/// # Errors
/// What the browser threw.
pub async fn insist() -> Result<(), JsValue> {
    JsFuture::from(persist()).await.map(|_| ())
}

/// Bytes in use and allowed, as far as the browser says.
pub async fn in_use() -> (u64, u64) {
    let pair = JsFuture::from(usage()).await.ok().and_then(|it| it.dyn_into::<Array>().ok());
    let number = |at| pair.as_ref().and_then(|it| it.get(at).as_f64()).unwrap_or(0.0) as u64;
    (number(0), number(1))
}

/// Writes the collection into one file and hands it to the person.
///
/// # Errors
/// What JavaScript threw.
pub async fn save_file(base: &str, settings: StoredSettings, records: Array, name: &str) -> Result<(), JsValue> {
    let settings = serde_wasm_bindgen::to_value(&settings)?;
    let blob = JsFuture::from(save(base, &settings, &records)).await?;
    JsFuture::from(hand(&blob, name)).await?;
    Ok(())
}

/// Whether a file is a collection, whole or damaged: by what is in it, or by its name.
pub async fn is_collection(name: &str, blob: &Blob) -> bool {
    is_collection_js(name, blob).await.is_truthy()
}

/// Reads a collection from a file.
///
/// # Errors
/// What JavaScript threw: the file is no collection.
pub async fn open_file(base: &str, files: &Files, blob: &Blob) -> Result<Stored, JsValue> {
    stored(files, &JsFuture::from(read(base, blob)).await?)
}

/// The records of some items, as `www/store.js` takes them.
///
/// # Errors
/// What JavaScript threw.
pub fn records(state: &State, files: &Files, ids: &[ItemId]) -> Result<Array, JsValue> {
    let records = Array::new();
    let wanted: BTreeSet<ItemId> = ids.iter().copied().collect();
    for item in state.items.iter().filter(|it| wanted.contains(&it.id)) {
        let record = Object::new();
        let set = |key: &str, value: &JsValue| Reflect::set(&record, &key.into(), value).map(|_| ());
        set("id", &item.id.into())?;
        set("head", &serde_wasm_bindgen::to_value(&head(item))?)?;
        set("file", &item.file().and_then(|it| files.get(it)).map_or(JsValue::NULL, JsValue::from))?;
        set("thumb", &files.thumb(item.id).map_or(JsValue::NULL, JsValue::from))?;
        let vector = item.vector.as_ref().map_or(&[][..], |it| &it.values);
        set("vector", &Float32Array::from(vector))?;
        records.push(&record);
    }
    Ok(records)
}

fn head(item: &Item) -> StoredHead {
    let made_by = item.vector.as_ref().map(|it| it.made_by.to_string()).unwrap_or_default();
    match &item.kind {
        Kind::Picture(Picture { name, bytes, size, orientation, format, truth, is_sample, .. }) => StoredHead {
            name: name.clone(),
            bytes: *bytes,
            size: *size,
            orientation: *orientation,
            format: format.clone(),
            label: truth.clone(),
            made_by,
            is_sample: *is_sample,
        },
        Kind::Word(label) => StoredHead { label: Some(label.clone()), made_by, ..StoredHead::default() },
    }
}

fn stored(files: &Files, found: &JsValue) -> Result<Stored, JsValue> {
    let get = |from: &JsValue, key: &str| Reflect::get(from, &key.into());
    let settings = serde_wasm_bindgen::from_value(get(found, "settings")?)?;
    let records = get(found, "items")?.dyn_into::<Array>()?;
    // All heads first: a record that makes no sense must not leave half of the others behind.
    let heads: Result<Vec<StoredHead>, JsValue> =
        records.iter().map(|record| Ok(serde_wasm_bindgen::from_value(get(&record, "head")?)?)).collect();
    let mut items = Vec::new();
    for (record, head) in records.iter().zip(heads?) {
        let id = get(&record, "id")?.as_f64().unwrap_or(0.0) as ItemId;
        let blob = |key| get(&record, key).ok().and_then(|it| it.dyn_into::<Blob>().ok());
        let (file, thumb) = (blob("file"), blob("thumb"));
        // What is kept again after a reload has the small picture for its file.
        let is_small = file.as_ref().is_none_or(|it| it.size() as u64 != head.bytes) && thumb.is_some();
        // Where the encoded file did not fit, the small picture is what there is to embed again.
        let file = file.or_else(|| thumb.clone()).map(|it| files.add(it));
        // A sample is its own small picture until another is made of it.
        let own = || file.filter(|_| head.is_sample).and_then(|it| files.address(it));
        let thumb = thumb.and_then(|it| files.set_thumb(id, it)).or_else(own);
        let vector = get(&record, "vector")?.dyn_into::<Float32Array>().map(|it| it.to_vec()).unwrap_or_default();
        items.push(StoredItem { id, file, is_small, thumb, vector, head });
    }
    Ok(Stored { settings, items })
}
