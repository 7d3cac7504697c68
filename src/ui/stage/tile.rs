//! A tile: one item, picture or word, that is selected by a touch.

use std::sync::Arc;

use crate::ui::dom::{El, Memo, button, el};

use super::shared;
use crate::app::{Msg, State};
use crate::protocol::ItemId;
use crate::ui::page::use_page;
use crate::ui::parts::thumb::thumb;
use crate::ui::tank::cells::called;

/// What a tile shows.
#[derive(Clone, PartialEq)]
pub(super) struct Face {
    /// Its small picture; a word has none.
    pub(super) thumb: Option<Arc<str>>,
    /// What it is called.
    pub(super) text: String,
    /// Whether it is a word.
    pub(super) is_word: bool,
}

/// The face of `item`, or an empty one if it is gone.
pub(super) fn face(state: &State, item: ItemId) -> Face {
    let found = state.item(item);
    Face {
        thumb: found.and_then(|it| it.thumb().cloned()),
        text: found.map(|it| called(state, it, shared().unknown())).unwrap_or_default(),
        is_word: found.is_some_and(|it| !it.is_picture()),
    }
}

/// The item as a button that selects it.
pub(super) fn tile(item: ItemId) -> El {
    let page = use_page();
    let is_selected = page.memo(move |state| state.selected == Some(item));
    switch(".tile", item, is_selected)
        .class_if("is-selected", is_selected)
        .on("click", move |_| page.send(Msg::Select(Some(item))))
}

/// The item's face on a button with these `marks`, pressed while `is_on`.
pub(super) fn switch(marks: &str, item: ItemId, is_on: Memo<bool>) -> El {
    let face = use_page().memo(move |state| face(state, item));
    button(marks)
        .class_if("is-word", move || face.with(|it| it.is_word))
        .aria("aria-pressed", is_on)
        .add(move || picture(face.with(|it| it.thumb.clone())))
        .add(el("span.tile-text").add(move || face.with(|it| it.text.clone())))
}

/// A small picture; its name stands beside it, so it says nothing itself.
pub(super) fn picture(address: Option<Arc<str>>) -> Option<El> {
    address.map(|it| thumb("tile-picture", &it))
}
