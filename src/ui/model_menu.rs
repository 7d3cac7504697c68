//! The menu of models: the question before a byte is fetched, the load, the catalog, and one's own.

use leptos::prelude::*;

use super::fault::FaultLine;
use super::icon::{Icon, icon};
use super::messages::fill;
use super::model_entry::ModelCard;
use super::model_own::{OwnAddress, OwnFiles};
use super::number::bytes;
use super::page::use_page;
use crate::app::{Load, ModelChoice, ModelEntry, Msg, Place, State};

/// The panel behind the model's button.
#[component]
pub(super) fn ModelMenu() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let ids = page.memo(|state| state.catalog.models.iter().map(|it| it.id.clone()).collect::<Vec<_>>());
    view! {
        <p class="hint">{words.model_intro}</p>
        <Asked />
        <Loading />
        <ul class="models">
            <For each=move || ids.get() key=|id| id.clone() let(id)>
                <ModelCard id />
            </For>
        </ul>
        <OwnFiles />
        <OwnAddress />
    }
}

/// 「読みこみますか」: what, how much, from where.
#[component]
fn Asked() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let asked = page.memo(|state| {
        let entry = state.model.asked.as_deref()?;
        let title = entry.title.shown(state.lang).to_owned();
        Some((title, entry.bytes, source(state, entry)))
    });
    move || {
        asked.get().map(|(title, size, from)| {
            let size = if size == 0 { "–".to_owned() } else { bytes(size) };
            let line = fill(words.ask, &[("title", &title), ("size", &size), ("from", &from)]);
            view! {
                <div class="ask" role="group" aria-label=words.load>
                    <p>{line}</p>
                    <div class="row">
                        <button type="button" class="button is-main" on:click=move |_| page.send(Msg::Confirm(true))>
                            {words.ask_yes}
                        </button>
                        <button type="button" class="button" on:click=move |_| page.send(Msg::Confirm(false))>
                            {words.ask_no}
                        </button>
                    </div>
                </div>
            }
            .into_any()
        })
    }
}

/// The load under way, or why it failed.
#[component]
fn Loading() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let load = page.memo(|state| state.model.load.clone());
    let again = move |_| page.send(Msg::Choose(ModelChoice::Entry(page.peek(|state| state.model.entry.id.clone()))));
    move || match load.get() {
        Load::Idle | Load::Ready => ().into_any(),
        Load::Running(done, total) => {
            let line = if total == 0 { bytes(done) } else { bytes(done) + " / " + &bytes(total) };
            view! {
                <div class="loading">
                    <span>{words.model_loading}</span>
                    <span class="figure">{line}</span>
                    <progress
                        aria-label=words.model_loading
                        max=(total != 0).then(|| total.to_string())
                        value=(total != 0).then(|| done.to_string())
                    ></progress>
                    <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::CancelAll)>
                        {icon(Icon::Stop)}
                        <span>{words.cancel}</span>
                    </button>
                </div>
            }
            .into_any()
        }
        Load::Failed(fault) => view! {
            <FaultLine fault />
            <button type="button" class="button" on:click=again>
                {icon(Icon::Reset)}
                <span>{words.retry}</span>
            </button>
        }
        .into_any(),
    }
}

/// Where an entry's files come from, as a person would say it.
fn source(state: &State, entry: &ModelEntry) -> String {
    match &entry.place {
        Place::Hub { repository, .. } => [&state.catalog.hub, "/", repository].concat(),
        Place::Address(address) => address.clone(),
        Place::Beside(folder) => folder.clone(),
        Place::Files(_) => "–".to_owned(),
    }
}
