//! A button that copies a vector's numbers.

use leptos::prelude::*;

use super::glyph::{Glyph, glyph};
use super::words;
use crate::protocol::ItemId;
use crate::ui::bind::{live, word};
use crate::ui::icon::{Icon, icon};
use crate::ui::number::number;
use crate::ui::page::use_page;

/// Copies all numbers of `item`, as a list that Python and JavaScript read.
#[component]
pub(super) fn Copy(item: ItemId) -> impl IntoView {
    let page = use_page();
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let values = untrack(|| page.read(|state| state.item(item)?.vector.as_ref().map(|it| it.values.clone())));
        let Some(values) = values else { return };
        let numbers: Vec<String> = values.iter().map(|it| number(*it, 6)).collect();
        let text = format!("[{}]", numbers.join(", "));
        leptos::task::spawn_local(async move {
            let clipboard = window().navigator().clipboard();
            let done = wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&text)).await.is_ok();
            // The row may be gone by now.
            let _gone = is_copied.try_set(done);
        });
    };
    let label = word(move || if is_copied.get() { words().copied } else { words().copy });
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=copy on:blur=move |_| is_copied.set(false)>
            {live(move || if is_copied.get() { icon(Icon::Check).into_any() } else { glyph(Glyph::Copy).into_any() })}
        </button>
    }
}
