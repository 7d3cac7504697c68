//! 「この魚は何だろう?」: the guess before the answer.

use leptos::prelude::*;

use super::shared;
use crate::app::{Label, Msg, choices};
use crate::protocol::ItemId;
use crate::ui::bind::live;
use crate::ui::icon::{Icon, icon};
use crate::ui::page::use_page;

/// Four names to choose from, or just the answer.
#[component]
pub(super) fn Quiz(item: ItemId) -> impl IntoView {
    let page = use_page();
    let choices = page.memo(move |state| {
        let name = |id: ItemId| {
            let label = state.item(id).and_then(|it| it.label());
            (id, label.map(|it: &Label| it.shown(state.lang).to_owned()).unwrap_or_default())
        };
        choices(state, item).unwrap_or_default().into_iter().map(name).collect::<Vec<_>>()
    });
    let buttons = live(move || {
        let button = |(word, name): (ItemId, String)| {
            view! { <button type="button" class="chip" on:click=move |_| page.send(Msg::Guess(item, word))>{name}</button> }
        };
        choices.get().into_iter().map(button).collect_view().into_any()
    });
    view! {
        <div class="quiz" role="group" aria-label=shared().guess_first>
            <p class="quiz-question">{shared().guess_first}</p>
            <div class="quiz-choices">{buttons}</div>
            <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::Reveal(item))>
                {icon(Icon::Eye)}
                {shared().reveal}
            </button>
        </div>
    }
}
