//! A tile: one item, picture or word, that is selected by a touch.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::{Msg, State, caption};
use crate::protocol::ItemId;
use crate::ui::bind::{self, flag, maybe, text};
use crate::ui::page::use_page;

/// What a tile shows.
#[derive(Clone, PartialEq)]
pub(super) struct Face {
    /// Its small picture; a word has none.
    pub(super) thumb: Option<Arc<str>>,
    /// What it is called.
    pub(super) text: String,
    /// Whether it is a word.
    pub(super) is_word: bool,
    /// Whether it is the selected one.
    pub(super) is_selected: bool,
}

/// The face of `item`, or an empty one if it is gone.
pub(super) fn face(state: &State, item: ItemId) -> Face {
    let found = state.item(item);
    Face {
        thumb: found.and_then(|it| it.thumb().cloned()),
        text: found.map(|it| caption(state, it)).unwrap_or_default(),
        is_word: found.is_some_and(|it| !it.is_picture()),
        is_selected: state.selected == Some(item),
    }
}

/// The item as a button.
#[component]
pub(super) fn Tile(item: ItemId) -> impl IntoView {
    let page = use_page();
    let face = page.memo(move |state| face(state, item));
    let is_selected = flag(move || face.with(|it| it.is_selected));
    view! {
        <button
            type="button"
            class="tile"
            class:is-selected=is_selected
            class:is-word=flag(move || face.with(|it| it.is_word))
            aria-pressed=bind::state(is_selected)
            on:click=move |_| page.send(Msg::Select(Some(item)))
        >
            {maybe(move || picture(face.with(|it| it.thumb.clone())))}
            <span class="tile-text">{text(move || face.with(|it| it.text.clone()))}</span>
        </button>
    }
}

/// A small picture; its name stands beside it, so it says nothing itself.
pub(super) fn picture(thumb: Option<Arc<str>>) -> Option<AnyView> {
    thumb.map(|it| {
        view! { <img class="tile-picture" src=it.to_string() alt="" loading="lazy" decoding="async" /> }.into_any()
    })
}
