//! What the drawing's vector says, all the while it changes: names, neighbours, how odd it is.

use crate::ui::dom::{El, Kid, Memo, View, el, group, memo, rows};

use super::name_bars::{Names, bars};
use super::tile::tile;
use super::{shared, words};
use crate::app::{Load, NearestCentre, Ranked, Reading, State, Status};
use crate::protocol::ItemId;
use crate::ui::messages::{fill, told};
use crate::ui::page::use_page;
use crate::ui::parts::number::number;
use crate::ui::tank::cells::{called, title_of};

/// Neighbours that are shown.
const N_NEAREST: usize = 4;

/// The answer, and the best names with their cosines.
pub(super) fn names() -> El {
    let page = use_page();
    let w = words();
    let names = page.memo(best);
    let answer = page.memo(|state| read(state).and_then(|it| it.names.first()).map(|it| answer(state, it)));
    let missing = page.memo(missing);
    let why = move || Some(missing.get()).filter(|it| !it.is_empty()).map(|it| el("p.note").add(it));
    // The line stays where it is, or a screen reader would not say what becomes of it.
    let line = el("p.draw-answer[aria-live=polite]")
        .class_if("is-hidden", move || answer.with(Option::is_none))
        .add(w.draw_answer())
        .add(" ")
        .add(el("strong").add(move || answer.get()));
    el("div.draw-names").add(line).add(why).add(bars(names))
}

/// The names on the way from one species to the other.
pub(super) fn way() -> View {
    let page = use_page();
    let found = page.memo(|state| (names_on_the_way(state), state.draw.way.len()));
    (move || {
        let (names, n) = found.get();
        (n > 0).then(|| el("p.draw-way").attr("data-steps", n).add(fill(words().draw_way(), &[("names", &names)])))
    })
    .view()
}

/// What else is known: the neighbours, and how odd it is.
pub(super) fn reading() -> View {
    group().add(nearest()).add(odd())
}

fn read(state: &State) -> Option<&Reading> {
    state.draw.reading.as_deref()
}

/// Why there is no name, where that is not said elsewhere.
fn missing(state: &State) -> &'static str {
    let are_coming = || state.words().any(|it| matches!(it.status, Status::Waiting | Status::Working));
    match (read(state), &state.model.load) {
        _ if state.draw.fault.is_some() => "",
        (Some(found), _) if found.names.is_empty() && !are_coming() => shared().no_words(),
        (Some(_), _) | (None, Load::Ready) => "",
        (None, Load::Failed(_)) => words().draw_no_model(),
        (None, _) => words().draw_waiting(),
    }
}

/// The best name, or わからない.
fn answer(state: &State, best: &Ranked) -> String {
    if best.cosine < state.threshold().0 { shared().unknown().to_owned() } else { title_of(state, best.item) }
}

fn best(state: &State) -> Option<Names> {
    let found = read(state).filter(|it| !it.names.is_empty())?;
    Some(Names::of(state, &found.names, state.threshold().0))
}

/// Each once, where it begins.
fn names_on_the_way(state: &State) -> String {
    let mut names: Vec<String> = Vec::new();
    for step in state.draw.way.iter().filter_map(|it| it.name.as_ref()) {
        let name = answer(state, step);
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    names.join(" → ")
}

/// The pictures of the tank that it is most like.
fn nearest() -> View {
    let page = use_page();
    let near =
        page.memo(|state| read(state).map(|it| it.nearest.iter().take(N_NEAREST).copied().collect::<Vec<Ranked>>()));
    let is_empty = page.memo(|state| read(state).is_some() && state.pictures().next().is_none());
    let ids = move || near.get().unwrap_or_default().iter().map(|it| it.item).collect::<Vec<ItemId>>();
    let has_some = memo(move || near.with(|it| it.as_ref().is_some_and(|it| !it.is_empty())));
    let list = move || {
        has_some.get().then(|| {
            group()
                .add(el("h3").add(words().draw_nearest()))
                .add(el("ul.tiles").add(rows(ids, move |id| row(id, near))))
        })
    };
    let alone = move || is_empty.get().then(|| el("p.note").add(words().draw_alone()));
    group().add(list).add(alone)
}

fn row(id: ItemId, near: Memo<Option<Vec<Ranked>>>) -> El {
    let cosine = move || {
        let found = near.with(|it| it.as_ref().and_then(|it| it.iter().find(|it| it.item == id).map(|it| it.cosine)));
        found.map(|it| number(it, 3)).unwrap_or_default()
    };
    el("li").add(tile(id)).add(el("span.figure").add(cosine))
}

/// How far it is from what is usual: against the references, and against the clusters.
fn odd() -> View {
    let page = use_page();
    let lines = page.memo(|state| {
        let found = read(state)?;
        let reference = found.reference.map(|it| {
            let name = state.item(it.item).map(|it| called(state, it, shared().unknown())).unwrap_or_default();
            let is_odd = it.cosine < state.odd.reference_params.threshold;
            let line = fill(shared().reference_line(), &[("name", &name), ("cosine", &number(it.cosine, 3))]);
            let verdict = if is_odd { shared().reference_odd() } else { shared().reference_fine() };
            (is_odd, [&line, " · ", verdict].concat())
        });
        let cluster = found.cluster.map(|NearestCentre { cluster, distance, share, is_odd }| {
            let values = [
                ("n", (cluster + 1).to_string()),
                ("distance", number(distance, 3)),
                ("share", number(100.0 * share, 0)),
            ];
            let line = told(words().draw_cluster(), &values);
            (is_odd, if is_odd { [&line, " · ", shared().is_odd()].concat() } else { line })
        });
        Some([reference, cluster])
    });
    (move || {
        let lines = lines.get().into_iter().flatten().flatten();
        lines.map(|(is_odd, line)| el("p.reason").class_if("is-odd", is_odd).add(line)).collect::<Vec<_>>()
    })
    .view()
}
