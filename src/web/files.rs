//! Encoded files: blobs behind numbers, so that the state holds no browser's thing.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Url};

/// Milliseconds between the end of a file and that of its address.
const REVOKE_MS: i32 = 1000;

/// The blobs of the collection: encoded files by handle, small pictures by item.
#[derive(Default)]
pub struct Files {
    blobs: RefCell<BTreeMap<u32, Blob>>,
    addresses: RefCell<BTreeMap<u32, String>>,
    thumbs: RefCell<BTreeMap<u32, (Blob, String)>>,
    next: RefCell<u32>,
}

impl Files {
    /// Takes a file in and gives its handle.
    pub fn add(&self, blob: Blob) -> u32 {
        let mut next = self.next.borrow_mut();
        *next += 1;
        self.blobs.borrow_mut().insert(*next, blob);
        *next
    }

    /// The file behind a handle.
    pub fn get(&self, file: u32) -> Option<Blob> {
        self.blobs.borrow().get(&file).cloned()
    }

    /// An address under which the page can show the file; made once.
    pub fn address(&self, file: u32) -> Option<String> {
        if let Some(address) = self.addresses.borrow().get(&file) {
            return Some(address.clone());
        }
        let address = Url::create_object_url_with_blob(&self.get(file)?).ok()?;
        self.addresses.borrow_mut().insert(file, address.clone());
        Some(address)
    }

    /// Forgets a file.
    pub fn release(&self, file: u32) {
        self.blobs.borrow_mut().remove(&file);
        if let Some(address) = self.addresses.borrow_mut().remove(&file) {
            revoke(address);
        }
    }

    /// Forgets an item's small picture.
    pub fn drop_thumb(&self, item: u32) {
        if let Some((_, address)) = self.thumbs.borrow_mut().remove(&item) {
            revoke(address);
        }
    }

    /// Takes an item's small picture in and gives its address.
    pub fn set_thumb(&self, item: u32, blob: Blob) -> Option<String> {
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        if let Some((_, old)) = self.thumbs.borrow_mut().insert(item, (blob, address.clone())) {
            revoke(old);
        }
        Some(address)
    }

    /// An item's small picture.
    pub fn thumb(&self, item: u32) -> Option<Blob> {
        self.thumbs.borrow().get(&item).map(|(blob, _)| blob.clone())
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.blobs.borrow_mut().clear();
        for (_, address) in std::mem::take(&mut *self.addresses.borrow_mut()) {
            revoke(address);
        }
        for (_, (_, address)) in std::mem::take(&mut *self.thumbs.borrow_mut()) {
            revoke(address);
        }
    }
}

/// A blob of one part, text or bytes, of the type `kind`.
pub(super) fn blob(part: &JsValue, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_buffer_source_sequence_and_options(&Array::of1(part), &options)
}

/// Ends an address once the view has had the time to let go of it: a picture that is on its way out may still be asked
/// for, and each slice of the view is a chance to.
fn revoke(address: String) {
    // An address that is gone already is as good as revoked.
    let end = Closure::once_into_js(move || drop(Url::revoke_object_url(&address)));
    if let Some(window) = web_sys::window() {
        // Without a timer it stays for as long as the document does.
        drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(end.unchecked_ref(), REVOKE_MS));
    }
}
