//! The first way: odd against the clusters, with nobody's help (教師なし).

use crate::ui::dom::{Kid, Var, View, act, el, group, memo, shown};

use super::clusters::most_clusters;
use super::field::{Track, reset, slider};
use super::frame::bench;
use super::gate::enough;
use super::run::run_line;
use super::tile::tile;
use super::words;
use crate::anomaly::ClusterParams;
use crate::app::{MapOf, Msg, ODD_CLUSTERS, State, Step};
use crate::protocol::{ClusterScore, ItemId, Stage};
use crate::ui::messages::told;
use crate::ui::page::use_page;
use crate::ui::parts::more::more;
use crate::ui::parts::reasons::{rank, reasons};

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 20;

/// Settings and list.
pub(super) fn odd_clusters() -> View {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.odd.of);
    let run = page.memo(|state| state.odd.cluster_run.clone());
    let params = page.memo(|state| state.odd.cluster_params);
    let fault = Some(memo(move || run.with(|it| it.fault.clone())));
    let set = move |change: fn(&mut ClusterParams, f32), to: f32| {
        let mut params = params.get_untracked();
        change(&mut params, to);
        page.send(Msg::SetClusterOdd(params));
    };
    let knob = move |label,
                     term,
                     max: f32,
                     step,
                     decimals,
                     get: fn(&ClusterParams) -> f32,
                     change: fn(&mut ClusterParams, f32)| {
        let track =
            Track { label, term, min: if decimals == 2 { 0.0 } else { step }, step, decimals, ..Track::default() };
        slider(track, memo(move || params.with(get)), memo(move || max), fault, act(move |it| set(change, it)))
    };
    let n_clusters = page.memo(|state| state.odd.n_clusters);
    let n = page.memo(|state| state.ready(state.odd.of).len());
    let most = memo(move || most_clusters(n.get(), n_clusters.get()));
    let k = Track { label: w.odd_k(), term: "K", min: 1.0, step: 1.0, ..Track::default() };
    let among_several = move || {
        group()
            .add(knob(w.odd_local_z(), "local_z", 10.0, 0.1, 1, |it| it.local_z, |it, to| it.local_z = to))
            .add(knob(
                w.odd_group_share(),
                "group_share",
                0.5,
                0.01,
                2,
                |it| it.group_share,
                |it, to| it.group_share = to,
            ))
            .add(el("p.note").add(w.odd_k_note()))
            .view()
    };
    let settings = el("div.settings")
        .add(slider(
            k,
            memo(move || n_clusters.get() as f32),
            most,
            fault,
            act(move |it| page.send(Msg::SetOddClusters(it as u32))),
        ))
        .add(knob(w.odd_global_z(), "global_z", 10.0, 0.1, 1, |it| it.global_z, |it, to| it.global_z = to))
        .add(shown(move || n_clusters.get() > 1, among_several))
        .add(el("div.knob-row").add(reset(
            memo(move || params.get() != ClusterParams::default() || n_clusters.get() != ODD_CLUSTERS),
            act(move |()| {
                page.send(Msg::SetClusterOdd(ClusterParams::default()));
                page.send(Msg::SetOddClusters(ODD_CLUSTERS));
            }),
        )));
    let list = group()
        .add(run_line(run, Step::Odd, &[Stage::Scores], &["global_z", "local_z", "group_share"]))
        .add(enough(of, 3, Some(|| Msg::SetOddOf(MapOf::Names)), || list().view()));
    bench(list.view(), settings.view())
}

fn list() -> View {
    let page = use_page();
    let rows = page.memo(rows);
    let limit = Var::new(N_ROWS);
    let count = memo(move || rows.with(Vec::len));
    let summary = move || rows.with(|rows| summary(rows.len(), rows.iter().filter(|(_, it)| it.is_odd()).count()));
    let list = move || {
        rows.with(|rows| {
            rows.iter().take(limit.get()).map(|(id, it)| row(*id, it, rows.len())).collect::<Vec<_>>().view()
        })
    };
    group().add(el("p.summary[aria-live=polite]").add(summary)).add(el("ol.odd-list").add(list)).add(more(
        ".button.is-quiet",
        count,
        limit,
        N_ROWS,
    ))
}

/// How many of `n` are odd; nothing of none.
pub(super) fn summary(n: usize, odd: usize) -> String {
    let text = if odd == 0 { words().odd_none() } else { words().odd_some() };
    if n == 0 { String::new() } else { told(text, &[("odd", odd.to_string()), ("n", n.to_string())]) }
}

fn row(item: ItemId, it: &ClusterScore, n: usize) -> View {
    let w = words();
    let kinds = [(it.is_global, w.odd_global()), (it.is_group, w.odd_group()), (it.is_local, w.odd_local())];
    let badges = kinds.into_iter().filter(|(is, _)| *is).map(|(_, text)| el("span.badge").add(text));
    let why = reasons(it)
        .into_iter()
        .map(|(text, numbers)| el("p").add(text).add(" ").add(el("span.note.figure").add(numbers)));
    el("li.odd-row")
        .class_if("is-odd", it.is_odd())
        .add(tile(item))
        .add(
            el("div.odd-why")
                .add(el("p.badges").add(badges.collect::<Vec<_>>()))
                .add(why.collect::<Vec<_>>())
                .add(el("p.note").add(rank(it, n))),
        )
        .view()
}

/// The flagged first, the oddest of each first.
fn rows(state: &State) -> Vec<(ItemId, ClusterScore)> {
    let scores = state.odd.by_clusters.iter().flat_map(|it| it.iter());
    let mut rows: Vec<(ItemId, ClusterScore)> = scores.filter(|(id, _)| state.item(*id).is_some()).copied().collect();
    rows.sort_by(|(_, a), (_, b)| b.is_odd().cmp(&a.is_odd()).then(b.percentile.total_cmp(&a.percentile)));
    rows
}
