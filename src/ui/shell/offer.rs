//! The offer of a photo model, where photos meet a model that knows drawings only.

use crate::app::{Knows, ModelChoice, ModelEntry, Msg, State};
use crate::ui::dom::{Kid, View, button, el};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::number::bytes;
use crate::ui::parts::tool::cross;

/// One line and one button; the model is asked about before a byte is fetched.
pub(super) fn offer() -> View {
    let page = use_page();
    let words = &page.words().shell;
    let offered = page.memo(offered);
    (move || {
        offered.get().filter(|_| !page.is_offer_closed.get()).map(|(id, size)| {
            let choose = move |_| page.send(Msg::Choose(ModelChoice::Entry(id.clone())));
            el("div.offer")
                .add(el("p").add(words.offer()))
                .add(button(".button").on("click", choose).add(fill(words.offer_yes(), &[("size", &bytes(size))])))
                .add(cross(words.close()).on("click", move |_| page.is_offer_closed.set(true)))
                .view()
        })
    })
    .view()
}

fn offered(state: &State) -> Option<(String, u64)> {
    if state.model.entry.knows != Knows::Drawings || !state.has_own() {
        return None;
    }
    // They stand in the order of their size.
    let knows = |it: &&ModelEntry| matches!(it.knows, Knows::Everyday | Knows::Photos);
    state.catalog.models.iter().find(knows).map(|it| (it.id.clone(), it.bytes))
}
