//! Files on their way in: dropped, picked, pasted, whole folders too.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ClipboardEvent, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};

use super::error;
use crate::app::Table;

/// More files than this in one go is a mistake rather than a tank.
const MOST: usize = 10_000;

/// What a drop holds, taken while its event lasts: afterwards the browser has emptied it.
pub struct Dropped {
    files: Vec<File>,
    folders: Vec<FileSystemDirectoryEntry>,
}

/// What was found in a drop.
#[derive(Default)]
pub struct Found {
    /// The files, those of folders included, in the order of their names within a folder.
    pub files: Vec<File>,
    /// What could not be read: its path and why.
    pub unreadable: Vec<(String, String)>,
}

impl Dropped {
    /// Takes everything out of `transfer`.
    pub fn take(transfer: &DataTransfer) -> Self {
        let items = transfer.items();
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for item in (0..items.length()).filter_map(|at| items.get(at)) {
            match item.webkit_get_as_entry() {
                Ok(Some(entry)) if entry.is_directory() => folders.push(entry.unchecked_into()),
                // A file needs no entry; text that is dragged is neither.
                _ => files.extend(item.get_as_file().ok().flatten()),
            }
        }
        Self { files, folders }
    }

    /// Everything in it; hidden files of the system are left out.
    pub async fn find(self) -> Found {
        let mut found = Found { files: self.files, unreadable: Vec::new() };
        let mut waiting: Vec<FileSystemEntry> = self.folders.into_iter().rev().map(JsCast::unchecked_into).collect();
        while let Some(entry) = waiting.pop() {
            if found.files.len() >= MOST {
                break;
            }
            let read = if entry.is_directory() {
                entries_of(entry.unchecked_ref()).await.map(|inside| {
                    let by_name: Table<String, FileSystemEntry> =
                        inside.into_iter().map(|it| (it.name(), it)).collect();
                    let first = waiting.len();
                    waiting.extend(by_name.into_iter().map(|(_, it)| it));
                    waiting[first..].reverse();
                })
            } else {
                file_of(entry.unchecked_ref()).await.map(|file| found.files.push(file))
            };
            if let Err(thrown) = read {
                found.unreadable.push((entry.full_path(), error::words(&thrown)));
            }
        }
        found.files.retain(|it| !is_hidden(&it.name()));
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
