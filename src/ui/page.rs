//! What every component is given: the state to read, and the way to send a message.

use std::ops::Deref;
use std::rc::Rc;

use reactive_graph::owner::use_context;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::app::{Lang, Msg, State};
use crate::protocol::{Fault, FaultKind};
use crate::ui::dom::{Memo, Stored, Var, document, effect, memo, once_shown, stored};
use crate::ui::messages::{Messages, load};
use crate::web::Runtime;
use crate::web::task::spawn;

/// The page that a component stands on; copied freely, found with [`use_page`].
///
/// One word, so that it costs nothing in each of the hundreds of closures that hold it.
#[derive(Clone, Copy)]
pub(crate) struct Page(&'static Parts);

/// What a [`Page`] is made of.
pub(crate) struct Parts {
    runtime: Stored<Rc<Runtime>>,
    changed: Var<u32>,
    words: Var<&'static Messages>,
    /// The panel that is open, if any; a widget's state, so it is here and not in [`State`].
    pub(crate) panel: Var<Option<Panel>>,
    opener: Stored<Option<HtmlElement>>,
    /// Counted up when the search field is asked for from the keyboard.
    pub(crate) search: Var<u32>,
    /// Whether the offer of a photo model has been waved away, for this visit.
    pub(crate) is_offer_closed: Var<bool>,
    /// Whether it is as narrow as a phone.
    pub(crate) is_narrow: Var<bool>,
    /// Whether it is the whole page, not embedded in another.
    pub(crate) is_page: bool,
}

impl Deref for Page {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// A panel that folds out over the page; one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// The models.
    Model,
    /// What is stored, and how it is erased.
    Privacy,
    /// The label list and the prompt templates.
    Labels,
    /// The sample collections.
    Samples,
    /// The camera.
    Camera,
    /// All the ways to put pictures in, the camera first.
    Add,
    /// The tank, where the page has no room to show all of it.
    Tank,
}

impl Page {
    /// A page over `runtime` that begins in `words`; `changed` is counted up after every message.
    pub(super) fn new(runtime: Rc<Runtime>, changed: Var<u32>, words: &'static Messages, is_page: bool) -> Self {
        let (runtime, words) = (stored(runtime), Var::new(words));
        let (panel, opener, search) = (Var::new(None), stored(None), Var::new(0));
        let (is_offer_closed, is_narrow) = (Var::new(false), Var::new(false));
        // These handles, not what is behind them, stay for as long as the document: some sixty bytes a page.
        let page = Self(Box::leak(Box::new(Parts {
            runtime,
            changed,
            words,
            panel,
            opener,
            search,
            is_offer_closed,
            is_narrow,
            is_page,
        })));
        let lang = page.memo(|state| state.lang);
        effect(move || page.speak(lang.get()));
        page
    }

    /// Reads the state; inside a reactive closure, again after every message.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        let state = self.followed();
        let found = read(&state);
        let_go(state);
        found
    }

    /// Reads the state once, for an event's answer or while a component is built.
    pub(crate) fn peek<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        let state = self.state();
        let found = read(&state);
        let_go(state);
        found
    }

    #[inline(never)]
    fn followed(&self) -> Rc<State> {
        self.changed.get();
        self.state()
    }

    #[inline(never)]
    fn state(&self) -> Rc<State> {
        self.runtime.with(|it| it.state())
    }

    /// A part of the state that wakes its readers only when it differs.
    pub(crate) fn memo<T>(&self, read: impl Fn(&State) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + 'static,
    {
        let page = *self;
        memo(move || page.read(&read))
    }

    /// Tells the state that something happened.
    #[inline(never)]
    pub(crate) fn send(&self, msg: Msg) {
        self.runtime().send(msg);
    }

    /// The words of the present language.
    ///
    /// The shell is built anew when the language changes, so a component may read them once or inside a closure.
    #[inline(never)]
    pub(crate) fn words(&self) -> &'static Messages {
        self.words.get()
    }

    /// The language of the present words.
    pub(crate) fn lang(&self) -> Lang {
        self.words().lang
    }

    /// Takes the words of `lang`; until they are here, the page goes on in those that it has.
    fn speak(self, lang: Lang) {
        let before = self.words.get_untracked().lang;
        if lang == before {
            return;
        }
        let base = self.peek(|state| state.base.clone());
        spawn(async move {
            match load(&base, lang).await {
                // Another one may have been asked for meanwhile.
                Ok(words) if self.runtime.try_get().is_some_and(|it| it.with(|state| state.lang == lang)) => {
                    self.words.set(words);
                }
                Ok(_) => {}
                Err(reason) => {
                    let Some(runtime) = self.runtime.try_get() else { return };
                    let fault = Fault { kind: FaultKind::Fetch, subject: String::new(), detail: reason };
                    runtime.send(Msg::Refused(String::new(), fault));
                    runtime.send(Msg::SetLang(before));
                }
            }
        });
    }

    /// Opens a panel in place of any other.
    pub(crate) fn open(&self, panel: Panel) {
        // What had the focus before the first of them gets it back after the last.
        if self.panel.get_untracked().is_none() {
            self.opener.set(document().active_element().and_then(|it| it.dyn_into().ok()));
        }
        self.panel.set(Some(panel));
    }

    /// Opens a panel, or closes it if it is open.
    pub(crate) fn toggle(&self, panel: Panel) {
        if self.panel.get_untracked() == Some(panel) { self.close() } else { self.open(panel) }
    }

    /// Closes the panel that is open.
    pub(crate) fn close(&self) {
        self.panel.set(None);
        let opener = self.opener.try_get().flatten();
        // Once the page under the panel can be reached again.
        once_shown(move || drop(opener.map(|it: HtmlElement| it.focus())));
    }

    /// Puts the cursor into the tank's search field.
    pub(crate) fn ask_for_search(&self) {
        self.search.update(|it| *it = it.wrapping_add(1));
    }

    /// The runtime below: files, object URLs, the root element.
    pub(crate) fn runtime(&self) -> Rc<Runtime> {
        self.runtime.get()
    }
}

// A call, here and above: what it does would stand in each of the hundred memos.
#[inline(never)]
fn let_go(state: Rc<State>) {
    drop(state);
}

/// The page that the calling component stands on.
pub(crate) fn use_page() -> Page {
    use_context().unwrap_or_else(|| unreachable!("components are built on a page"))
}
