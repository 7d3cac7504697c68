//! One row of the table of vectors.

use std::sync::Arc;

use leptos::prelude::*;

use super::copy::Copy;
use super::shared;
use super::strip::Strip;
use super::tile::Tile;
use crate::app::{State, Status};
use crate::matrix::dot;
use crate::protocol::ItemId;
use crate::ui::bind::{flag, shown, text};
use crate::ui::number::number;
use crate::ui::page::use_page;

/// Numbers that are written out.
const N_HEAD: usize = 6;

/// The item's name, the first of its numbers, all of them as a strip, and its length.
#[component]
pub(super) fn VectorRow(item: ItemId) -> impl IntoView {
    let page = use_page();
    let values = page.memo(move |state| state.item(item)?.vector.as_ref().map(|it| Arc::clone(&it.values)));
    let missing = page.memo(move |state| missing(state, item));
    let head = text(move || match values.get() {
        Some(values) => {
            let numbers: Vec<String> = values.iter().take(N_HEAD).map(|it| number(*it, 3)).collect();
            numbers.join("  ") + "  …"
        }
        None => missing.get().to_owned(),
    });
    let norm = text(move || values.get().map(|it| number(dot(&it, &it).sqrt(), 3)).unwrap_or_default());
    let is_selected = page.memo(move |state| state.selected == Some(item));
    view! {
        <tr class:is-selected=flag(move || is_selected.get())>
            <th scope="row"><Tile item /></th>
            <td class="figure numbers">{head}</td>
            <td class="strip-cell"><Strip item=Signal::derive(move || Some(item)) /></td>
            <td class="figure">{norm}</td>
            <td>{shown(move || values.with(Option::is_some), move || view! { <Copy item /> }.into_any())}</td>
        </tr>
    }
}

/// Why an item has no vector yet; empty if it has one.
pub(super) fn missing(state: &State, item: ItemId) -> &'static str {
    let s = shared();
    match state.item(item).map(|it| &it.status) {
        Some(Status::Waiting | Status::Stopped) => s.waiting,
        Some(Status::Working) => s.working,
        Some(Status::Failed(_)) => s.failed,
        Some(Status::Unreadable) => s.unreadable,
        Some(Status::Ready) | None => "",
    }
}
