//! The menu of models: the question before a byte is fetched, the load, the catalog, and one's own.

use super::dom::{Kid, View, act, el, group, memo, shown};

use super::ask::ask;
use super::bar::bar;
use super::fault::fault_line;
use super::icon::Icon;
use super::messages::fill;
use super::model_entry::model_card;
use super::model_own::{own_address, own_files};
use super::number::bytes;
use super::page::use_page;
use super::tool::tool;
use crate::app::{Load, ModelEntry, Msg, Place};

/// The panel behind the model's button.
pub(super) fn model_menu() -> View {
    let page = use_page();
    let words = &page.words().shell;
    // The catalog is read once, before the page is built.
    let models: Vec<_> = page.peek(|state| state.catalog.models.clone()).into_iter().map(model_card).collect();
    group()
        .add(el("p.hint").add(words.model_intro()))
        .add(asked())
        .add(loading())
        .add(el("ul.models").add(models))
        .add(own_files())
        .add(own_address())
}

/// 「読みこみますか」: what, how much, from where.
fn asked() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let asked = page.memo(|state| {
        let entry = state.model.asked.as_deref()?;
        let title = entry.title.shown(state.lang).to_owned();
        Some((title, entry.bytes, source(entry).to_owned()))
    });
    (move || {
        asked.get().map(|(title, size, from)| {
            let size = if size == 0 { "–".to_owned() } else { bytes(size) };
            let line = fill(words.ask(), &[("title", &title), ("size", &size), ("from", &from)]);
            ask(words.load(), line, ".button.is-main", words.ask_yes(), act(move |it| page.send(Msg::Confirm(it))))
        })
    })
    .view()
}

/// The load under way, or why it failed.
fn loading() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let units = page.memo(|state| match state.model.load {
        Load::Running(done, total) => Some((done, total)),
        _ => None,
    });
    let fault = page.memo(|state| match &state.model.load {
        Load::Failed(fault) => Some(fault.clone()),
        _ => None,
    });
    let line = move || match units.get() {
        Some((done, total)) if total != 0 => bytes(done) + " / " + &bytes(total),
        Some((done, _)) => bytes(done),
        None => String::new(),
    };
    // Built once and changed in place: it moves with every message, and has a button to hit.
    let running = move || {
        el("div.loading")
            .add(el("span").add(words.model_loading()))
            .add(el("span.figure").add(line))
            .add(bar(words.model_loading(), memo(move || units.get().unwrap_or_default())))
            .add(tool(".button.is-quiet", Icon::Stop, words.cancel()).on("click", move |_| page.send(Msg::CancelLoad)))
    };
    let failed = move || {
        fault.get().map(|fault| {
            let again = tool(".button", Icon::Reset, words.retry());
            group().add(fault_line(fault)).add(again.on("click", move |_| page.send(Msg::LoadAgain)))
        })
    };
    group().add(shown(move || units.get().is_some(), running)).add(failed)
}

/// Where an entry's files come from, as a person would say it.
fn source(entry: &ModelEntry) -> &str {
    match &entry.place {
        // A hub shows a repository to people under its address without the revision.
        Place::Folder(folder) => folder.split("/resolve/").next().unwrap_or(folder),
        Place::Files(_) => "–",
    }
}
