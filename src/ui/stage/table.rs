//! The table behind the plot.

use std::sync::Arc;

use leptos::prelude::*;

use super::tile::Tile;
use super::{shared, words};
use crate::app::Figure;
use crate::protocol::ItemId;
use crate::ui::messages::fill;
use crate::ui::number::number;

/// Rows at first, and at each asking for more.
const N_ROWS: usize = 50;

/// Every point's item, place and cluster.
#[component]
pub(super) fn Table(figure: Memo<Option<Arc<Figure>>>) -> impl IntoView {
    let w = words();
    let limit = RwSignal::new(N_ROWS);
    let ids = Memo::new(move |_| {
        let ids = figure.with(|it| it.as_ref().map(|it| it.marks.iter().map(|it| it.item).collect::<Vec<ItemId>>()));
        ids.unwrap_or_default()
    });
    let shown = move || ids.with(|it| it.iter().copied().take(limit.get()).collect::<Vec<_>>());
    let in_space = Memo::new(move |_| figure.with(|it| it.as_ref().is_some_and(|it| it.n_components == 3)));
    let more = move || {
        let rest = ids.with(Vec::len).saturating_sub(limit.get());
        (rest > 0).then(|| {
            let text = fill(w.show_more, &[("n", &rest.to_string())]);
            view! { <button type="button" class="button is-quiet" on:click=move |_| limit.update(|it| *it += N_ROWS)>{text}</button> }
        })
    };
    view! {
        <div class="scroller" tabindex="0" role="region" aria-label=w.table>
            <table class="places">
                <thead>
                    <tr>
                        <th scope="col">{w.col_name}</th>
                        <th scope="col">"x"</th>
                        <th scope="col">"y"</th>
                        {move || in_space.get().then(|| view! { <th scope="col">"z"</th> })}
                        <th scope="col">{w.col_cluster}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=shown key=|id| *id children=move |id| row(id, figure, in_space) />
                </tbody>
            </table>
        </div>
        {more}
    }
}

fn row(item: ItemId, figure: Memo<Option<Arc<Figure>>>, in_space: Memo<bool>) -> AnyView {
    let mark = move || figure.with(|it| it.as_ref().and_then(|it| it.marks.iter().find(|it| it.item == item).cloned()));
    let mark = Memo::new(move |_| mark());
    let axis = move |at: usize| mark.with(|it| it.as_ref().map(|it| number(it.place[at], 3)));
    let group = move || {
        let cluster = mark.with(|it| it.as_ref().and_then(|it| it.cluster));
        cluster.map(|it| fill(shared().in_cluster, &[("n", &(it + 1).to_string())]))
    };
    view! {
        <tr>
            <th scope="row"><Tile item /></th>
            <td class="figure">{move || axis(0)}</td>
            <td class="figure">{move || axis(1)}</td>
            {move || in_space.get().then(|| view! { <td class="figure">{move || axis(2)}</td> })}
            <td>{group}</td>
        </tr>
    }
    .into_any()
}
