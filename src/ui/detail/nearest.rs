//! The selected item's nearest of all, pictures and words alike.

use std::sync::Arc;

use crate::app::Msg;
use crate::protocol::ItemId;
use crate::ui::dom::{El, Kid, button, el, shown};
use crate::ui::page::use_page;
use crate::ui::parts::number::number;
use crate::ui::parts::thumb::thumb;
use crate::ui::tank::cells::{called, is_hidden};

/// How many are shown.
const MOST: usize = 6;

#[derive(Clone, PartialEq)]
struct Near {
    id: ItemId,
    name: String,
    thumb: Option<Arc<str>>,
    is_picture: bool,
    cosine: f32,
}

/// Small pictures and words with their cosines; each can be selected.
pub(super) fn detail_nearest(id: ItemId) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let nearest = page.memo(move |state| {
        let of_this = state.nearest.as_ref().filter(|(of, _)| *of == id);
        // A name among them would be the answer.
        let is_hidden = state.item(id).is_some_and(|it| is_hidden(state, it));
        let near = of_this.map(|(_, it)| it.as_slice()).unwrap_or_default().iter().filter_map(|it| {
            let item = state.item(it.item).filter(|it| it.is_picture() || !is_hidden)?;
            Some(Near {
                id: it.item,
                name: called(state, item, page.words().shell.unknown()),
                thumb: item.thumb().cloned(),
                is_picture: item.is_picture(),
                cosine: it.cosine,
            })
        });
        near.take(MOST).collect::<Vec<Near>>()
    });
    let is_known = page.memo(move |state| state.nearest.as_ref().is_some_and(|(of, _)| *of == id));
    let list = move || {
        let one = |it: Near| {
            let picture = match it.thumb {
                Some(address) => thumb("", &address).view(),
                None if it.is_picture => ().view(),
                None => it.name.clone().view(),
            };
            let title = it.name.clone();
            let class = if it.is_picture { "near-body" } else { "near-body is-word" };
            el("li").add(
                button(".near")
                    .attr("title", title)
                    .on("click", move |_| page.send(Msg::Select(Some(it.id))))
                    .add(el("span").class(class).add(picture))
                    .add(el("span.near-name").add(it.is_picture.then_some(it.name)))
                    .add(el("span.figure").add(number(it.cosine, 3))),
            )
        };
        nearest.get().into_iter().map(one).collect::<Vec<_>>()
    };
    el("section")
        .add(el("h3").add(words.nearest()).add(" ").add(el("small").add(words.cosine())))
        .add(el("ul.nears").add(list))
        .add(shown(move || !is_known.get(), move || el("p.hint").add(words.nearest_none())))
}
