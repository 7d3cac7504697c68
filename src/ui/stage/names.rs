//! Step 1: names for photos.

use web_sys::HtmlInputElement;

use crate::ui::dom::{Kid, Var, View, act, button, el, group, memo, rows, shown, target};

use super::field::{Track, reset, slider};
use super::frame::frame;
use super::gate::{no_model, no_pictures};
use super::how_names::how_names;
use super::name_card::name_card;
use super::taught::taught;
use super::{shared, words};
use crate::app::{Item, ListId, Msg, Status, Step, score};
use crate::protocol::ItemId;
use crate::ui::messages::told;
use crate::ui::page::use_page;
use crate::ui::parts::lists::list_choice;
use crate::ui::parts::more::more;

/// Cards at first, and at each asking for more.
const N_CARDS: usize = 48;

/// The step.
pub(super) fn names() -> View {
    let page = use_page();
    let w = words();
    let has_pictures = page.memo(|state| state.pictures().next().is_some());
    let is_coming = |it: &Item| matches!(it.status, Status::Waiting | Status::Working);
    let lacks_model = page.memo(move |state| state.model.is_lacking() && state.items.iter().any(is_coming));
    let lack = move || shown(move || lacks_model.get(), no_model);
    let body = move || {
        if has_pictures.get() {
            group().add(lack()).add(bar()).add(taught()).add(cards()).view()
        } else {
            no_pictures(None)
        }
    };
    let is_fish = page.memo(|state| state.list == ListId::Fish);
    let try_this = move || if is_fish.get() { w.names_try() } else { w.names_try_other() };
    frame(Step::Names, w.names_lead(), try_this, body.view(), || how_names().view())
}

fn bar() -> View {
    let page = use_page();
    let w = words();
    let threshold = page.memo(|state| state.threshold());
    let has_outside = page.memo(|state| state.model.in_use().outside.is_some());
    let is_measured = page.memo(|state| state.threshold().1 || state.outside_params().is_some());
    // Under -1 there is no cosine: where nobody has measured a threshold, none holds.
    let opening = page.memo(|state| state.model.entry.threshold.unwrap_or(-1.0));
    let known = page.memo(|state| {
        let known = || state.pictures().filter(|it| it.truth().is_some());
        (known().count(), known().filter(|it| state.naming.revealed.contains(&it.id)).count())
    });
    let score = page.memo(score);
    let is_all = move || known.get().0 == known.get().1;
    let reveal = move || {
        (known.get().0 > 0).then(|| {
            let all = is_all();
            let text = if all { w.hide_all() } else { w.reveal_all() };
            button(".button.is-quiet").on("click", move |_| page.send(Msg::RevealAll(!all))).add(text).view()
        })
    };
    let said = move || {
        let (right, all, model) = score.get();
        let values = [("right", right.to_string()), ("all", all.to_string()), ("model", model.to_string())];
        if all > 0 { told(w.score(), &values) } else { String::new() }
    };
    let (label, off) = (w.threshold(), w.threshold_off());
    let track = Track { label, term: "cosine", step: 0.005, decimals: 3, off, is_live: true, ..Track::default() };
    let back = reset(
        memo(move || (threshold.get().0 - opening.get()).abs() > 1e-6),
        act(move |()| page.send(Msg::SetThreshold(opening.get_untracked()))),
    );
    group()
        .add(list_choice())
        .add(el("div.toolbar").add(reveal).add(back).add(el("p.score[aria-live=polite]").add(said)))
        .add(
            el("div.settings")
                .add(slider(
                    track,
                    memo(move || threshold.get().0),
                    memo(move || 1.0),
                    None,
                    act(move |it| page.send(Msg::SetThreshold(it))),
                ))
                .add(shown(move || has_outside.get(), closed))
                .add(shown(move || !is_measured.get(), || el("p.note").add(shared().not_calibrated()).view())),
        )
}

/// Whether a picture may be none of the list.
fn closed() -> View {
    let page = use_page();
    let is_open = page.memo(|state| !state.naming.is_closed);
    el("label.tick")
        .add(
            el("input[type=checkbox]")
                .prop("checked", move || is_open.get())
                .on("change", move |event| page.send(Msg::SetClosed(!target::<HtmlInputElement>(&event).checked()))),
        )
        .add(words().may_be_outside())
        .view()
}

fn cards() -> View {
    let page = use_page();
    let limit = Var::new(N_CARDS);
    let ids = page.memo(|state| state.pictures().map(|it| it.id).collect::<Vec<ItemId>>());
    let near = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let count = memo(move || ids.with(Vec::len));
    group().add(el("ul.cards").add(rows(near, |id| el("li").add(name_card(id))))).add(more(
        ".button.is-quiet",
        count,
        limit,
        N_CARDS,
    ))
}
