//! Step 0: what a vector is.

use leptos::prelude::*;

use super::field::Choice;
use super::frame::{frame, paragraphs};
use super::gate::no_pictures;
use super::more::more;
use super::towers::towers;
use super::vector_row::VectorRow;
use super::words;
use crate::app::{MapOf, Msg, Step};
use crate::protocol::ItemId;
use crate::ui::bind::{live, memo, rows, shown, text};
use crate::ui::messages::fill;
use crate::ui::page::use_page;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 100;

/// The step.
#[component]
pub(super) fn Vectors() -> impl IntoView {
    let w = words();
    let body = view! {
        {towers()}
        <Table />
    };
    frame(Step::Vectors, w.vectors_lead, w.vectors_try, body.into_any(), paragraphs(w.vectors_how))
}

#[component]
fn Table() -> impl IntoView {
    let page = use_page();
    let w = words();
    let has_pictures = untrack(|| page.read(|state| state.pictures().next().is_some()));
    // Words are there from the start, but they have no vectors before a model is asked for; pictures ask for it.
    let of = RwSignal::new(if has_pictures { 0 } else { 1 });
    let limit = RwSignal::new(N_ROWS);
    let ids = memo(move || {
        let is_pictures = of.get() == 0;
        page.read(|state| {
            state.items.iter().filter(|it| it.is_picture() == is_pictures).map(|it| it.id).collect::<Vec<ItemId>>()
        })
    });
    let count = memo(move || ids.with(Vec::len));
    let within = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let dims = page.memo(|state| state.model.facts.as_ref().map(|it| it.dims));
    let said_dims = text(move || match dims.get() {
        Some(dims) => fill(w.vectors_dims, &[("n", &dims.to_string())]),
        None => String::new(),
    });
    let is_empty = memo(move || ids.with(Vec::is_empty) && of.get() == 0);
    let wants_vectors = page.memo(|state| state.model.facts.is_none() && state.pictures().next().is_none());
    let make = shown(
        move || wants_vectors.get() && of.get() == 1,
        move || {
            // Naming a map of words is what asks for a model while there is no picture.
            let go = move |_| {
                page.send(Msg::SetMapOf(MapOf::Names));
                page.send(Msg::GoTo(Step::Map));
            };
            view! {
                <p class="note">
                    {w.vectors_none}" "
                    <button type="button" class="button is-quiet" on:click=go>{w.names_instead}</button>
                </p>
            }
            .into_any()
        },
    );
    let table = move || {
        view! {
            <div class="scroller" tabindex="0" role="region" aria-label=w.vectors_table>
                <table class="vectors">
                    <thead>
                        <tr>
                            <th scope="col">{w.col_name}</th>
                            <th scope="col">{w.col_numbers}</th>
                            <th scope="col">{w.col_strip}</th>
                            <th scope="col">{w.col_norm}</th>
                            <th scope="col"><span class="sr">{w.copy}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows(within, |id| view! { <VectorRow item=id /> }.into_any())}</tbody>
                </table>
            </div>
            {more(count, limit, N_ROWS)}
        }
        .into_any()
    };
    view! {
        <div class="toolbar">
            <Choice label=w.of term="" options=vec![w.pictures, w.names] value=Signal::derive(move || of.get()) on_set=Callback::new(move |it| of.set(it)) />
            <p class="note">{said_dims}</p>
        </div>
        {make}
        {live(move || if is_empty.get() { no_pictures(None) } else { table() })}
    }
}
