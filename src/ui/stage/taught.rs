//! The names that were taught, with their examples as small pictures.

use super::tile::tile;
use super::words;
use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{El, View, el, memo, rows, shown};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::tool::cross;
use crate::ui::tank::cells::title_of;
use crate::ui::tank::drag::takes;

/// Nothing while nothing has been taught.
pub(super) fn taught() -> View {
    let page = use_page();
    let names = page.memo(|state| state.taught_words());
    shown(
        move || names.with(|it| !it.is_empty()),
        move || {
            el("section.taught-names")
                .add(el("h3").add(words().taught_names()))
                .add(el("ul").add(rows(move || names.get(), name)))
                .add(el("p.note").add(words().taught_note()))
        },
    )
}

fn name(word: ItemId) -> El {
    let page = use_page();
    let title = page.memo(move |state| title_of(state, word));
    let examples = page.memo(move |state| state.examples_of(word));
    let example = move |item: ItemId| {
        let label = move || fill(words().taught_remove(), &[("name", &title.get())]);
        el("li").add(tile(item)).add(cross(memo(label)).on("click", move |_| page.send(Msg::Teach(item, None))))
    };
    takes(el("li"), word)
        .add(el("strong").add(move || title.get()))
        .add(el("ul.tiles").add(rows(move || examples.get(), example)))
}
