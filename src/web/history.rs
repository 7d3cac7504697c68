//! The browser's history: one entry for each step, and one for a panel over it.

use js_sys::Object;
use wasm_bindgen::JsValue;
use web_sys::{History, Window};

/// What an entry stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The part of the address behind `#`.
    pub name: String,
    /// Whether a panel lies over the page.
    pub has_panel: bool,
    /// Whether the page has written it, not a link.
    pub is_own: bool,
}

/// What entries of the page carry, without a panel and with one.
const CARRIED: [&str; 2] = ["page", "panel"];

impl Entry {
    /// The one that the browser shows.
    pub fn present() -> Self {
        let name = window().and_then(|it| it.location().hash().ok()).unwrap_or_default();
        let carried = history().and_then(|it| it.state().ok()).and_then(|it| it.as_string());
        let at = CARRIED.iter().position(|it| carried.as_deref() == Some(it));
        Self { name: name.trim_start_matches('#').to_owned(), has_panel: at == Some(1), is_own: at.is_some() }
    }

    /// Goes on to this one.
    pub fn push(&self) {
        self.put(History::push_state_with_url);
    }

    /// Stands in place of the present one.
    pub fn replace(&self) {
        self.put(History::replace_state_with_url);
    }

    fn put(&self, put: fn(&History, &JsValue, &str, Option<&str>) -> Result<(), JsValue>) {
        let state = JsValue::from_str(CARRIED[usize::from(self.has_panel)]);
        if let Some(history) = history() {
            // A browser may refuse after some hundred changes in a few seconds; the page goes on without an entry.
            drop(put(&history, &state, "", Some(&["#", &self.name].concat())));
        }
    }
}

/// Goes back by one entry; that it has been reached is told by `popstate`.
pub fn back() {
    if let Some(history) = history() {
        drop(history.back());
    }
}

/// Whether this page is the window's own: inside another page's frame its entries would be in that page's way.
pub fn is_ours() -> bool {
    window().is_some_and(|it| it.parent().ok().flatten().is_some_and(|parent| Object::is(&parent, &it)))
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn history() -> Option<History> {
    window().and_then(|it| it.history().ok())
}
