//! The root element: its class, its language, its theme, and whether it is narrow.

use web_sys::HtmlElement;

use crate::app::{Lang, Theme};
use crate::ui::dom::{document, effect, next_frame, on_resize, stored, window};
use crate::ui::page::Page;

/// Below this many CSS pixels the tank is a strip and the rail lies at the bottom.
const NARROW: i32 = 760;

/// Keeps the root element's attributes in step with the state.
pub(super) fn follow_root(page: Page) {
    let root = stored(page.runtime().root());
    let set = move |name: &'static str, value: &'static str| root.with(|it| put(it, name, value));
    root.with(|it| drop(it.class_list().add_1("ikesu")));
    set("data-place", if page.is_page { "page" } else { "embedded" });

    let lie = move |is_narrow: bool| {
        set("data-size", if is_narrow { "narrow" } else { "wide" });
        if page.is_narrow.get_untracked() != is_narrow {
            page.is_narrow.set(is_narrow);
        }
    };
    // At first the window's width: to ask for its own would lay out the whole page for the answer alone.
    let width = window().inner_width().ok().and_then(|it| it.as_f64()).unwrap_or_default();
    lie(width < f64::from(NARROW));
    let measure = move || {
        let is_narrow = root.with(|it| it.client_width()) < NARROW;
        if page.is_narrow.get_untracked() != is_narrow {
            // Not while sizes are told, which would change with it: that is an error to the window.
            next_frame(move || {
                if root.try_get().is_some() {
                    lie(is_narrow);
                }
            });
        }
    };
    root.with(|it| on_resize(it, measure));

    effect(move || {
        let lang = if page.lang() == Lang::Ja { "ja" } else { "en" };
        set("lang", lang);
        if page.is_page {
            on_page(|it| put(it, "lang", lang));
            document().set_title(page.words().shell.title());
        }
    });
    let theme = page.memo(|state| state.theme);
    effect(move || {
        let theme = match theme.get() {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        set("data-theme", theme);
        if page.is_page {
            // The ground that shows when a finger pulls the page beyond its end.
            on_page(|it| put(it, "data-ikesu-theme", theme));
        }
    });
}

fn put(element: &web_sys::Element, name: &str, value: &str) {
    // An attribute with a fixed, valid name cannot fail.
    drop(element.set_attribute(name, value));
}

fn on_page(with: impl FnOnce(&HtmlElement)) {
    use wasm_bindgen::JsCast;
    let element = document().document_element().and_then(|it| it.dyn_into().ok());
    if let Some(element) = element {
        with(&element);
    }
}
