//! The key: what the marks on the map mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ui::dom::{Kid, Memo, View, el, memo};

use super::{shared, words};
use crate::app::{Figure, drawing_places};
use crate::ui::page::use_page;
use crate::ui::parts::mark::{cluster_mark, cluster_name};

/// Clusters that are listed.
const N_CLUSTERS: usize = 12;

#[derive(Clone, PartialEq)]
struct Seen {
    clusters: Vec<u32>,
    is_mixed: bool,
    has_odd: bool,
    has_links: bool,
}

/// Only what is there is explained.
pub(super) fn key(figure: Memo<Option<Arc<Figure>>>) -> View {
    let seen = memo(move || figure.with(|it| it.as_deref().map(seen)));
    let page = use_page();
    let n_places = page.memo(|state| drawing_places(state).len().min(2));
    let swatch = |class: &'static str, text: &'static str| el("li").add(el("i").class(class)).add(text);
    (move || {
        seen.get().map(|it| {
            let clusters = it.clusters.into_iter().map(|cluster| {
                let text = cluster_name(cluster);
                el("li").add(cluster_mark(cluster)).add(text)
            });
            el("ul.key")
                .attr("aria-label", words().key())
                .add(it.is_mixed.then(|| swatch("key-word", words().key_word())))
                .add(clusters.collect::<Vec<_>>())
                .add(it.has_odd.then(|| swatch("key-ring", shared().is_odd())))
                .add(it.has_links.then(|| swatch("key-line", words().key_links())))
                .add((n_places.get() > 0).then(|| swatch("key-drawn", words().key_drawn())))
                .add((n_places.get() > 1).then(|| swatch("key-way", words().key_way())))
                .view()
        })
    })
    .view()
}

fn seen(figure: &Figure) -> Seen {
    let clusters: BTreeSet<u32> = figure.marks.iter().filter_map(|it| it.cluster).collect();
    let has = |is_word: bool| figure.marks.iter().any(|it| it.is_word == is_word);
    Seen {
        clusters: clusters.into_iter().take(N_CLUSTERS).collect(),
        is_mixed: has(true) && has(false),
        has_odd: figure.marks.iter().any(|it| it.is_odd),
        has_links: !figure.links.is_empty(),
    }
}
