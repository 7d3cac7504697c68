//! The table behind the plot.

use std::sync::Arc;

use leptos::prelude::*;

use super::more::more;
use super::tile::Tile;
use super::{shared, words};
use crate::app::Figure;
use crate::protocol::ItemId;
use crate::ui::bind::{self, memo, rows, text};
use crate::ui::messages::fill;
use crate::ui::number::number;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 50;

/// Every point's item, place and cluster.
#[component]
pub(super) fn Table(figure: Memo<Option<Arc<Figure>>>) -> impl IntoView {
    let w = words();
    let limit = RwSignal::new(N_ROWS);
    let ids = memo(move || {
        let ids = figure.with(|it| it.as_ref().map(|it| it.marks.iter().map(|it| it.item).collect::<Vec<ItemId>>()));
        ids.unwrap_or_default()
    });
    let count = memo(move || ids.with(Vec::len));
    let shown = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let in_space = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.n_components == 3)));
    view! {
        <div class="scroller" tabindex="0" role="region" aria-label=w.table>
            <table class="places">
                <thead>
                    <tr>
                        <th scope="col">{w.col_name}</th>
                        <th scope="col">"x"</th>
                        <th scope="col">"y"</th>
                        {bind::shown(move || in_space.get(), || view! { <th scope="col">"z"</th> }.into_any())}
                        <th scope="col">{w.col_cluster}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows(shown, move |id| row(id, figure, in_space))}
                </tbody>
            </table>
        </div>
        {more(count, limit, N_ROWS)}
    }
}

fn row(item: ItemId, figure: Memo<Option<Arc<Figure>>>, in_space: Memo<bool>) -> AnyView {
    let mark =
        memo(move || figure.with(|it| it.as_ref().and_then(|it| it.marks.iter().find(|it| it.item == item).cloned())));
    let axis = move |at: usize| {
        let value = text(move || mark.with(|it| it.as_ref().map(|it| number(it.place[at], 3)).unwrap_or_default()));
        view! { <td class="figure">{value}</td> }.into_any()
    };
    let group = text(move || {
        let cluster = mark.with(|it| it.as_ref().and_then(|it| it.cluster));
        cluster.map(|it| fill(shared().in_cluster, &[("n", &(it + 1).to_string())])).unwrap_or_default()
    });
    view! {
        <tr>
            <th scope="row"><Tile item /></th>
            {axis(0)}
            {axis(1)}
            {bind::shown(move || in_space.get(), move || axis(2))}
            <td>{group}</td>
        </tr>
    }
    .into_any()
}
