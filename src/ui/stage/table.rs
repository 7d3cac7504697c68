//! The table behind the plot.

use std::sync::Arc;

use crate::ui::dom::{self, El, Kid, Memo, Var, View, el, group, memo, rows};
use crate::ui::parts::mark::cluster_name;

use super::tile::tile;
use super::words;
use crate::app::Figure;
use crate::protocol::ItemId;
use crate::ui::parts::more::more;
use crate::ui::parts::number::number;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 50;

/// The head of a column.
pub(super) fn column(text: impl Kid) -> El {
    el("th[scope=col]").add(text)
}

/// Every point's item, place and cluster.
pub(super) fn table(figure: Memo<Option<Arc<Figure>>>) -> View {
    let w = words();
    let limit = Var::new(N_ROWS);
    let ids = memo(move || {
        let ids = figure.with(|it| it.as_ref().map(|it| it.marks.iter().map(|it| it.item).collect::<Vec<ItemId>>()));
        ids.unwrap_or_default()
    });
    let count = memo(move || ids.with(Vec::len));
    let shown = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let has = move |n: u32| memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.n_components >= n)));
    let (in_plane, in_space) = (has(2), has(3));
    // A map by words says between what each number lies.
    let head = move |at: usize| {
        move || {
            let ends = figure.with(|it| it.as_ref().and_then(|it| it.ends.chunks(2).nth(at).map(|it| it.join(" ⇄ "))));
            ends.unwrap_or_else(|| ["x", "y"][at].to_owned())
        }
    };
    group()
        .add(
            el("div.scroller[tabindex=0][role=region]").attr("aria-label", w.table()).add(
                el("table.places")
                    .add(
                        el("thead").add(
                            el("tr")
                                .add(column(w.col_name()))
                                .add(column(head(0)))
                                .add(dom::shown(move || in_plane.get(), move || column(head(1)).view()))
                                .add(dom::shown(move || in_space.get(), || column("z").view()))
                                .add(column(w.col_cluster())),
                        ),
                    )
                    .add(el("tbody").add(rows(shown, move |id| row(id, figure, in_plane, in_space)))),
            ),
        )
        .add(more(".button.is-quiet", count, limit, N_ROWS))
}

fn row(item: ItemId, figure: Memo<Option<Arc<Figure>>>, in_plane: Memo<bool>, in_space: Memo<bool>) -> El {
    let mark =
        memo(move || figure.with(|it| it.as_ref().and_then(|it| it.marks.iter().find(|it| it.item == item).cloned())));
    let axis = move |at: usize| {
        let value = move || mark.with(|it| it.as_ref().map(|it| number(it.place[at], 3)).unwrap_or_default());
        el("td.figure").add(value).view()
    };
    let group = move || {
        let cluster = mark.with(|it| it.as_ref().and_then(|it| it.cluster));
        cluster.map(cluster_name).unwrap_or_default()
    };
    el("tr")
        .add(el("th[scope=row]").add(tile(item)))
        .add(axis(0))
        .add(dom::shown(move || in_plane.get(), move || axis(1)))
        .add(dom::shown(move || in_space.get(), move || axis(2)))
        .add(el("td").add(group))
}
