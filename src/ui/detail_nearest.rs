//! The selected item's nearest of all, pictures and words alike.

use std::sync::Arc;

use leptos::prelude::*;

use super::cells::called;
use super::number::number;
use super::page::use_page;
use crate::app::Msg;
use crate::protocol::ItemId;

/// How many are shown.
const MOST: usize = 6;

#[derive(Clone, PartialEq)]
struct Near {
    id: ItemId,
    name: String,
    thumb: Option<Arc<str>>,
    is_picture: bool,
    cosine: f32,
}

/// Small pictures and words with their cosines; each can be selected.
#[component]
pub(super) fn DetailNearest(id: ItemId) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let nearest = page.memo(move |state| {
        let of_this = state.nearest.as_ref().filter(|(of, _)| *of == id);
        let near = of_this.map(|(_, it)| it.as_slice()).unwrap_or_default().iter().filter_map(|it| {
            let item = state.item(it.item)?;
            Some(Near {
                id: it.item,
                name: called(state, item),
                thumb: item.thumb().cloned(),
                is_picture: item.is_picture(),
                cosine: it.cosine,
            })
        });
        near.take(MOST).collect::<Vec<Near>>()
    });
    let list = move || {
        let one = |it: Near| {
            let picture = match it.thumb {
                Some(thumb) => view! { <img src=thumb.to_string() alt="" /> }.into_any(),
                None if it.is_picture => ().into_any(),
                None => it.name.clone().into_any(),
            };
            let title = it.name.clone();
            let class = if it.is_picture { "near-body" } else { "near-body is-word" };
            view! {
                <li>
                    <button type="button" class="near" title=title on:click=move |_| page.send(Msg::Select(Some(it.id)))>
                        <span class=class>{picture}</span>
                        <span class="near-name">{it.is_picture.then_some(it.name)}</span>
                        <span class="figure">{number(it.cosine, 3)}</span>
                    </button>
                </li>
            }
        };
        nearest.get().into_iter().map(one).collect_view()
    };
    view! {
        <section>
            <h3>{words.nearest} " " <small>{words.cosine}</small></h3>
            <ul class="nears">{list}</ul>
            <Show when=move || nearest.with(Vec::is_empty)>
                <p class="hint">{words.nearest_none}</p>
            </Show>
        </section>
    }
    .into_any()
}
