//! The page's heart: takes messages, keeps the state, does what the effects say, starts and hears the worker.

mod ask;
mod bring;
mod keep;

pub use bring::NoModel;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use super::ears::Ears;
use super::files::Files;
use super::port::Arrays;
use super::task::{self, spawn};
use super::{error, fetch, glosses, source, store};
use crate::app::{Effect, ListId, Msg, Payload, Sample, State, Tell, update};
use crate::protocol::{Body, Fault, FaultKind};

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
    is_settings_due: Cell<bool>,
    /// Whether the browser has been asked not to throw away what is kept.
    has_insisted: Cell<bool>,
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
            is_settings_due: Cell::new(false),
            has_insisted: Cell::new(false),
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

    /// Ends the worker and lets go of everything.
    pub fn dispose(&self) {
        self.is_gone.set(true);
        self.end_worker();
        self.files.clear();
    }

    /// The names, what an earlier visit left behind, then what the page is to open with.
    async fn open(self: Rc<Self>) {
        self.bring_names(ListId::Fish).await;
        // The others are not what a page opens with.
        for list in ListId::ALL.into_iter().skip(1) {
            let runtime = Rc::clone(&self);
            spawn(async move { runtime.bring_names(list).await });
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
        self.set_keeps(keeps);
        self.send(Msg::Started(stored));
        self.report_storage(is_full).await;
        if self.options.is_page {
            self.take_shared().await;
        }
        if let Some(address) = self.options.source.clone() {
            if let Some(sample) = Sample::find(&address) {
                self.send(Msg::UseSamples(sample, false));
            } else {
                self.fill(&address).await;
            }
        }
    }

    async fn bring_names(self: &Rc<Self>, list: ListId) {
        let Some(file) = list.file() else { return };
        match fetch::text(&(self.with(|it| it.base.clone()) + file)).await {
            Ok(names) => {
                apart().await;
                self.send(Msg::Names(list, names));
            }
            Err(reason) => self.refuse(file.to_owned(), FaultKind::Fetch, reason),
        }
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
            Effect::DecodeInBrowser(item, command, fault) => self.decode(item, command, fault),
            Effect::FetchSamples(sample, replaces) => {
                let runtime = Rc::clone(self);
                spawn(async move {
                    let (base, n_stops) = runtime.with(|it| (it.base.clone(), it.n_stops));
                    let found = source::samples(&base, sample).await;
                    apart().await;
                    runtime.fill_with(sample, replaces, found, n_stops).await;
                });
            }
            Effect::LookUp(address, words) => {
                let runtime = Rc::clone(self);
                spawn(async move {
                    let found = glosses::look_up(&address, words).await;
                    let fault = |thrown: JsValue| {
                        let detail = error::words(&thrown);
                        Fault { kind: FaultKind::Fetch, subject: address.clone(), detail }
                    };
                    runtime.send(Msg::LookedUp(found.map_err(fault)));
                });
            }
            Effect::Keep(items) => self.keep(items),
            Effect::Drop(items) => {
                if self.with(|it| it.is_kept) {
                    self.store(async move { store::remove(&items).await.map(|()| false) });
                }
            }
            Effect::KeepSettings => self.keep_settings(),
            Effect::Erase => {
                self.files.clear();
                self.store(async move {
                    // First, so that what is put meanwhile stays: the storage does one thing after the other.
                    let cleared = store::clear().await;
                    fetch::erase().await;
                    cleared.map(|()| false)
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

    fn tell(&self, tell: &Tell) {
        let (name, detail) = match tell {
            Tell::Progress(done, total) => {
                ("progress", vec![("done", JsValue::from(*done)), ("total", JsValue::from(*total))])
            }
            // By which model, where it lies beside the page: so that it is at hand without a network.
            Tell::Done => {
                let files = self.with(|state| state.model.in_use().files(""));
                let folder = files.config.strip_suffix("config.json").filter(|_| !files.is_far);
                ("done", vec![("model", folder.map_or(JsValue::NULL, JsValue::from_str))])
            }
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
