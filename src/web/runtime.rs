//! The page's heart: takes messages, keeps the state, does what the effects say, starts and hears the worker.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardEvent, CustomEvent, CustomEventInit, DataTransfer, FileList, HtmlElement};

use super::ears::Ears;
use super::files::{Files, blob};
use super::gather::{self, Dropped};
use super::port::{self, Arrays};
use super::source::{self, Entry};
use super::task::{self, spawn};
use super::{decode, error, fetch, store};
use crate::app::{Effect, Msg, NewPicture, Payload, State, Step, Tell, update};
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
    /// The collection that it opens with: an address, or `samples`.
    pub source: Option<String>,
    /// The step that it opens with.
    pub step: Option<Step>,
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
    pub fn send(self: &Rc<Self>, msg: Msg) {
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
        if !self.is_gone.get() {
            (self.on_change)();
        }
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
            pictures.push(NewPicture { name, file: self.files.add(blob), bytes, truth: None, is_sample: false });
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
        spawn(async move {
            let (files, unreadable) = dropped.find().await;
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
        let find = |name: &'static str| {
            let file = files.iter().find(|(it, _)| it == name).map(|(_, file)| file.clone());
            file.and_then(|file| self.files.address(self.files.add(file))).ok_or(name)
        };
        let weights = files.iter().find(|(it, _)| it == "model.safetensors");
        let bytes = weights.map(|(_, file)| file.size() as u64);
        Ok(ModelFiles {
            config: find("config.json")?,
            preprocessor: find("preprocessor_config.json")?,
            tokenizer: find("tokenizer.json")?,
            weights: find("model.safetensors")?,
            sha256: None,
            bytes,
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
        let mut stored = None;
        if self.options.is_page && store::is_ours().await {
            match store::load(&self.files).await {
                Ok(found) => {
                    self.keeps.set(true);
                    stored = found.map(Box::new);
                }
                Err(thrown) => self.refuse(String::new(), FaultKind::Storage, error::words(&thrown)),
            }
        }
        apart().await;
        self.send(Msg::Started(stored));
        if let Some(step) = self.options.step {
            self.send(Msg::GoTo(step));
        }
        match self.options.source.clone() {
            Some(name) if name == "samples" => self.send(Msg::UseSamples),
            Some(address) => self.fill(source::list(&address).await, &address),
            None => {}
        }
        self.report_storage(false).await;
    }

    fn open_file(self: &Rc<Self>, name: String, blob: Blob) {
        let runtime = Rc::clone(self);
        spawn(async move {
            let base = runtime.with(|it| it.base.clone());
            match store::open_file(&base, &runtime.files, &blob).await {
                Ok(stored) => runtime.send(Msg::Opened(Box::new(stored))),
                Err(thrown) => runtime.refuse(name, FaultKind::Collection, error::words(&thrown)),
            }
        });
    }

    fn refuse(self: &Rc<Self>, name: String, kind: FaultKind, detail: String) {
        self.send(Msg::Refused(name.clone(), Fault { kind, subject: name, detail }));
    }

    fn fill(self: &Rc<Self>, entries: Result<Vec<Entry>, String>, address: &str) {
        let entries = match entries {
            Ok(entries) => entries,
            Err(reason) => return self.refuse(address.to_owned(), FaultKind::Fetch, reason),
        };
        let is_sample = address == source::SAMPLES;
        let (mut pictures, mut words) = (Vec::new(), String::new());
        for entry in entries {
            match entry {
                Entry::Picture(name, blob, truth) => {
                    let bytes = blob.size() as u64;
                    pictures.push(NewPicture { name, file: self.files.add(blob), bytes, truth, is_sample });
                }
                Entry::Word(word) => {
                    words.push_str(&word);
                    words.push('\n');
                }
                Entry::Missing(name, reason) => self.refuse(name, FaultKind::Fetch, reason),
            }
        }
        if !words.is_empty() {
            self.send(Msg::EditLabels(words));
        }
        self.send(Msg::Add(pictures));
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Post(command, Payload::File(file)) => self.post_file(command, file),
            Effect::Post(command, Payload::Vectors(vectors)) => {
                let floats: Vec<f32> = vectors.iter().flat_map(|it| it.iter().copied()).collect();
                self.post(&command, &Arrays::from(&Body { floats, ..Body::default() }));
            }
            Effect::Post(command, Payload::None) => self.post(&command, &Arrays::default()),
            Effect::StartWorker => self.start_worker(),
            Effect::DecodeInBrowser(item, command) => self.decode(item, command),
            Effect::FetchSamples => {
                let runtime = Rc::clone(self);
                spawn(async move {
                    let base = runtime.with(|it| it.base.clone());
                    let entries = source::samples(&base).await;
                    apart().await;
                    runtime.fill(entries, source::SAMPLES);
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
            Effect::Release(files) => self.files.release(&files),
            Effect::Tell(tell) => self.tell(&tell),
        }
    }

    fn post(self: &Rc<Self>, command: &Command, arrays: &Arrays) {
        let posted = match &*self.worker.borrow() {
            Some(ears) => port::post_to_worker(&ears.worker, command, arrays),
            None => Ok(()),
        };
        if let Err(thrown) = posted {
            self.waiting.borrow_mut().push_back(Msg::WorkerDied(error::words(&thrown)));
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
        match Ears::open(&base, hear, fail) {
            Ok(ears) => *self.worker.borrow_mut() = Some(ears),
            Err(thrown) => self.waiting.borrow_mut().push_back(Msg::WorkerDied(error::words(&thrown))),
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

    fn keep(self: &Rc<Self>, items: Vec<ItemId>) {
        if !self.keeps.get() {
            return;
        }
        let runtime = Rc::clone(self);
        spawn(async move {
            // What was changed is shown first.
            apart().await;
            match runtime.with(|state| store::records(state, &runtime.files, &items)) {
                Ok(records) => runtime.store(store::keep(records)),
                Err(thrown) => runtime.send(storage_failed(&thrown)),
            }
            // They say which of the items are in the list: neither is of use without the other.
            runtime.keep_settings_now();
        });
    }

    /// Settings change many times a second while a slider moves; they are kept once it rests.
    fn keep_settings(self: &Rc<Self>) {
        if !self.keeps.get() || self.is_settings_due.replace(true) {
            return;
        }
        let runtime = Rc::clone(self);
        let write = Closure::once_into_js(move || {
            runtime.is_settings_due.set(false);
            runtime.keep_settings_now();
        });
        if let Some(window) = web_sys::window() {
            // A page without a timer would have shown nothing so far.
            drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(write.unchecked_ref(), 300));
        }
    }

    fn keep_settings_now(self: &Rc<Self>) {
        let settings = self.with(State::settings);
        self.store(async move { store::keep_settings(settings).await.map(|()| false) });
    }

    fn store(self: &Rc<Self>, work: impl Future<Output = Result<bool, JsValue>> + 'static) {
        // Boxed, so that what follows is compiled once.
        let work: Pin<Box<dyn Future<Output = _>>> = Box::pin(work);
        let runtime = Rc::clone(self);
        spawn(async move {
            match work.await {
                Ok(is_full) => runtime.report_storage(is_full).await,
                Err(thrown) => {
                    // Said once: without storage the page goes on, only a reload would lose things.
                    if runtime.keeps.replace(false) {
                        runtime.send(storage_failed(&thrown));
                    }
                }
            }
        });
    }

    async fn report_storage(self: &Rc<Self>, is_full: bool) {
        let (used, quota) = store::in_use().await;
        let is_full = is_full || self.with(|it| it.storage.is_some_and(|(_, _, was)| was));
        self.send(Msg::Stored { used, quota, is_full });
    }

    fn save(self: &Rc<Self>) {
        let (base, settings, ids) = self.with(|state| {
            let ids: Vec<ItemId> = state.items.iter().map(|it| it.id).collect();
            (state.base.clone(), state.settings(), ids)
        });
        let records = self.with(|state| store::records(state, &self.files, &ids));
        let runtime = Rc::clone(self);
        spawn(async move {
            let saved = match records {
                Ok(records) => store::save_file(&base, settings, records, "collection.ikesu").await,
                Err(thrown) => Err(thrown),
            };
            if let Err(thrown) = saved {
                runtime.refuse("collection.ikesu".to_owned(), FaultKind::Collection, error::words(&thrown));
            }
        });
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

fn storage_failed(thrown: &JsValue) -> Msg {
    let fault = Fault { kind: FaultKind::Storage, subject: String::new(), detail: error::words(thrown) };
    Msg::Refused(String::new(), fault)
}
