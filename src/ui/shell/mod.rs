//! The whole page: header, rail, tank, stage, and what lies over them.

mod drop;
mod header;
mod history;
mod live;
mod notices;
mod offer;
mod panels;
mod privacy;
mod rail;
mod root;
mod welcome;

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event, KeyboardEvent};

use crate::ui::detail::{close_detail, detail};
use crate::ui::dom::{El, View, button, el, focus, group, later, on_window, once_shown};
use crate::ui::page::{Page, Panel, use_page};
use crate::ui::stage::stage;
use crate::ui::tank::tank;
use drop::{DropState, drop_veil};
use header::header;
use history::follow_history;
use live::live;
use notices::notices;
use offer::offer;
use panels::panels;
use rail::rail;
use root::follow_root;
use welcome::welcome;

/// What the whole page does with an event.
type Hear = fn(Page, DropState, &Event);

/// The page inside its root element.
pub(super) fn shell() -> El {
    let page = use_page();
    follow_root(page);
    follow_history(page);
    let drops = DropState::new(page);
    let mut frame = el("div.frame");
    let heard: [(&'static str, Hear); 6] = [
        ("dragenter", |_, drops, event| drops.enter(event.unchecked_ref())),
        ("dragover", |_, drops, event| drops.over(event.unchecked_ref())),
        ("dragleave", |_, drops, event| drops.leave(event.unchecked_ref())),
        ("drop", |_, drops, event| drops.take(event.unchecked_ref())),
        ("paste", |page, _, event| take_paste(page, event.unchecked_ref())),
        ("keydown", |page, _, event| take_key(page, event.unchecked_ref())),
    ];
    for (name, hear) in heard {
        let hear = move |event: Event| hear(page, drops, &event);
        // Nothing has the focus when a page has just been opened, and beside a wide one there is a margin: a browser
        // would show what is dropped there in place of the page.
        if page.is_page {
            on_window(name, hear);
        } else {
            frame = frame.on(name, hear);
        }
    }
    frame
        .add(skip())
        .add(aside(header()))
        .add(move || {
            page.lang();
            body()
        })
        .add(drop_veil(drops))
}

/// All that is built anew when the language changes.
fn body() -> View {
    let page = use_page();
    let words = &page.words().shell;
    // Somebody else's page has its own main part.
    let role = if page.is_page { "main" } else { "region" };
    group()
        .add(aside(rail()))
        .add(aside(el("div.lines")).add(later(|| group().add(offer()).add(notices()))))
        .add(
            aside(el("div.floor")).add(el("div.side").add(later(|| tank(false))).add(later(detail))).add(
                el("div.stage-room[tabindex=-1]")
                    .attr("role", role)
                    .attr("aria-label", words.stage())
                    .add(welcome())
                    .add(later(stage)),
            ),
        )
        .add(later(|| group().add(panels()).add(live())))
}

/// What nobody reaches while a panel lies over it.
fn aside(part: El) -> El {
    let page = use_page();
    part.attr("inert", move || page.panel.get().is_some())
}

/// The way past header and tank for those who come by the Tab key.
fn skip() -> El {
    let page = use_page();
    aside(button(".skip"))
        .on("click", move |_| focus(&page.runtime().root(), ".stage-room"))
        .add(move || page.words().shell.skip())
}

/// Whether a key or a paste is meant for a text field.
fn is_typing(event: &Event) -> bool {
    let fields = "input:not([type=range], [type=checkbox]), textarea, select";
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| it.matches(fields).unwrap_or(false))
}

fn take_paste(page: Page, event: &ClipboardEvent) {
    if !is_typing(event) {
        page.runtime().gather_paste(event);
    }
}

fn take_key(page: Page, event: &KeyboardEvent) {
    // While a word is being composed, Escape and `/` belong to the input method.
    let is_others = event.default_prevented() || event.is_composing();
    if is_others || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "/" if !is_typing(event) => {
            event.prevent_default();
            if page.is_narrow.get_untracked() {
                page.open(Panel::Tank);
            }
            // Once it is there, if it comes with the panel.
            once_shown(move || page.ask_for_search());
        }
        "Escape" if page.panel.get_untracked().is_some() => {
            event.prevent_default();
            page.close();
        }
        "Escape" if !is_typing(event) => close_detail(page),
        _ => {}
    }
}
