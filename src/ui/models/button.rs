//! The model's button in the header: which one, and how far it has come.

use crate::app::Load;
use crate::ui::dom::{El, button, el};
use crate::ui::page::{Panel, use_page};
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::number::bytes;

/// Title and state of the model; opens the menu.
pub(crate) fn model_button() -> El {
    let page = use_page();
    let title = page.memo(|state| state.model.entry.title.shown(state.lang).to_owned());
    // Where another one could not be had, the one from before still answers; a notice says what happened.
    let load = page.memo(|state| match &state.model.load {
        Load::Failed(_) if state.model.facts.is_some() => Load::Ready,
        load => load.clone(),
    });
    let title = move || {
        let title = title.get();
        if title.is_empty() { page.words().shell.model_none().to_owned() } else { title }
    };
    let state = move || {
        let words = &page.words().shell;
        load.with(|it| match it {
            Load::Idle => words.model_idle().to_owned(),
            Load::Running(0, _) => words.model_loading().to_owned(),
            Load::Running(done, 0) => bytes(*done),
            Load::Running(done, total) => bytes(*done) + " / " + &bytes(*total),
            Load::Ready => words.model_ready().to_owned(),
            Load::Failed(_) => words.model_failed().to_owned(),
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
    button(".model-button")
        .attr("data-load", kind)
        .aria("aria-expanded", move || page.panel.get() == Some(Panel::Model))
        .on("click", move |_| page.toggle(Panel::Model))
        .add(icon(Icon::Model))
        .add(
            el("span.model-words")
                .add(el("span.sr").add(move || page.words().shell.model()).add(" "))
                .add(el("span.model-title").add(title))
                .add(el("span.model-state").add(el("i.lamp[aria-hidden=true]")).add(state)),
        )
}
