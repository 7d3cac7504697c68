//! The names that a picture may have, the threshold, and the answer where it is known.

use crate::app::{Item, Msg, Status};
use crate::protocol::{Fault, ItemId};
use crate::ui::dom::{El, Kid, View, el, group, shown};
use crate::ui::messages::{fill, told};
use crate::ui::page::use_page;
use crate::ui::parts::fault::fault_line;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::number::number;
use crate::ui::parts::tool::tool;
use crate::ui::tank::cells::{is_hidden, title_of};
use crate::ui::tank::teach::teach;

/// How many names are listed.
const MOST: usize = 5;

/// The candidates with their raw cosines.
pub(super) fn detail_names(id: ItemId) -> El {
    let page = use_page();
    let words = &page.words().shell;
    let is_hidden = page.memo(move |state| state.item(id).is_some_and(|it| is_hidden(state, it)));
    let rows = page.memo(move |state| {
        let ranked = state.names_of(id).filter(|_| !is_hidden.get()).unwrap_or_default().iter().take(MOST);
        ranked.map(|it| (title_of(state, it.item), it.cosine)).collect::<Vec<(String, f32)>>()
    });
    let threshold = page.memo(move |state| (state.bar_of(id), state.threshold().1 || state.outside_params().is_some()));
    let outside =
        page.memo(move |state| state.lost_to(id).map(|(label, cosine)| (label.shown(state.lang).to_owned(), cosine)));
    let fault = page.memo(move |state| match state.item(id).map(|it| &it.status) {
        Some(Status::Failed(fault)) => Some(fault.clone()),
        _ => None::<Fault>,
    });
    let note = move || {
        let (threshold, is_calibrated) = threshold.get();
        let best = rows.with(|it| it.first().map(|(_, cosine)| *cosine));
        match best {
            None if is_hidden.get() => words.guess_first().to_owned(),
            None => words.no_names_yet().to_owned(),
            Some(_) if !is_calibrated => words.not_calibrated().to_owned(),
            Some(best) if best < threshold && outside.with(Option::is_some) => {
                let (name, cosine) = outside.get().unwrap_or_default();
                told(words.nearer_outside(), &[("name", name), ("cosine", number(cosine, 3))])
            }
            Some(best) if best < threshold => fill(words.below_threshold(), &[("threshold", &number(threshold, 3))]),
            Some(_) => String::new(),
        }
    };
    let list = move || {
        let under = threshold.get().0;
        let row = |(name, cosine): (String, f32)| {
            el("li")
                .class_if("is-under", cosine < under)
                .add(el("span").add(name))
                .add(el("span.figure").add(number(cosine, 3)))
        };
        rows.get().into_iter().map(row).collect::<Vec<_>>()
    };
    el("section").add(move || fault.get().map(fault_line)).add(shown(
        move || fault.with(Option::is_none),
        move || {
            group()
                .add(el("h3").add(words.names()).add(" ").add(el("small").add(words.cosine())))
                .add(el("ol.ranks").add(list))
                .add(el("p.hint").add(note))
                .add(truth(id))
                .add(shown(move || !is_hidden.get(), move || teach(id)))
        },
    ))
}

/// 「正解は・・」: only when asked for.
fn truth(id: ItemId) -> View {
    let page = use_page();
    let words = &page.words().shell;
    let truth = page.memo(move |state| {
        let truth = state.item(id).and_then(Item::truth)?;
        Some((state.naming.revealed.contains(&id), truth.shown(state.lang).to_owned()))
    });
    let guess = page.memo(move |state| state.naming.guesses.get(&id).copied());
    (move || {
        let (is_revealed, name) = truth.get()?;
        let verdict = guess.get().map(|it| if it.is_right { words.right() } else { words.wrong() });
        Some(if is_revealed {
            el("p.truth")
                .add(words.truth())
                .add(" ")
                .add(el("b").add(name))
                .add(" ")
                .add(el("small").add(verdict))
                .view()
        } else {
            tool(".button", Icon::Eye, words.reveal()).on("click", move |_| page.send(Msg::Reveal(id))).view()
        })
    })
    .view()
}
