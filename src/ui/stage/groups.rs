//! The groups of the shown round, each with the members nearest its centre.

use leptos::prelude::*;

use super::tile::Tile;
use super::{shared, words};
use crate::app::{Group, State, groups};
use crate::ui::bind::{live, word};
use crate::ui::mark::cluster_mark;
use crate::ui::messages::fill;
use crate::ui::page::use_page;

/// Members shown of each group.
const N_MEMBERS: usize = 8;

#[derive(Clone, PartialEq)]
struct Row {
    group: Group,
    word: Option<String>,
}

/// A row a group.
#[component]
pub(super) fn Groups() -> impl IntoView {
    let page = use_page();
    let rows = page.memo(rows);
    let is_last = page.memo(|state| {
        let n_rounds = state.clusters.result.as_ref().map_or(0, |it| it.rounds.len());
        state.clusters.round as usize + 1 >= n_rounds
    });
    let note = word(move || if is_last.get() { words().groups_nearest } else { words().groups_round });
    let list = live(move || rows.get().into_iter().map(row).collect_view().into_any());
    view! {
        <section class="groups" aria-label=words().groups>
            <p class="note">{note}</p>
            <ul>{list}</ul>
        </section>
    }
}

fn row(row: Row) -> AnyView {
    let Row { group: Group { cluster, members, .. }, word } = row;
    let name = fill(shared().in_cluster, &[("n", &(cluster + 1).to_string())]);
    let count = fill(words().groups_count, &[("n", &members.len().to_string())]);
    let called = word.map(|it| fill(words().groups_word, &[("name", &it)]));
    let rest = members.len().saturating_sub(N_MEMBERS);
    let rest = (rest > 0).then(|| view! { <span class="note figure">"+"{rest}</span> });
    let tiles = members.into_iter().take(N_MEMBERS).map(|item| view! { <Tile item /> }).collect_view();
    view! {
        <li class="group">
            <p class="group-head">
                {cluster_mark(cluster)}
                <strong>{name}</strong>
                <span class="figure">{count}</span>
                <span class="note">{called}</span>
            </p>
            <div class="tiles">{tiles}{rest}</div>
        </li>
    }
    .into_any()
}

fn rows(state: &State) -> Vec<Row> {
    let name = |id| state.item(id).map(|it| it.title(state.lang).to_owned());
    groups(state).into_iter().map(|group| Row { word: group.word.and_then(name), group }).collect()
}
