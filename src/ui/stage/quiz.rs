//! 「この魚は何だろう?」: the guess before the answer.

use crate::ui::dom::{El, Kid, button, el, focus, target};
use web_sys::{Element, Event};

use super::shared;
use crate::app::{Label, Msg, choices};
use crate::protocol::ItemId;
use crate::ui::page::{Page, use_page};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::tool::tool;

/// Four names to choose from, or just the answer.
pub(super) fn quiz(item: ItemId) -> El {
    let page = use_page();
    let choices = page.memo(move |state| {
        let name = |id: ItemId| {
            let label = state.item(id).and_then(|it| it.name());
            (id, label.map(|it: &Label| it.shown(state.lang).to_owned()).unwrap_or_default())
        };
        choices(state, item).unwrap_or_default().into_iter().map(name).collect::<Vec<_>>()
    });
    let buttons = move || {
        let button = |(word, name): (ItemId, String)| {
            button(".chip").on("click", move |event| answer(page, &event, Msg::Guess(item, word))).add(name)
        };
        choices.get().into_iter().map(button).collect::<Vec<_>>().view()
    };
    el("div.quiz[role=group]")
        .attr("aria-label", shared().guess_first())
        .add(el("p.quiz-question").add(shared().guess_first()))
        .add(el("div.quiz-choices").add(buttons))
        .add(
            tool(".button.is-quiet", Icon::Eye, shared().reveal())
                .on("click", move |event| answer(page, &event, Msg::Reveal(item))),
        )
}

/// The question goes with its buttons, so the focus goes to the picture, which stays.
fn answer(page: Page, event: &Event, msg: Msg) {
    if let Ok(Some(card)) = target::<Element>(event).closest(".card") {
        focus(&card, ".card-picture");
    }
    page.send(msg);
}
