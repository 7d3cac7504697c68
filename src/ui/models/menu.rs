//! The menu of models: the question before a byte is fetched, the load, the catalog, and one's own.

use super::entry::model_card;
use super::load::model_load;
use super::own::{own_address, own_files};
use crate::app::{ModelEntry, Msg, Place};
use crate::ui::dom::{Kid, View, act, el, group};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::ask::ask;
use crate::ui::parts::number::bytes;

/// The panel behind the model's button.
pub(crate) fn model_menu() -> View {
    let page = use_page();
    let words = &page.words().shell;
    // The catalog is read once, before the page is built.
    let models: Vec<_> = page.peek(|state| state.catalog.models.clone()).into_iter().map(model_card).collect();
    group()
        .add(el("p.hint").add(words.model_intro()))
        .add(asked())
        .add(model_load())
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
            let answer = act(move |it| page.send(Msg::Confirm(it)));
            ask(words.load(), line, ".button.is-main", [words.ask_yes(), words.ask_no()], answer)
        })
    })
    .view()
}

/// Where an entry's files come from, as a person would say it.
fn source(entry: &ModelEntry) -> &str {
    match &entry.place {
        // A hub shows a repository to people under its address without the revision.
        Place::Folder(folder) => folder.split("/resolve/").next().unwrap_or(folder),
        Place::Files(_) => "–",
    }
}
