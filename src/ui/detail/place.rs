//! Where the selected item stands: its cluster, and how odd it is, with the numbers that say why.

use crate::app::shown_clusters;
use crate::protocol::{ClusterScore, ItemId, ReferenceScore};
use crate::ui::dom::{El, Kid, View, el, group, shown};
use crate::ui::messages::{fill, told};
use crate::ui::page::{Page, use_page};
use crate::ui::parts::mark::cluster_mark;
use crate::ui::parts::number::number;
use crate::ui::parts::reasons::{rank, reasons};
use crate::ui::tank::cells::called;

/// Cluster, oddness by clusters, oddness by references; only what has been computed.
pub(super) fn detail_place(id: ItemId) -> View {
    let page = use_page();
    let words = &page.words().shell;
    let cluster = page.memo(move |state| {
        let clusters = shown_clusters(state);
        let cluster = *clusters.get(&id)?;
        let size = clusters.values().filter(|it| **it == cluster).count();
        Some((cluster, size))
    });
    let by_clusters = page.memo(move |state| {
        let scores = state.odd.by_clusters.as_ref()?;
        scores.iter().find(|(of, _)| *of == id).map(|(_, score)| (*score, scores.len()))
    });
    let by_references = page.memo(move |state| {
        let (_, score) = state.odd.by_references.as_ref()?.iter().find(|(of, _)| *of == id)?;
        let reference = state.item(score.reference).map(|it| called(state, it, words.unknown())).unwrap_or_default();
        Some((*score, reference))
    });
    let shows = move || cluster.get().is_some() || by_clusters.get().is_some() || by_references.get().is_some();
    let cluster_line = move || {
        cluster.get().map(|(cluster, size)| {
            let line = told(words.cluster_line(), &[("n", (cluster + 1).to_string()), ("size", size.to_string())]);
            el("p.place-line").add(cluster_mark(cluster)).add(" ").add(line)
        })
    };
    shown(shows, move || {
        el("section")
            .add(el("h3").add(words.place()))
            .add(cluster_line)
            .add(move || by_clusters.get().map(|(it, n)| cluster_lines(&it, n)))
            .add(move || by_references.get().map(|(it, reference)| reference_lines(page, &it, &reference)))
    })
    .view()
}

fn cluster_lines(score: &ClusterScore, n: usize) -> El {
    let said = reasons(score)
        .into_iter()
        .map(|(text, numbers)| group().add(text).add(" ").add(el("span.note.figure").add(numbers)).add(" ").view());
    el("p.reason").class_if("is-odd", score.is_odd()).add(said.collect::<Vec<View>>()).add(rank(score, n))
}

fn reference_lines(page: Page, score: &ReferenceScore, reference: &str) -> El {
    let words = &page.words().shell;
    if score.is_reference {
        return el("p.reason").add(words.is_reference());
    }
    let line = fill(words.reference_line(), &[("name", reference), ("cosine", &number(score.most_similar, 3))]);
    let verdict = if score.is_odd { words.reference_odd() } else { words.reference_fine() };
    el("p.reason").class_if("is-odd", score.is_odd).add(line).add(" · ").add(verdict)
}
