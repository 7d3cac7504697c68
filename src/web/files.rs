//! Encoded files: blobs behind numbers, so that the state holds no browser's thing.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

use crate::app::Table;

/// The blobs of the collection: encoded files by handle, small pictures by item.
#[derive(Default)]
pub struct Files {
    blobs: RefCell<Table<u32, Blob>>,
    addresses: RefCell<Table<u32, String>>,
    thumbs: RefCell<Table<u32, (Blob, String)>>,
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
            revoke(&address);
        }
    }

    /// Forgets an item's small picture.
    pub fn drop_thumb(&self, item: u32) {
        if let Some((_, address)) = self.thumbs.borrow_mut().remove(&item) {
            revoke(&address);
        }
    }

    /// Takes an item's small picture in and gives its address.
    pub fn set_thumb(&self, item: u32, blob: Blob) -> Option<String> {
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        if let Some((_, old)) = self.thumbs.borrow_mut().insert(item, (blob, address.clone())) {
            revoke(&old);
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
            revoke(&address);
        }
        for (_, (_, address)) in std::mem::take(&mut *self.thumbs.borrow_mut()) {
            revoke(&address);
        }
    }
}

/// A blob of one part, text or bytes, of the type `kind`.
pub(super) fn blob(part: &JsValue, kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_buffer_source_sequence_and_options(&Array::of1(part), &options)
}

fn revoke(address: &str) {
    // An address that is gone already is as good as revoked.
    drop(Url::revoke_object_url(address));
}
