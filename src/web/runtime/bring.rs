//! What is brought in: files, drops, pastes, lists and collections become pictures and words.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use web_sys::{ClipboardEvent, DataTransfer, FileList};

use super::{Runtime, apart};
use crate::app::{Handed, ListId, Msg, NewPicture, Sample, Sampled, Vector};
use crate::protocol::{Fault, FaultKind, ModelFiles};
use crate::web::files::blob;
use crate::web::gather::{self, Dropped, ModelPart, Named};
use crate::web::hand;
use crate::web::source::{self, Entry};
use crate::web::task::spawn;
use crate::web::{error, store};

/// Samples that are given their addresses in one task: the browser takes a while for each.
const AT_ONCE: usize = 20;

/// Why files that were picked are no model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoModel {
    /// The file that is missing.
    Missing(String),
    /// Files of one kind, of which the person has to choose one.
    Several(Vec<String>),
}

impl Runtime {
    /// Puts files, their names NFC, into the tank; a collection's file is opened in place of what is there.
    pub fn add_files(self: &Rc<Self>, files: Vec<Named>) {
        self.send(Msg::Gathering(true));
        let runtime = Rc::clone(self);
        let n_stops = self.with(|it| it.n_stops);
        spawn(async move {
            let (mut collections, mut others) = (Vec::new(), Vec::new());
            for file in files {
                let is_collection = store::is_collection(&file.name, &file.file).await;
                if runtime.is_stopped_since(n_stops) {
                    return;
                }
                if is_collection { collections.push(file) } else { others.push(file) }
            }
            let picture = |Named { name, file: blob, is_found }| {
                let (bytes, file) = (blob.size() as u64, runtime.files.add(blob));
                NewPicture { name, file, bytes, is_found, ..NewPicture::default() }
            };
            let pictures: Vec<NewPicture> = others.into_iter().map(picture).collect();
            if pictures.is_empty() {
                runtime.send(Msg::Gathering(false));
            } else {
                runtime.send(Msg::Add(pictures));
            }
            for Named { name, file, .. } in collections {
                runtime.open_file(name, file);
            }
        });
    }

    /// Takes a drop's files and folders; to be called while its event lasts.
    pub fn gather_drop(self: &Rc<Self>, transfer: &DataTransfer) {
        let dropped = Dropped::take(transfer);
        self.send(Msg::Gathering(true));
        let runtime = Rc::clone(self);
        let n_stops = self.with(|it| it.n_stops);
        spawn(async move {
            let (files, unreadable) = dropped.find().await;
            if runtime.is_stopped_since(n_stops) {
                return;
            }
            if files.is_empty() && unreadable.is_empty() {
                return runtime.refuse(String::new(), FaultKind::NoImage, String::new());
            }
            for (name, reason) in unreadable {
                runtime.refuse(name, FaultKind::ImageGone, reason);
            }
            runtime.add_files(files);
        });
    }

    /// Says that a link is no picture: what lies behind it is another origin's to give.
    pub fn refuse_link(self: &Rc<Self>) {
        self.refuse(String::new(), FaultKind::Link, String::new());
    }

    /// Takes the files of an `<input>`.
    pub fn gather_list(self: &Rc<Self>, list: &FileList) {
        self.add_files(gather::listed(list));
    }

    /// Takes the pictures of a paste.
    pub fn gather_paste(self: &Rc<Self>, event: &ClipboardEvent) {
        let files = gather::pasted(event);
        if !files.is_empty() {
            self.add_files(files);
        }
    }

    /// Takes the pictures that another app has shared with the page.
    pub(super) async fn take_shared(self: &Rc<Self>) {
        match gather::shared().await {
            Ok((files, n_lost)) => {
                if !files.is_empty() {
                    self.add_files(files);
                }
                if n_lost > 0 {
                    self.refuse(String::new(), FaultKind::Storage, format!("{n_lost} shared pictures"));
                }
            }
            Err(thrown) => self.refuse(String::new(), FaultKind::Storage, error::words(&thrown)),
        }
    }

    /// The model that `parts`, picked on this device, are.
    ///
    /// # Errors
    /// Why they are none.
    pub fn model_files(&self, parts: &[ModelPart]) -> Result<ModelFiles, NoModel> {
        let of = |kind: &str| parts.iter().filter(|it| it.kind == kind).collect::<Vec<_>>();
        let one = |kind: &str, name: &str| match of(kind).as_slice() {
            [] => Err(NoModel::Missing(name.to_owned())),
            [part] => Ok(*part),
            several => Err(NoModel::Several(several.iter().map(|it| it.name.clone()).collect())),
        };
        let [config, preprocessor, tokenizer] = [
            one("config", "config.json")?,
            one("preprocessor", "preprocessor_config.json")?,
            one("tokenizer", "tokenizer.json")?,
        ];
        let weights = of("weights");
        match weights.first() {
            // Cut into several, each of which is there once.
            Some(first) if weights.iter().all(|it| it.n_parts > 0) => {
                for number in 1..=first.n_parts {
                    let found: Vec<_> = weights.iter().filter(|it| it.number == number).collect();
                    if found.is_empty() {
                        let [old, new] = [first.number, number].map(|it| format!("{it:05}"));
                        return Err(NoModel::Missing(first.name.replacen(&old, &new, 1)));
                    }
                    if found.len() > 1 {
                        return Err(NoModel::Several(found.iter().map(|it| it.name.clone()).collect()));
                    }
                }
            }
            _ => drop(one("weights", "model.safetensors")?),
        }
        let address = |part: &ModelPart| self.files.address(self.files.add(part.file.clone())).unwrap_or_default();
        Ok(ModelFiles {
            config: address(config),
            preprocessor: address(preprocessor),
            tokenizer: address(tokenizer),
            weights: weights.into_iter().map(address).collect(),
            fingerprint: None,
            is_far: false,
        })
    }

    pub(super) fn refuse(self: &Rc<Self>, name: String, kind: FaultKind, detail: String) {
        self.send(Msg::Refused(name.clone(), Fault { kind, subject: name, detail }));
    }

    /// Whether the person has stopped everything since `n_stops` was read.
    pub(super) fn is_stopped_since(&self, n_stops: u32) -> bool {
        self.with(|it| it.n_stops != n_stops)
    }

    /// Fills the tank with what the list at `address` names, as it comes.
    pub(super) async fn fill(self: &Rc<Self>, address: &str) {
        self.send(Msg::Gathering(true));
        let n_stops = self.with(|it| it.n_stops);
        let list = source::list(address).await;
        let is_unwanted = || self.is_gone.get() || self.is_stopped_since(n_stops);
        let list = match list {
            Ok(list) if is_unwanted() => return list.end(),
            Err(_) if is_unwanted() => return,
            Ok(list) => list,
            Err(reason) => return self.refuse(address.to_owned(), FaultKind::Fetch, reason),
        };
        let words = list.lines();
        let has_words = !words.is_empty();
        if has_words {
            self.send(Msg::SetList(ListId::Own));
            self.send(Msg::EditLabels(words));
        }
        let mut has_pictures = false;
        loop {
            let entries = if list.names().is_empty() { Vec::new() } else { list.more().await };
            if is_unwanted() {
                return list.end();
            }
            let (pictures, awaited) = (self.sorted(entries, false), list.names());
            let is_over = awaited.is_empty();
            has_pictures |= !pictures.is_empty();
            if is_over && has_words && !has_pictures {
                self.send(Msg::WordsAlone);
            }
            if is_over || !pictures.is_empty() {
                self.send(Msg::Add(pictures));
            }
            self.send(Msg::Awaiting(awaited));
            if is_over {
                return;
            }
        }
    }

    pub(super) async fn fill_with(
        self: &Rc<Self>,
        sample: Sample,
        replaces: bool,
        found: Result<(Vec<Entry>, Vec<Vector>), String>,
        n_stops: u32,
    ) {
        if self.is_stopped_since(n_stops) {
            return;
        }
        match found {
            Ok((entries, words)) => {
                let (mut entries, mut pictures) = (entries.into_iter().peekable(), Vec::new());
                while entries.peek().is_some() {
                    pictures.extend(self.sorted(entries.by_ref().take(AT_ONCE), true));
                    apart().await;
                }
                if self.is_stopped_since(n_stops) {
                    return pictures.iter().for_each(|it| self.files.release(it.file));
                }
                self.send(Msg::Sampled(Box::new(Sampled { sample, replaces, pictures, words })));
            }
            Err(reason) => self.refuse([source::SAMPLES, sample.name()].concat(), FaultKind::Fetch, reason),
        }
    }

    /// Pictures; what could not be had is told.
    fn sorted(self: &Rc<Self>, entries: impl IntoIterator<Item = Entry>, is_sample: bool) -> Vec<NewPicture> {
        let mut pictures = Vec::new();
        for entry in entries {
            match entry {
                Entry::Picture(name, blob, truth, vector) => {
                    let (bytes, file) = (blob.size() as u64, self.files.add(blob));
                    // A sample is small enough to be its own small picture.
                    let thumb = if is_sample { self.files.address(file).map(Arc::from) } else { None };
                    pictures.push(NewPicture { name, file, bytes, truth, is_sample, is_found: false, thumb, vector });
                }
                Entry::Missing(name, reason) => self.refuse(name, FaultKind::Fetch, reason),
            }
        }
        pictures
    }

    /// A drawing goes into the tank as every picture does, or to the person as a file.
    pub(super) fn hand(self: &Rc<Self>, to: Handed, name: String, bytes: &[u8]) {
        let (kind, ending) = if to == Handed::Svg { ("image/svg+xml", ".svg") } else { ("image/png", ".png") };
        let name = name + ending;
        let blob = match blob(&Uint8Array::from(bytes), kind) {
            Ok(blob) => blob,
            Err(thrown) => return self.refuse(name, FaultKind::Memory, error::words(&thrown)),
        };
        if to == Handed::Tank {
            let (file, bytes) = (self.files.add(blob), bytes.len() as u64);
            let picture = NewPicture { name, file, bytes, is_sample: true, ..NewPicture::default() };
            self.send(Msg::Add(vec![picture]));
        } else {
            // What other apps do with it is theirs.
            drop(hand::hand(&blob, &name));
        }
    }
}
