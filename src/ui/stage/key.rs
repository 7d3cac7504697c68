//! The key: what the marks on the map mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{shared, words};
use crate::app::Figure;
use crate::ui::bind::{maybe, memo};
use crate::ui::mark::cluster_mark;
use crate::ui::messages::fill;

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
#[component]
pub(super) fn Key(figure: Memo<Option<Arc<Figure>>>) -> impl IntoView {
    let seen = memo(move || figure.with(|it| it.as_deref().map(seen)));
    let swatch = |class: &'static str, text: &'static str| view! { <li><i class=class></i>{text}</li> };
    maybe(move || {
        seen.get().map(|it| {
            let clusters = it.clusters.into_iter().map(|cluster| {
                let text = fill(shared().in_cluster, &[("n", &(cluster + 1).to_string())]);
                view! { <li>{cluster_mark(cluster)}{text}</li> }
            });
            view! {
                <ul class="key" aria-label=words().key>
                    {it.is_mixed.then(|| swatch("key-word", words().key_word))}
                    {clusters.collect_view()}
                    {it.has_odd.then(|| swatch("key-ring is-odd", shared().is_odd))}
                    {it.has_links.then(|| swatch("key-line", words().key_links))}
                </ul>
            }
            .into_any()
        })
    })
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
