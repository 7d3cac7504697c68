//! The page's heart: takes messages, keeps the state, does what the effects say, starts and hears the worker.

mod keep;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, CustomEvent, CustomEventInit, DataTransfer, FileList, HtmlElement};

use super::ears::Ears;
use super::files::{Files, blob};
use super::gather::{self, Dropped};
use super::port::{self, Arrays};
use super::source::{self, Entry};
use super::task::{self, spawn};
use super::{decode, error, fetch, store};
use crate::app::{Effect, Handed, Msg, NewPicture, Payload, Sample, Sampled, State, Tell, Vector, update};
use crate::protocol::{Body, Command, Event, Fault, FaultKind, ItemId, ModelFiles, News};

/// The built-in label list, beside the page.
const NAMES: &str = "models/names.txt";

/// How a page is opened.
#[derive(Clone)]
pub struct RuntimeOptions {
    /// The element that it stands in.
    pub root: HtmlElement,
    /// Whether it is the whole page, not a tank in somebody else's.
    pub is_page: bool,
    /// The collection that it opens with: an address, or the name of a sample collection.
    pub source: Option<String>,
}

/// The page's heart.
pub struct Runtime {
    state: RefCell<Rc<State>>,
    options: RuntimeOptions,
    on_change: Box<dyn Fn()>,
    files: Files,
    waiting: RefCell<VecDeque<Msg>>,
    is_updating: Cell<bool>,
    worker: RefCell<Option<Ears>>,
    /// Whether this page may keep things; another tab may have been first.
    keeps: Cell<bool>,
    is_settings_due: Cell<bool>,
    is_gone: Cell<bool>,
}

impl Runtime {
    /// Starts the page; `on_change` is called after every message.
    pub fn start(state: State, options: RuntimeOptions, on_change: Box<dyn Fn()>) -> Rc<Self> {
        let runtime = Rc::new(Self {
            state: RefCell::new(Rc::new(state)),
            options,
            on_change,
            files: Files::default(),
            waiting: RefCell::default(),
            is_updating: Cell::new(false),
            worker: RefCell::new(None),
            keeps: Cell::new(false),
            is_settings_due: Cell::new(false),
            is_gone: Cell::new(false),
        });
        let opened = Rc::clone(&runtime);
        spawn(async move { opened.open().await });
        runtime
    }

    /// The state as it is; to be let go of before the next message.
    pub fn state(&self) -> Rc<State> {
        Rc::clone(&self.state.borrow())
    }

    /// Reads the state.
    pub fn with<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state())
    }

    /// The element that the page stands in.
    pub fn root(&self) -> HtmlElement {
        self.options.root.clone()
    }

    /// An address under which the page can show an encoded file.
    pub fn picture_url(&self, file: u32) -> Option<String> {
        self.files.address(file)
    }

    /// Something happened. Messages sent while one is being dealt with come after it.
    ///
    /// A page that is gone hears nothing: what was under way may still come to its end.
    pub fn send(self: &Rc<Self>, msg: Msg) {
        if self.is_gone.get() {
            return;
        }
        self.waiting.borrow_mut().push_back(msg);
        if self.is_updating.replace(true) {
            return;
        }
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(msg) = next else { break };
            let effects = match Rc::get_mut(&mut self.state.borrow_mut()) {
                Some(state) => update(state, msg),
                None => unreachable!("whoever reads the state sends no message before it has read"),
            };
            for effect in effects {
                self.perform(effect);
            }
        }
        self.is_updating.set(false);
        (self.on_change)();
    }

    /// Puts files, their names NFC, into the tank; a collection's file is opened in place of what is there.
    pub fn add_files(self: &Rc<Self>, files: Vec<(String, Blob)>) {
        let mut pictures = Vec::new();
        for (name, blob) in files {
            if name.ends_with(".ikesu") {
                self.open_file(name, blob);
                continue;
            }
            let bytes = blob.size() as u64;
            pictures.push(NewPicture { name, file: self.files.add(blob), bytes, ..NewPicture::default() });
        }
        if pictures.is_empty() {
            self.send(Msg::Gathering(false));
        } else {
            self.send(Msg::Add(pictures));
        }
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

    /// The addresses of a model's four files, picked on this device.
    ///
    /// # Errors
    /// The name of a file that is missing.
    pub fn model_files(&self, list: &FileList) -> Result<ModelFiles, &'static str> {
        let files = gather::listed(list);
        let address = |file: Option<&(String, Blob)>, name: &'static str| {
            file.and_then(|(_, file)| self.files.address(self.files.add(file.clone()))).ok_or(name)
        };
        let find = |name: &'static str| address(files.iter().find(|(it, _)| it == name), name);
        // The full file where both were picked.
        let name = "model.safetensors";
        let weights = files.iter().find(|(it, _)| it == name);
        let weights = weights.or_else(|| files.iter().find(|(it, _)| it.ends_with(".safetensors")));
        Ok(ModelFiles {
            config: find("config.json")?,
            preprocessor: find("preprocessor_config.json")?,
            tokenizer: find("tokenizer.json")?,
            weights: address(weights, name)?,
            sha256: None,
            bytes: weights.map(|(_, file)| file.size() as u64),
            is_far: false,
        })
    }

    /// Ends the worker and lets go of everything.
    pub fn dispose(&self) {
        self.is_gone.set(true);
        self.end_worker();
        self.files.clear();
    }

    /// The names, what an earlier visit left behind, then what the page is to open with.
    async fn open(self: Rc<Self>) {
        let address = self.with(|it| it.base.clone()) + NAMES;
        match fetch::text(&address).await {
            Ok(names) => {
                apart().await;
                self.send(Msg::Names(names));
            }
            Err(reason) => self.refuse(NAMES.to_owned(), FaultKind::Fetch, reason),
        }
        let (mut stored, mut keeps, mut is_full) = (None, false, false);
        if self.options.is_page && !store::is_ours().await {
            self.refuse(String::new(), FaultKind::OtherTab, String::new());
        } else if self.options.is_page {
            match store::load(&self.files).await {
                Ok(found) => {
                    keeps = true;
                    is_full = found.as_ref().is_some_and(|it| it.items.iter().any(|it| it.is_small));
                    stored = found.map(Box::new);
                }
                Err(thrown) => self.refuse(String::new(), FaultKind::Storage, error::words(&thrown)),
            }
        }
        apart().await;
        // Not before: what came while storage was being read has other numbers from now on.
        self.keeps.set(keeps);
        self.send(Msg::Started(stored));
        if let Some(address) = self.options.source.clone() {
            if let Some(sample) = Sample::find(&address) {
                self.send(Msg::UseSamples(sample, false));
            } else {
                self.send(Msg::Gathering(true));
                let n_stops = self.with(|it| it.n_stops);
                self.fill(source::list(&address).await, &address, n_stops);
            }
        }
        self.report_storage(is_full).await;
    }

    fn refuse(self: &Rc<Self>, name: String, kind: FaultKind, detail: String) {
        self.send(Msg::Refused(name.clone(), Fault { kind, subject: name, detail }));
    }

    /// Whether the person has stopped everything since `n_stops` was read.
    fn is_stopped_since(&self, n_stops: u32) -> bool {
        self.with(|it| it.n_stops != n_stops)
    }

    fn fill(self: &Rc<Self>, entries: Result<Vec<Entry>, String>, address: &str, n_stops: u32) {
        if self.is_stopped_since(n_stops) {
            return;
        }
        let entries = match entries {
            Ok(entries) => entries,
            Err(reason) => return self.refuse(address.to_owned(), FaultKind::Fetch, reason),
        };
        let (pictures, words) = self.sorted(entries, false);
        if !words.is_empty() {
            self.send(Msg::EditLabels(words));
            if pictures.is_empty() {
                self.send(Msg::WordsAlone);
            }
        }
        self.send(Msg::Add(pictures));
    }

    fn fill_with(
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
                let (pictures, _) = self.sorted(entries, true);
                self.send(Msg::Sampled(Box::new(Sampled { sample, replaces, pictures, words })));
            }
            Err(reason) => self.refuse([source::SAMPLES, sample.name()].concat(), FaultKind::Fetch, reason),
        }
    }

    /// Pictures, and words one a line; what could not be had is told.
    fn sorted(self: &Rc<Self>, entries: Vec<Entry>, is_sample: bool) -> (Vec<NewPicture>, String) {
        let (mut pictures, mut words) = (Vec::new(), String::new());
        for entry in entries {
            match entry {
                Entry::Picture(name, blob, truth, vector) => {
                    let (bytes, file) = (blob.size() as u64, self.files.add(blob));
                    // A sample is small enough to be its own small picture.
                    let thumb = if is_sample { self.files.address(file).map(Arc::from) } else { None };
                    pictures.push(NewPicture { name, file, bytes, truth, is_sample, thumb, vector });
                }
                Entry::Word(word) => {
                    words.push_str(&word);
                    words.push('\n');
                }
                Entry::Missing(name, reason) => self.refuse(name, FaultKind::Fetch, reason),
            }
        }
        (pictures, words)
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Post(command, Payload::File(file)) => self.post_file(command, file),
            Effect::Post(command, Payload::Vectors(vectors)) => {
                let floats: Vec<f32> = vectors.iter().flat_map(|it| it.iter().copied()).collect();
                self.post(&command, &Arrays::from(&Body { floats, ..Body::default() }));
            }
            Effect::Post(command, Payload::Numbers(body)) => self.post(&command, &Arrays::from(&body)),
            Effect::Post(command, Payload::None) => self.post(&command, &Arrays::default()),
            Effect::StartWorker => self.start_worker(),
            Effect::DecodeInBrowser(item, command) => self.decode(item, command),
            Effect::FetchSamples(sample, replaces) => {
                let runtime = Rc::clone(self);
                spawn(async move {
                    let (base, n_stops) = runtime.with(|it| (it.base.clone(), it.n_stops));
                    let found = source::samples(&base, sample).await;
                    apart().await;
                    runtime.fill_with(sample, replaces, found, n_stops);
                });
            }
            Effect::Keep(items) => self.keep(items),
            Effect::Drop(items) => {
                if self.keeps.get() {
                    self.store(async move { store::remove(&items).await.map(|()| false) });
                }
            }
            Effect::KeepSettings => self.keep_settings(),
            Effect::Erase => {
                self.files.clear();
                self.store(async move {
                    fetch::erase().await;
                    store::clear().await.map(|()| false)
                });
            }
            Effect::Save => self.save(),
            Effect::Hand(to, name, bytes) => self.hand(to, name, &bytes),
            Effect::Release(items) => {
                for (item, file) in items {
                    self.files.release(file);
                    // What has been opened in place of the old may have its number, and its own small picture by now.
                    if self.with(|it| it.item(item).is_none()) {
                        self.files.drop_thumb(item);
                    }
                }
            }
            Effect::Tell(tell) => self.tell(&tell),
        }
    }

    /// A drawing goes into the tank as every picture does, or to the person as a file.
    fn hand(self: &Rc<Self>, to: Handed, name: String, bytes: &[u8]) {
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
            store::hand(&blob, &name);
        }
    }

    fn post(self: &Rc<Self>, command: &Command, arrays: &Arrays) {
        let posted = match &*self.worker.borrow() {
            Some(ears) => port::post_to_worker(&ears.worker, command, arrays),
            None => Ok(()),
        };
        if let Err(thrown) = posted {
            self.send(Msg::WorkerDied(error::words(&thrown)));
        }
    }

    fn post_file(self: &Rc<Self>, command: Command, file: u32) {
        let blob = self.files.get(file);
        let runtime = Rc::clone(self);
        spawn(async move {
            let read = match blob {
                Some(blob) => JsFuture::from(blob.array_buffer()).await,
                None => Err(JsValue::from_str("the file is gone")),
            };
            match (read, &command) {
                (Ok(buffer), _) => {
                    let bytes = Some(Uint8Array::new(&buffer));
                    runtime.post(&command, &Arrays { bytes, ..Arrays::default() });
                }
                (Err(thrown), Command::EmbedPicture { item, .. }) => {
                    // A file can be moved or deleted between its choice and its turn.
                    let fault =
                        Fault { kind: FaultKind::ImageGone, subject: String::new(), detail: error::words(&thrown) };
                    runtime.send(Msg::Undecodable(*item, fault));
                }
                (Err(_), _) => {}
            }
        });
    }

    fn decode(self: &Rc<Self>, item: ItemId, command: Command) {
        let blob = self.with(|it| it.item(item).and_then(crate::app::Item::file)).and_then(|file| self.files.get(file));
        let format = self.with(|it| it.undecoded_format(item));
        let runtime = Rc::clone(self);
        spawn(async move {
            let decoded = match blob {
                Some(blob) => decode::decode(&blob).await,
                None => Err(JsValue::from_str("the file is gone")),
            };
            match (decoded, command) {
                (Ok(pixels), Command::EmbedPixels { job, item, .. }) => {
                    let command = Command::EmbedPixels { job, item, width: pixels.width, height: pixels.height };
                    runtime.post(&command, &Arrays { bytes: Some(pixels.rgba), ..Arrays::default() });
                }
                (Err(thrown), _) => {
                    let fault =
                        Fault { kind: FaultKind::ImageUnsupported, subject: format, detail: error::words(&thrown) };
                    runtime.send(Msg::Undecodable(item, fault));
                }
                (Ok(_), _) => {}
            }
        });
    }

    fn start_worker(self: &Rc<Self>) {
        self.end_worker();
        let base = self.with(|it| it.base.clone());
        let (hearing, failing) = (Rc::downgrade(self), Rc::downgrade(self));
        let hear = move |message: JsValue| {
            if let Some(runtime) = hearing.upgrade() {
                runtime.hear(&message);
            }
        };
        let fail = move |reason: String| {
            if let Some(runtime) = failing.upgrade() {
                runtime.send(Msg::WorkerDied(reason));
            }
        };
        match Ears::open(&base, &JsValue::NULL, hear, fail) {
            Ok(ears) => *self.worker.borrow_mut() = Some(ears),
            Err(thrown) => self.send(Msg::WorkerDied(error::words(&thrown))),
        }
    }

    fn end_worker(&self) {
        drop(self.worker.borrow_mut().take());
    }

    fn hear(self: &Rc<Self>, message: &JsValue) {
        let (event, body) = match port::open::<Event>(message) {
            Ok(heard) => heard,
            Err(thrown) => return self.send(Msg::WorkerDied(error::words(&thrown))),
        };
        let thumb = match (&event.news, body.indices.first()) {
            (News::Thumbnail(_), Some(item)) => Some((*item, Uint8Array::from(body.bytes.as_slice()))),
            _ => None,
        };
        self.send(Msg::Worker(event, body));
        if let Some((item, bytes)) = thumb {
            let thumb = blob(&bytes, "image/jpeg").ok().and_then(|it| self.files.set_thumb(item, it));
            if let Some(address) = thumb {
                self.send(Msg::ThumbReady(item, address.into()));
            }
        }
    }

    fn tell(&self, tell: &Tell) {
        let (name, detail) = match tell {
            Tell::Progress(done, total) => {
                ("progress", vec![("done", JsValue::from(*done)), ("total", JsValue::from(*total))])
            }
            Tell::Done => ("done", Vec::new()),
            Tell::Error(message) => ("error", vec![("message", JsValue::from_str(message))]),
        };
        let init = CustomEventInit::new();
        let object = js_sys::Object::new();
        for (key, value) in detail {
            // A fresh plain object takes any key.
            drop(js_sys::Reflect::set(&object, &key.into(), &value));
        }
        init.set_detail(&object);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            // The answer only says whether somebody prevented a default; there is none.
            drop(self.options.root.dispatch_event(&event));
        }
    }
}

/// Divides long work into two tasks: a finger between them is heard. Without a channel to wait for, they are one.
async fn apart() {
    drop(task::next_task().await);
}
