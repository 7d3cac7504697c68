//! The groups of the shown round, each with the members nearest its centre.

use crate::ui::dom::{El, Kid, View, el, memo};

use super::tile::tile;
use super::words;
use crate::app::{self, Group, State};
use crate::ui::messages::{counted, fill};
use crate::ui::page::use_page;
use crate::ui::parts::mark::{cluster_mark, cluster_name};
use crate::ui::tank::cells::title_of;

/// Members shown of each group.
const N_MEMBERS: usize = 8;

#[derive(Clone, PartialEq)]
struct Row {
    group: Group,
    word: Option<String>,
}

/// A row a group.
pub(super) fn groups() -> El {
    let page = use_page();
    let rows = page.memo(rows);
    let is_last = page.memo(|state| {
        let n_rounds = state.clusters.result.as_ref().map_or(0, |it| it.rounds.len());
        state.clusters.round as usize + 1 >= n_rounds
    });
    let note = move || if is_last.get() { words().groups_nearest() } else { words().groups_round() };
    let n_filled = memo(move || rows.with(|it| it.iter().filter(|it| !it.group.members.is_empty()).count()));
    let has_empty = memo(move || is_last.get() && n_filled.get() < rows.with(Vec::len));
    let empty = move || has_empty.get().then(|| el("p.note").add(counted(words().groups_empty(), n_filled.get())));
    let list = move || rows.get().into_iter().map(row).collect::<Vec<_>>().view();
    el("section.groups")
        .attr("aria-label", words().groups())
        .add(el("p.note").add(note))
        .add(empty)
        .add(el("ul").add(list))
}

fn row(row: Row) -> View {
    let Row { group: Group { cluster, members, .. }, word } = row;
    let name = cluster_name(cluster);
    let count = counted(words().groups_count(), members.len());
    let called = word.map(|it| fill(words().groups_word(), &[("name", &it)]));
    let rest = members.len().saturating_sub(N_MEMBERS);
    let rest = (rest > 0).then(|| el("span.note.figure").add("+").add(rest));
    let tiles = members.into_iter().take(N_MEMBERS).map(tile).collect::<Vec<_>>();
    el("li.group")
        .add(
            el("p.group-head")
                .add(cluster_mark(cluster))
                .add(el("strong").add(name))
                .add(el("span.figure").add(count))
                .add(el("span.note").add(called)),
        )
        .add(el("div.tiles").add(tiles).add(rest))
        .view()
}

fn rows(state: &State) -> Vec<Row> {
    let row = |group: Group| Row { word: group.word.map(|id| title_of(state, id)), group };
    app::groups(state).into_iter().map(row).collect()
}
