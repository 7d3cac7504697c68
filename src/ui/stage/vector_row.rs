//! One row of the table of vectors.

use std::sync::Arc;

use crate::ui::dom::{El, Kid, el, memo, shown};

use super::copy::copy;
use super::shared;
use super::tile::tile;
use crate::app::State;
use crate::matrix::dot;
use crate::protocol::ItemId;
use crate::ui::page::use_page;
use crate::ui::parts::number::number;
use crate::ui::parts::strip::strip;
use crate::ui::tank::cells::stand;

/// Numbers that are written out.
const N_HEAD: usize = 6;

/// The item's name, the first of its numbers, all of them as a strip, and its length.
pub(super) fn vector_row(item: ItemId) -> El {
    let page = use_page();
    let values = page.memo(move |state| state.item(item)?.vector.as_ref().map(|it| Arc::clone(&it.values)));
    let missing = page.memo(move |state| missing(state, item));
    let head = move || match values.get() {
        Some(values) => {
            let numbers: Vec<String> = values.iter().take(N_HEAD).map(|it| number(*it, 3)).collect();
            numbers.join("  ") + "  …"
        }
        None => missing.get().to_owned(),
    };
    let norm = move || values.get().map(|it| number(dot(&it, &it).sqrt(), 3)).unwrap_or_default();
    let is_selected = page.memo(move |state| state.selected == Some(item));
    el("tr")
        .class_if("is-selected", move || is_selected.get())
        .add(el("th[scope=row]").add(tile(item)))
        .add(el("td.figure.numbers").add(head))
        .add(el("td.strip-cell").add(strip(memo(move || Some(item)))))
        .add(el("td.figure").add(norm))
        .add(el("td").add(shown(move || values.with(Option::is_some), move || copy(item).view())))
}

/// Why an item has no vector yet; empty if it has one.
pub(super) fn missing(state: &State, item: ItemId) -> &'static str {
    state.item(item).map_or("", |it| stand(&it.status).said(shared()))
}
