//! The second way: what is like none of the references (お手本) is odd.

use crate::ui::dom::{Kid, Var, View, act, el, group, memo, shown};

use super::field::{Track, reset, slider};
use super::frame::bench;
use super::name_bars::bar_of;
use super::odd_clusters::summary;
use super::pick::pick;
use super::run::run_line;
use super::tile::tile;
use super::{shared, words};
use crate::anomaly::ReferenceParams;
use crate::app::{Msg, State, Step};
use crate::protocol::{ItemId, ReferenceScore, Stage};
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::more::more;
use crate::ui::parts::number::number;
use crate::ui::parts::tool::tool;
use crate::ui::tank::cells::called;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 20;
/// TOP 5.
const N_TOP: usize = 5;

#[derive(Clone, PartialEq)]
struct Row {
    item: ItemId,
    score: ReferenceScore,
    reference: String,
}

/// The references, the threshold and the list.
pub(super) fn odd_references() -> View {
    let page = use_page();
    let w = words();
    let run = page.memo(|state| state.odd.reference_run.clone());
    let threshold = page.memo(|state| state.odd.reference_params.threshold);
    let preset = page.memo(|state| state.model.entry.reference_threshold);
    let opening = move || preset.get().unwrap_or_else(|| ReferenceParams::default().threshold);
    let set = move |threshold: f32| page.send(Msg::SetReferenceOdd(ReferenceParams { threshold }));
    let fault = Some(memo(move || run.with(|it| it.fault.clone())));
    let (label, term) = (w.reference_threshold(), "MOST_SIMILAR");
    let track = Track { label, term, step: 0.01, decimals: 2, ..Track::default() };
    let settings = el("div.settings")
        .add(slider(track, threshold, memo(move || 1.0), fault, act(set)))
        .add(shown(move || preset.get().is_none(), || el("p.note").add(words().reference_uncalibrated())))
        .add(
            el("div.knob-row")
                .add(reset(memo(move || (threshold.get() - opening()).abs() > 1e-6), act(move |()| set(opening())))),
        );
    let list = group().add(run_line(run, Step::Odd, &[Stage::Scores], &["threshold"])).add(list());
    group().add(pick()).add(bench(list.view(), settings.view()))
}

fn list() -> View {
    let page = use_page();
    let rows = page.memo(rows);
    let threshold = page.memo(|state| state.odd.reference_params.threshold);
    let limit = Var::new(N_ROWS);
    let count = memo(move || rows.with(Vec::len));
    // The references themselves are no rows.
    let summary = move || rows.with(|rows| summary(rows.len(), rows.iter().filter(|it| it.score.is_odd).count()));
    let list = move || {
        let line = threshold.get();
        rows.with(|it| {
            it.iter().take(limit.get()).enumerate().map(|(at, it)| row(at, it, line)).collect::<Vec<_>>().view()
        })
    };
    group().add(el("p.summary[aria-live=polite]").add(summary)).add(el("ol.odd-list").add(list)).add(more(
        ".button.is-quiet",
        count,
        limit,
        N_ROWS,
    ))
}

fn row(at: usize, row: &Row, threshold: f32) -> View {
    let page = use_page();
    let w = words();
    let Row { item, score, reference } = row.clone();
    let text = if score.is_odd { w.why_unlike() } else { w.why_like() };
    let text = fill(text, &[("name", &reference), ("cosine", &number(score.most_similar, 3))]);
    let fine = (score.is_odd && !score.is_reference).then(|| {
        tool(".button.is-quiet", Icon::Check, w.is_fine()).on("click", move |_| page.send(Msg::ToggleReference(item)))
    });
    el("li.odd-row")
        .class_if("is-odd", score.is_odd)
        .class_if("is-top", at < N_TOP)
        .add(tile(item))
        .add(
            el("div.odd-why")
                .add(bar_of(score.most_similar, Some(threshold)))
                .add(el("p").add(score.is_odd.then(|| el("span.badge").add(w.odd_reference()))).add(text))
                .add(fine),
        )
        .view()
}

/// The least similar first; the references themselves are left out, for they are like themselves.
fn rows(state: &State) -> Vec<Row> {
    let unknown = shared().unknown();
    let name = |id: ItemId| state.item(id).map(|it| called(state, it, unknown)).unwrap_or_default();
    let scores = state.odd.by_references.iter().flat_map(|it| it.iter());
    let scores = scores.filter(|(id, it)| !it.is_reference && state.item(*id).is_some());
    let mut rows: Vec<Row> =
        scores.map(|(item, score)| Row { item: *item, score: *score, reference: name(score.reference) }).collect();
    rows.sort_by(|a, b| a.score.most_similar.total_cmp(&b.score.most_similar));
    rows
}
