//! What every component is given: the state to read, and the way to send a message.

use std::rc::Rc;

use reactive_graph::owner::use_context;

use super::dom::{Memo, Stored, Var, memo, stored};

use super::messages::{EN, JA, Messages};
use crate::app::{Lang, Msg, State};
use crate::web::Runtime;

/// The page that a component stands on; copied freely, found with [`use_page`].
#[derive(Clone, Copy)]
pub(crate) struct Page {
    runtime: Stored<Rc<Runtime>>,
    changed: Var<u32>,
    lang: Memo<Lang>,
    /// The panel that is open, if any; a widget's state, so it is here and not in [`State`].
    pub(crate) panel: Var<Option<Panel>>,
    /// Whether the page is as narrow as a phone.
    pub(crate) is_narrow: Var<bool>,
    /// Counted up when the search field is asked for from the keyboard.
    pub(crate) search: Var<u32>,
    /// Whether it is the whole page, not embedded in another.
    pub(crate) is_page: bool,
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
    /// The camera.
    Camera,
}

impl Page {
    /// A page over `runtime`; `changed` is counted up after every message.
    pub(super) fn new(runtime: Rc<Runtime>, changed: Var<u32>, is_page: bool) -> Self {
        let runtime = stored(runtime);
        let lang = memo(move || {
            changed.get();
            runtime.with(|it| it.with(|state| state.lang))
        });
        let (panel, is_narrow, search) = (Var::new(None), Var::new(false), Var::new(0));
        Self { runtime, changed, lang, panel, is_narrow, search, is_page }
    }

    /// Reads the state; inside a reactive closure, again after every message.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.changed.get();
        self.runtime.with(|it| it.with(read))
    }

    /// Reads the state once, for an event's answer or while a component is built.
    pub(crate) fn peek<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        self.runtime.with(|it| it.with(read))
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
    pub(crate) fn send(&self, msg: Msg) {
        self.runtime().send(msg);
    }

    /// The words of the present language.
    ///
    /// The shell is built anew when the language changes, so a component may read them once or inside a closure.
    pub(crate) fn words(&self) -> &'static Messages {
        match self.lang() {
            Lang::Ja => &JA,
            Lang::En => &EN,
        }
    }

    /// The present language.
    pub(crate) fn lang(&self) -> Lang {
        self.lang.get()
    }

    /// Opens a panel in place of any other.
    pub(crate) fn open(&self, panel: Panel) {
        self.panel.set(Some(panel));
    }

    /// Opens a panel, or closes it if it is open.
    pub(crate) fn toggle(&self, panel: Panel) {
        self.panel.update(|it| *it = if *it == Some(panel) { None } else { Some(panel) });
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

/// The page that the calling component stands on.
pub(crate) fn use_page() -> Page {
    use_context().unwrap_or_else(|| unreachable!("components are built on a page"))
}
