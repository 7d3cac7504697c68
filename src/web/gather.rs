//! Files on their way in: dropped, picked, pasted, whole folders too.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ClipboardEvent, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};

/// More files than this in one go is a mistake rather than a tank.
const MOST: usize = 10_000;

/// What a drop holds, taken while its event lasts: afterwards the browser has emptied it.
pub struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<File>,
}

impl Dropped {
    /// Takes everything out of `transfer`.
    pub fn take(transfer: &DataTransfer) -> Self {
        let items = transfer.items();
        let mut entries = Vec::new();
        for at in 0..items.length() {
            if let Some(Ok(Some(entry))) = items.get(at).map(|it| it.webkit_get_as_entry()) {
                entries.push(entry);
            }
        }
        let files = transfer.files().map(|it| listed(&it)).unwrap_or_default();
        Self { entries, files }
    }

    /// All files, those of folders included, in the order of their names within a folder.
    pub async fn files(self) -> Vec<File> {
        if self.entries.is_empty() {
            return self.files;
        }
        let mut found = Vec::new();
        let mut waiting: Vec<FileSystemEntry> = self.entries.into_iter().rev().collect();
        while let Some(entry) = waiting.pop() {
            if found.len() >= MOST {
                break;
            }
            if entry.is_file() {
                if let Ok(file) = file_of(entry.unchecked_ref()).await {
                    found.push(file);
                }
            } else if entry.is_directory() {
                let mut inside = entries_of(entry.unchecked_ref()).await.unwrap_or_default();
                inside.sort_by_key(|it| std::cmp::Reverse(it.name()));
                waiting.extend(inside);
            }
        }
        // What systems leave in folders is not what the person meant.
        found.retain(|it| !is_hidden(&it.name()));
        found
    }
}

/// The files of an `<input>`; hidden ones are left out.
pub fn listed(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|at| list.get(at)).filter(|it| !is_hidden(&it.name())).take(MOST).collect()
}

/// The files of a paste.
pub fn pasted(event: &ClipboardEvent) -> Vec<File> {
    event.clipboard_data().and_then(|it| it.files()).map(|it| listed(&it)).unwrap_or_default()
}

/// A name as everything here compares names: NFC, for macOS hands out NFD.
pub fn nfc(name: &str) -> String {
    JsString::from(name).normalize("NFC").into()
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "Thumbs.db" || name == "desktop.ini"
}

async fn file_of(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    JsFuture::from(promise).await?.dyn_into()
}

async fn entries_of(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        // A reader gives a hundred at a time and an empty list at the end.
        let promise = Promise::new(&mut |resolve, reject| {
            if let Err(thrown) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
                // Rejecting a promise does not throw.
                drop(reject.call1(&JsValue::UNDEFINED, &thrown));
            }
        });
        let batch: Array = JsFuture::from(promise).await?.dyn_into()?;
        if batch.length() == 0 || all.len() >= MOST {
            return Ok(all);
        }
        all.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}
