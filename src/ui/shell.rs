//! The whole page: header, rail, tank, stage, and what lies over them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlElement, KeyboardEvent};

use super::busy::Busy;
use super::detail::Detail;
use super::drop::{DropState, DropVeil};
use super::header::Header;
use super::live::Live;
use super::notices::Notices;
use super::offer::Offer;
use super::page::{Page, use_page};
use super::panels::Panels;
use super::rail::Rail;
use super::root::follow_root;
use super::stage::Stage;
use super::tank::Tank;
use super::welcome::Welcome;
use crate::app::Msg;

/// The page inside its root element.
#[component]
pub(super) fn Shell() -> impl IntoView {
    let page = use_page();
    follow_root(page);
    let drops = DropState::new(page);
    if page.is_page {
        // Nothing has the focus when a page has just been opened, so these two come to the window alone.
        let paste = window_event_listener(leptos::ev::paste, move |event| take_paste(page, &event));
        let keys = window_event_listener(leptos::ev::keydown, move |event| take_key(page, &event));
        on_cleanup(move || {
            paste.remove();
            keys.remove();
        });
    }
    let on_paste = move |event: ClipboardEvent| {
        if !page.is_page {
            take_paste(page, &event);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if !page.is_page {
            take_key(page, &event);
        }
    };
    view! {
        <div
            class="frame"
            on:dragenter=move |event| drops.enter(&event)
            on:dragover=move |event| drops.over(&event)
            on:dragleave=move |event| drops.leave(&event)
            on:drop=move |event| drops.take(&event)
            on:paste=on_paste
            on:keydown=on_key
        >
            <Skip />
            <Header />
            <For each=move || [page.lang()] key=|lang| *lang let(_lang)>
                <Body />
            </For>
            <DropVeil drops />
        </div>
    }
}

/// All that is built anew when the language changes.
#[component]
fn Body() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    // Somebody else's page has its own main part.
    let role = if page.is_page { "main" } else { "region" };
    view! {
        <Rail />
        <div class="lines">
            <Offer />
            <Notices />
            <Busy />
        </div>
        <div class="floor">
            <div class="side">
                <Tank />
                <Detail />
            </div>
            <div class="stage-room" role=role tabindex="-1" aria-label=words.stage>
                <Welcome />
                <Stage />
            </div>
        </div>
        <Panels />
        <Live />
    }
    .into_any()
}

/// The way past header and tank for those who come by the Tab key.
#[component]
fn Skip() -> impl IntoView {
    let page = use_page();
    let skip = move |_| {
        let room = page.runtime().root().query_selector(".stage-room").ok().flatten();
        if let Some(room) = room.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // If it cannot take the focus, the next Tab goes on from here.
            drop(room.focus());
        }
    };
    view! {
        <button type="button" class="skip" on:click=skip>
            {move || page.words().shell.skip}
        </button>
    }
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
