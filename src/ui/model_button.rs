//! The model's button in the header: which one, and how far it has come.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::number::bytes;
use super::page::{Panel, use_page};
use crate::app::Load;

/// Title and state of the model; opens the menu.
#[component]
pub(super) fn ModelButton() -> impl IntoView {
    let page = use_page();
    let title = page.memo(|state| state.model.entry.title.shown(state.lang).to_owned());
    let load = page.memo(|state| state.model.load.clone());
    let title = move || {
        let title = title.get();
        if title.is_empty() { page.words().shell.model_none.to_owned() } else { title }
    };
    let state = move || {
        let words = &page.words().shell;
        load.with(|it| match it {
            Load::Idle => words.model_idle.to_owned(),
            Load::Running(0, _) => words.model_loading.to_owned(),
            Load::Running(done, 0) => bytes(*done),
            Load::Running(done, total) => bytes(*done) + " / " + &bytes(*total),
            Load::Ready => words.model_ready.to_owned(),
            Load::Failed(_) => words.model_failed.to_owned(),
        })
    };
    let kind = move || {
        load.with(|it| match it {
            Load::Idle => "is-idle",
            Load::Running(..) => "is-running",
            Load::Ready => "is-ready",
            Load::Failed(_) => "is-failed",
        })
    };
    view! {
        <button
            type="button"
            class="model-button"
            data-load=kind
            aria-expanded=move || if page.panel.get() == Some(Panel::Model) { "true" } else { "false" }
            on:click=move |_| page.toggle(Panel::Model)
        >
            {icon(Icon::Model)}
            <span class="model-words">
                <span class="sr">{move || page.words().shell.model} " "</span>
                <span class="model-title">{title}</span>
                <span class="model-state"><i class="lamp" aria-hidden="true"></i>{state}</span>
            </span>
        </button>
    }
}
