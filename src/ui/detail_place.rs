//! Where the selected item stands: its cluster, and how odd it is, with the numbers that say why.

use leptos::prelude::*;

use super::cells::called;
use super::mark::cluster_mark;
use super::messages::fill;
use super::number::number;
use super::page::{Page, use_page};
use crate::protocol::{ClusterScore, ItemId, ReferenceScore};

/// Cluster, oddness by clusters, oddness by references; only what has been computed.
#[component]
pub(super) fn DetailPlace(id: ItemId) -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let cluster = page.memo(move |state| {
        let result = state.clusters.result.as_ref()?;
        let cluster = result.cluster_of(id)?;
        let size = result.labels_at(u32::MAX).iter().filter(|it| **it == cluster).count();
        Some((cluster, size))
    });
    let by_clusters = page
        .memo(move |state| state.odd.by_clusters.as_ref()?.iter().find(|(of, _)| *of == id).map(|(_, score)| *score));
    let by_references = page.memo(move |state| {
        let (_, score) = state.odd.by_references.as_ref()?.iter().find(|(of, _)| *of == id)?;
        let reference = state.item(score.reference).map(|it| called(state, it)).unwrap_or_default();
        Some((*score, reference))
    });
    let shows = move || cluster.get().is_some() || by_clusters.get().is_some() || by_references.get().is_some();
    let cluster_line = move || {
        cluster.get().map(|(cluster, size)| {
            let line = fill(words.cluster_line, &[("n", &(cluster + 1).to_string()), ("size", &size.to_string())]);
            view! { <p class="place-line">{cluster_mark(cluster)} " " {line}</p> }
        })
    };
    view! {
        <Show when=shows>
            <section>
                <h3>{words.place}</h3>
                {cluster_line}
                {move || by_clusters.get().map(|it| cluster_lines(page, &it))}
                {move || by_references.get().map(|(it, reference)| reference_lines(page, &it, &reference))}
            </section>
        </Show>
    }
    .into_any()
}

fn cluster_lines(page: Page, score: &ClusterScore) -> impl IntoView + use<> {
    let words = &page.words().shell;
    let mut reasons = Vec::new();
    if score.is_global {
        reasons.push(fill(words.odd_global, &[("z", &number(score.global_z, 1))]));
    }
    if score.is_group {
        reasons.push(fill(words.odd_group, &[("size", &score.cluster_size.to_string())]));
    }
    if score.is_local {
        reasons.push(fill(words.odd_local, &[("z", &number(score.local_z, 1))]));
    }
    let is_odd = !reasons.is_empty();
    if !is_odd {
        reasons.push(words.odd_none.to_owned());
    }
    reasons.push(fill(words.percentile, &[("n", &number(score.percentile * 100.0, 0))]));
    let distances = [("distance", &*number(score.distance, 3)), ("typical", &*number(score.typical, 3))];
    let distances = fill(words.distance_line, &distances);
    view! {
        <p class="hint figure">{distances}</p>
        <p class="reason" class:is-odd=is_odd>{reasons.join(" ")}</p>
    }
    .into_any()
}

fn reference_lines(page: Page, score: &ReferenceScore, reference: &str) -> impl IntoView + use<> {
    let words = &page.words().shell;
    if score.is_reference {
        return view! { <p class="reason">{words.is_reference}</p> }.into_any();
    }
    let line = fill(words.reference_line, &[("name", reference), ("cosine", &number(score.most_similar, 3))]);
    let verdict = if score.is_odd { words.reference_odd } else { words.reference_fine };
    view! { <p class="reason" class:is-odd=score.is_odd>{line} " · " {verdict}</p> }.into_any()
}
