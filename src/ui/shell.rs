//! The whole page: header, rail, tank, stage, and what lies over them.

use super::dom::{El, View, button, el, group, later, on_window};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement, KeyboardEvent};

use super::busy::busy;
use super::detail::detail;
use super::drop::{DropState, drop_veil};
use super::header::header;
use super::live::live;
use super::notices::notices;
use super::offer::offer;
use super::page::{Page, use_page};
use super::panels::panels;
use super::rail::rail;
use super::root::follow_root;
use super::stage::stage;
use super::tank::tank;
use super::welcome::welcome;
use crate::app::Msg;

/// The page inside its root element.
pub(super) fn shell() -> El {
    let page = use_page();
    follow_root(page);
    let drops = DropState::new(page);
    let paste = move |event: Event| take_paste(page, event.unchecked_ref());
    let key = move |event: Event| take_key(page, event.unchecked_ref());
    let frame = el("div.frame")
        .on_as("dragenter", move |event| drops.enter(&event))
        .on_as("dragover", move |event| drops.over(&event))
        .on_as("dragleave", move |event| drops.leave(&event))
        .on_as("drop", move |event| drops.take(&event))
        .add(skip())
        .add(header())
        .add(move || {
            page.lang();
            body()
        })
        .add(drop_veil(drops));
    if page.is_page {
        // Nothing has the focus when a page has just been opened, so these two come to the window alone.
        on_window("paste", paste);
        on_window("keydown", key);
        frame
    } else {
        frame.on("paste", paste).on("keydown", key)
    }
}

/// All that is built anew when the language changes.
fn body() -> View {
    let page = use_page();
    let words = &page.words().shell;
    // Somebody else's page has its own main part.
    let role = if page.is_page { "main" } else { "region" };
    group()
        .add(rail())
        .add(el("div.lines").add(later(|| group().add(offer()).add(notices()).add(busy()))))
        .add(
            el("div.floor").add(el("div.side").add(later(tank)).add(later(detail))).add(
                el("div.stage-room")
                    .attr("role", role)
                    .attr("tabindex", "-1")
                    .attr("aria-label", words.stage())
                    .add(welcome())
                    .add(later(stage)),
            ),
        )
        .add(later(|| group().add(panels()).add(live())))
}

/// The way past header and tank for those who come by the Tab key.
fn skip() -> El {
    let page = use_page();
    let skip = move |_| {
        let room = page.runtime().root().query_selector(".stage-room").ok().flatten();
        if let Some(room) = room.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // If it cannot take the focus, the next Tab goes on from here.
            drop(room.focus());
        }
    };
    button(".skip").on("click", skip).add(move || page.words().shell.skip())
}

/// Whether a key or a paste is meant for a text field.
fn is_typing(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|it| matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

fn take_paste(page: Page, event: &ClipboardEvent) {
    if !is_typing(event) {
        page.runtime().gather_paste(event);
    }
}

fn take_key(page: Page, event: &KeyboardEvent) {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "/" if !is_typing(event) => {
            event.prevent_default();
            page.ask_for_search();
        }
        "Escape" if page.panel.get_untracked().is_some() => page.panel.set(None),
        "Escape" if !is_typing(event) => page.send(Msg::Select(None)),
        _ => {}
    }
}
