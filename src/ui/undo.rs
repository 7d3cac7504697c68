//! The line after a removal: what went, and the way back.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::messages::fill;
use super::page::use_page;
use crate::app::Msg;
use crate::protocol::ItemId;

/// Shown until it is used or waved away.
#[component]
pub(super) fn Undo() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let removed = page.memo(|state| state.removed.iter().map(|(_, item)| item.id).collect::<Vec<ItemId>>());
    let waved_away = RwSignal::new(Vec::new());
    let shows = move || removed.with(|it| !it.is_empty() && waved_away.with(|away| away != it));
    view! {
        <Show when=shows>
            <div class="undo">
                <span>{move || fill(words.removed, &[("n", &removed.with(Vec::len).to_string())])}</span>
                <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::Undo)>
                    {icon(Icon::Undo)}
                    <span>{words.undo}</span>
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=words.close
                    on:click=move |_| waved_away.set(removed.get())
                >
                    {icon(Icon::Close)}
                </button>
            </div>
        </Show>
    }
}
