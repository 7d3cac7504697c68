//! Which list of names is shown, and what the model thinks of it.

use crate::app::{Knows, ListId, Msg};
use crate::ui::dom::{El, View, act, el, group, memo, shown};
use crate::ui::page::use_page;
use crate::ui::parts::choice::choice;

/// A choice among the lists.
pub(crate) fn list_choice() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let names = ListId::ALL.map(|it| words.lists()[it as usize]).to_vec();
    let shown_list = page.memo(|state| state.list as usize);
    let lists = choice(
        words.labels(),
        "",
        names,
        memo(move || shown_list.get()),
        act(move |at: usize| page.send(Msg::SetList(ListId::ALL[at]))),
    );
    // A model of a thousand everyday classes has seen some fish, and hardly a species.
    let is_beyond = page.memo(|state| state.list == ListId::Fish && state.model.entry.knows == Knows::Everyday);
    let beyond = move || -> El { el("p.note").add(words.species_note()) };
    group().add(lists).add(shown(move || is_beyond.get(), beyond))
}
