//! The live region: results are read aloud when they come, each once.

use leptos::prelude::*;

use super::messages::fill;
use super::page::use_page;
use crate::app::{Load, State};

/// What a listener would want to hear of.
#[derive(Clone, Debug, Default, PartialEq)]
struct Heard {
    n_named: usize,
    clusters: Option<u32>,
    n_mapped: usize,
    n_notices: usize,
    model: String,
}

/// Out of sight, and polite.
#[component]
pub(super) fn Live() -> impl IntoView {
    let page = use_page();
    let words = &page.words().shell;
    let heard = page.memo(heard);
    let line = Memo::new(move |was: Option<&(Heard, String)>| {
        let now = heard.get();
        let Some((before, said)) = was else { return (now, String::new()) };
        let n = |it: usize| it.to_string();
        let line = if now.n_notices > before.n_notices {
            fill(words.said_notices, &[("n", &n(now.n_notices - before.n_notices))])
        } else if now.model != before.model && !now.model.is_empty() {
            fill(words.said_model, &[("name", &now.model)])
        } else if now.n_named > before.n_named {
            fill(words.said_names, &[("n", &n(now.n_named))])
        } else if let Some(k) = now.clusters.filter(|_| now.clusters != before.clusters) {
            fill(words.said_clusters, &[("n", &k.to_string())])
        } else if now.n_mapped != before.n_mapped && now.n_mapped != 0 {
            fill(words.said_map, &[("n", &n(now.n_mapped))])
        } else {
            said.clone()
        };
        (now, line)
    });
    view! { <p class="sr" role="status" aria-live="polite">{move || line.with(|(_, line)| line.clone())}</p> }
}

fn heard(state: &State) -> Heard {
    let (done, total) = state.progress();
    let map = state.map.result.as_ref().filter(|it| !it.is_unfolding);
    Heard {
        // Sixty pictures are one piece of news, not sixty.
        n_named: if done == total { state.naming.ranked.len() } else { 0 },
        clusters: state.clusters.result.as_ref().filter(|_| state.clusters.run.job.is_none()).map(|it| it.n_clusters),
        n_mapped: map.map_or(0, |it| it.items.len()),
        n_notices: state.notices.len(),
        model: match state.model.load {
            Load::Ready => state.model.entry.title.shown(state.lang).to_owned(),
            _ => String::new(),
        },
    }
}
