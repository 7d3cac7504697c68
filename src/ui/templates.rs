//! The prompt templates of the present model, one a line.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::page::use_page;
use crate::app::Msg;

/// A field for the sentences around a name.
#[component]
pub(super) fn Templates() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let written = page.memo(|state| state.templates().join("\n"));
    let draft = RwSignal::new(String::new());
    Effect::new(move |_| draft.set(written.get()));
    let is_wrong = Memo::new(move |_| draft.with(|it| lines(it).any(|line| !line.contains("{}"))));
    let is_same = Memo::new(move |_| draft.with(|draft| written.with(|written| draft == written)));
    let apply = move |_| {
        page.send(Msg::SetTemplates(draft.with_untracked(|it| lines(it).map(str::to_owned).collect())));
    };
    let reset = move |_| {
        let own = page.peek(|state| state.model.entry.templates.get(&state.text_lang()).cloned().unwrap_or_default());
        page.send(Msg::SetTemplates(own));
    };
    view! {
        <h3>{words.templates}</h3>
        <label class="field">
            <span class="hint">{words.templates_note}</span>
            <textarea
                class="mono"
                rows="3"
                spellcheck="false"
                aria-label=words.templates
                aria-invalid=move || if is_wrong.get() { "true" } else { "false" }
                prop:value=move || draft.get()
                on:input=move |event| draft.set(event_target_value(&event))
            ></textarea>
        </label>
        <p class="warn" role="status">
            {move || is_wrong.get().then_some(words.templates_wrong)}
        </p>
        <div class="row">
            <button
                type="button"
                class="button"
                disabled=move || is_same.get() || is_wrong.get()
                on:click=apply
            >
                {words.apply}
            </button>
            <button type="button" class="button is-quiet" on:click=reset>
                {icon(Icon::Reset)}
                <span>{words.reset}</span>
            </button>
        </div>
    }
    .into_any()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
