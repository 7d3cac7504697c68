//! The selected item's picture, and what kind of file it is.

use leptos::prelude::*;

use super::number::bytes;
use super::page::use_page;
use crate::app::{Kind, Status};
use crate::protocol::ItemId;

/// The whole picture where the browser can show it, else the small one; a word as a tile.
#[component]
pub(super) fn DetailPicture(id: ItemId) -> impl IntoView {
    let page = use_page();
    let file = page.read(|state| match state.item(id).map(|it| &it.kind) {
        Some(Kind::Picture { file, .. }) => Some(*file),
        _ => None,
    });
    let whole = RwSignal::new(file.and_then(|it| page.runtime().picture_url(it)));
    let thumb = page.memo(move |state| state.item(id).and_then(|it| it.thumb().cloned()));
    let source = move || whole.get().or_else(|| thumb.get().map(|it| it.to_string()));
    let title = page.memo(move |state| state.item(id).map(|it| it.title(state.lang).to_owned()).unwrap_or_default());
    let facts = page.memo(move |state| match state.item(id) {
        Some(item) => match (&item.kind, &item.status) {
            (_, Status::Failed(_)) | (Kind::Word(_), _) => String::new(),
            (Kind::Picture { size: (0, _), bytes: n, .. }, _) => bytes(*n),
            (Kind::Picture { size: (width, height), bytes: n, format, .. }, _) => {
                [&width.to_string(), " × ", &height.to_string(), " · ", format, " · ", &bytes(*n)].concat()
            }
        },
        None => String::new(),
    });
    let word = move || view! { <span class="detail-word">{move || title.get()}</span> };
    if file.is_none() {
        return word().into_any();
    }
    view! {
        <figure class="detail-picture">
            <Show when=move || source().is_some()>
                // A format that only the worker can read fails here once; then the small picture stands in.
                <img src=source alt=move || title.get() on:error=move |_| whole.set(None) />
            </Show>
            <figcaption>{move || facts.get()}</figcaption>
        </figure>
    }
    .into_any()
}
