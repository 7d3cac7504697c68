//! The label list as text: edit, apply, reset; and the words that the model cannot read.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::messages::fill;
use super::page::use_page;
use super::templates::Templates;
use super::unreadable::Unreadable;
use crate::app::{Msg, parse_labels, write_labels};

/// The panel of names and prompt templates.
#[component]
pub(super) fn LabelsPanel() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let written = page.memo(|state| write_labels(&state.labels()));
    let draft = RwSignal::new(String::new());
    // A list that changed elsewhere takes the place of the draft: two truths in one field help nobody.
    Effect::new(move |_| draft.set(written.get()));
    let count = Memo::new(move |_| draft.with(|it| parse_labels(it).len()));
    let is_same = Memo::new(move |_| draft.with(|draft| written.with(|written| draft == written)));
    let apply = move |_| page.send(Msg::EditLabels(draft.get_untracked()));
    let reset = move |_| page.send(Msg::ResetLabels);
    view! {
        <label class="field">
            <span class="hint">{words.labels_note}</span>
            <textarea
                class="mono"
                rows="12"
                spellcheck="false"
                prop:value=move || draft.get()
                on:input=move |event| draft.set(event_target_value(&event))
            ></textarea>
        </label>
        <div class="row">
            <span class="figure" role="status">
                {move || fill(words.labels_count, &[("n", &count.get().to_string())])}
            </span>
            <button type="button" class="button is-main" disabled=move || is_same.get() on:click=apply>
                {words.apply}
            </button>
            <button type="button" class="button is-quiet" on:click=reset>
                {icon(Icon::Reset)}
                <span>{words.reset}</span>
            </button>
        </div>
        <Unreadable />
        <Templates />
    }
}
