//! The second way: what is like none of the references (お手本) is odd.

use leptos::prelude::*;

use super::field::{Reset, Slider};
use super::frame::bench;
use super::more::more;
use super::pick::Pick;
use super::run::RunLine;
use super::tile::Tile;
use super::words;
use crate::anomaly::ReferenceParams;
use crate::app::{Msg, State, Step, caption};
use crate::protocol::{ItemId, ReferenceScore, Stage};
use crate::ui::bind::{live, memo, shown, text};
use crate::ui::icon::{Icon, icon};
use crate::ui::messages::fill;
use crate::ui::number::number;
use crate::ui::page::use_page;

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
#[component]
pub(super) fn OddReferences() -> impl IntoView {
    let page = use_page();
    let w = words();
    let run = page.memo(|state| state.odd.reference_run.clone());
    let threshold = page.memo(|state| state.odd.reference_params.threshold);
    let preset = page.memo(|state| state.model.entry.reference_threshold);
    let opening = move || preset.get().unwrap_or_else(|| ReferenceParams::default().threshold);
    let set = move |threshold: f32| page.send(Msg::SetReferenceOdd(ReferenceParams { threshold }));
    let fault = Signal::derive(move || run.with(|it| it.fault.clone()));
    let settings = view! {
        <div class="settings">
            <Slider
                label=w.reference_threshold
                term="MOST_SIMILAR"
                value=Signal::derive(move || threshold.get())
                min=0.0
                max=Signal::stored(1.0)
                step=0.01
                decimals=2
                fault
                on_set=Callback::new(set)
            />
            {shown(move || preset.get().is_none(), || view! { <p class="note">{words().reference_uncalibrated}</p> }.into_any())}
            <div class="knob-row">
                <Reset
                    is_changed=Signal::derive(move || (threshold.get() - opening()).abs() > 1e-6)
                    on_reset=Callback::new(move |()| set(untrack(opening)))
                />
            </div>
        </div>
    };
    let list = view! {
        <RunLine run step=Step::Odd stages=&[Stage::Scores] fields=&["threshold"] />
        <List />
    };
    view! {
        <Pick />
        {bench(list.into_any(), settings.into_any())}
    }
}

#[component]
fn List() -> impl IntoView {
    let page = use_page();
    let w = words();
    let rows = page.memo(rows);
    let threshold = page.memo(|state| state.odd.reference_params.threshold);
    let limit = RwSignal::new(N_ROWS);
    let count = memo(move || rows.with(Vec::len));
    let summary = text(move || {
        rows.with(|rows| {
            let odd = rows.iter().filter(|it| it.score.is_odd && !it.score.is_reference).count();
            let text = if odd == 0 { w.odd_none } else { w.odd_some };
            let values = [("odd", odd.to_string()), ("n", rows.len().to_string())];
            if rows.is_empty() {
                String::new()
            } else {
                fill(text, &[(values[0].0, &values[0].1), (values[1].0, &values[1].1)])
            }
        })
    });
    let list = live(move || {
        let line = threshold.get();
        rows.with(|it| {
            it.iter().take(limit.get()).enumerate().map(|(at, it)| row(at, it, line)).collect_view().into_any()
        })
    });
    view! {
        <p class="summary" aria-live="polite">{summary}</p>
        <ol class="odd-list">{list}</ol>
        {more(count, limit, N_ROWS)}
    }
}

fn row(at: usize, row: &Row, threshold: f32) -> AnyView {
    let page = use_page();
    let w = words();
    let Row { item, score, reference } = row.clone();
    let text = if score.is_odd { w.why_unlike } else { w.why_like };
    let text = fill(text, &[("name", &reference), ("cosine", &number(score.most_similar, 3))]);
    let percent = |it: f32| number(it.clamp(0.0, 1.0) * 100.0, 1) + "%";
    let fine = (score.is_odd && !score.is_reference).then(|| {
        view! {
            <button type="button" class="button is-quiet" on:click=move |_| page.send(Msg::ToggleReference(item))>
                {icon(Icon::Check)}
                {w.is_fine}
            </button>
        }
    });
    view! {
        <li class="odd-row" class:is-odd=score.is_odd class:is-top=at < N_TOP>
            <Tile item />
            <div class="odd-why">
                <span class="bar" aria-hidden="true">
                    <i style:width=percent(score.most_similar)></i>
                    <i class="bar-line" style:left=percent(threshold)></i>
                </span>
                <p>{score.is_odd.then(|| view! { <span class="badge">{w.odd_reference}</span> })}{text}</p>
                {fine}
            </div>
        </li>
    }
    .into_any()
}

/// The least similar first; the references themselves are left out, for they are like themselves.
fn rows(state: &State) -> Vec<Row> {
    let name = |id: ItemId| state.item(id).map(|it| caption(state, it)).unwrap_or_default();
    let scores = state.odd.by_references.iter().flat_map(|it| it.iter());
    let scores = scores.filter(|(id, it)| !it.is_reference && state.item(*id).is_some());
    let mut rows: Vec<Row> =
        scores.map(|(item, score)| Row { item: *item, score: *score, reference: name(score.reference) }).collect();
    rows.sort_by(|a, b| a.score.most_similar.total_cmp(&b.score.most_similar));
    rows
}
