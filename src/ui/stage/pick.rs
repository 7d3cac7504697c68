//! Picking references: a grid of the items in which each is a switch.

use leptos::prelude::*;

use super::gate::no_pictures;
use super::more::more;
use super::tile::{face, picture};
use super::words;
use crate::app::{Item, MapOf, Msg, State};
use crate::protocol::ItemId;
use crate::ui::bind::{flag, maybe, rows, shown, state, text};
use crate::ui::icon::{Icon, icon};
use crate::ui::messages::fill;
use crate::ui::page::use_page;

/// Items in the grid at first, and at each asking for more.
const N_CELLS: usize = 60;
/// 「アジ、エビ、タコ」: three good examples are what the lesson takes.
const N_WANTED: usize = 3;

/// The grid, opened until there are references.
#[component]
pub(super) fn Pick() -> impl IntoView {
    let page = use_page();
    let w = words();
    let limit = RwSignal::new(N_CELLS);
    let ids = page.memo(move |state| within(state, limit.get()));
    let count = page.memo(|state| state.odd.references.len());
    let total = page.memo(|state| candidates(state).count());
    let said = text(move || match count.get() {
        0 => w.pick_none.to_owned(),
        n if n < N_WANTED => fill(w.pick_few, &[("n", &n.to_string()), ("more", &(N_WANTED - n).to_string())]),
        n => fill(w.pick_some, &[("n", &n.to_string())]),
    });
    view! {
        <details class="fold pick" open=untrack(|| count.get()) < N_WANTED>
            <summary>{w.pick}" "<span class="note" aria-live="polite">{said}</span></summary>
            <div class="fold-body">
                <div class="pick-grid" role="group" aria-label=w.pick>
                    {rows(move || ids.get(), cell)}
                </div>
                {more(total, limit, N_CELLS)}
                {shown(move || total.get() == 0, || no_pictures(Some(Msg::SetOddOf(MapOf::Names))))}
            </div>
        </details>
    }
}

fn cell(item: ItemId) -> AnyView {
    let page = use_page();
    let face = page.memo(move |state| face(state, item));
    let is_on = page.memo(move |state| state.odd.references.contains(&item));
    let is_on = flag(move || is_on.get());
    view! {
        <button
            type="button"
            class="tile pick-cell"
            class:is-on=is_on
            class:is-word=flag(move || face.with(|it| it.is_word))
            aria-pressed=state(is_on)
            on:click=move |_| page.send(Msg::ToggleReference(item))
        >
            {maybe(move || picture(face.with(|it| it.thumb.clone())))}
            <span class="tile-text">{text(move || face.with(|it| it.text.clone()))}</span>
            {maybe(move || is_on.get().then(|| icon(Icon::Star).into_any()))}
        </button>
    }
    .into_any()
}

/// Items of the kind that is looked at, and references of another kind so that they can be put back.
fn candidates(state: &State) -> impl Iterator<Item = &Item> {
    let of = state.odd.of;
    state.items.iter().filter(move |it| {
        let is_kind = match of {
            MapOf::Names => !it.is_picture(),
            MapOf::Pictures => it.is_picture(),
            MapOf::Both => true,
        };
        (is_kind && it.is_ready()) || state.odd.references.contains(&it.id)
    })
}

/// The first `limit`, and the chosen ones beyond, so that they can be taken back.
fn within(state: &State, limit: usize) -> Vec<ItemId> {
    let ids = candidates(state).map(|it| it.id).enumerate();
    ids.filter(|(at, id)| *at < limit || state.odd.references.contains(id)).map(|(_, id)| id).collect()
}
