//! The three best names of a picture, with their cosines as bars.

use leptos::prelude::*;

use super::{shared, words};
use crate::app::{Label, Ranked, State};
use crate::protocol::ItemId;
use crate::ui::bind::maybe;
use crate::ui::number::number;
use crate::ui::page::use_page;

/// 【魚の名前候補】: TOP 3.
const N_NAMES: usize = 3;

#[derive(Clone, PartialEq)]
struct Names {
    rows: Vec<(String, f32)>,
    threshold: f32,
    scale: f32,
}

/// Names and raw cosines; わからない above them if even the best is under the threshold.
#[component]
pub(super) fn NameBars(item: ItemId) -> impl IntoView {
    let page = use_page();
    let w = words();
    let names = page.memo(move |state| names(state, item));
    maybe(move || {
        names.get().map(|Names { rows, threshold, scale }| {
            let is_unknown = rows.first().is_none_or(|(_, cosine)| *cosine < threshold);
            let line = (threshold > 0.0).then(|| place(threshold, scale));
            let rows = rows.into_iter().map(|(name, cosine)| {
                let line = line.clone().map(|left| view! { <i class="bar-line" style:left=left></i> });
                view! {
                    <tr class:is-faint=cosine < threshold>
                        <th scope="row">{name}</th>
                        <td class="bar-cell" aria-hidden="true">
                            <span class="bar"><i style:width=place(cosine, scale)></i>{line}</span>
                        </td>
                        <td class="figure">{number(cosine, 3)}</td>
                    </tr>
                }
            });
            view! {
                {is_unknown.then(|| view! { <p class="unknown">{shared().unknown}</p> })}
                <table class="names">
                    <thead>
                        <tr><th scope="col" colspan="2">{w.candidates}</th><th scope="col">{w.similarity}</th></tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
            .into_any()
        })
    })
}

fn names(state: &State, item: ItemId) -> Option<Names> {
    let shown = |it: &Ranked| {
        let label = state.item(it.item).and_then(|it| it.label());
        (label.map(|it: &Label| it.shown(state.lang).to_owned()).unwrap_or_default(), it.cosine)
    };
    let rows = state.names_of(item)?.iter().take(N_NAMES).map(shown).collect();
    Some(Names { rows, threshold: state.threshold().0, scale: scale(state) })
}

/// The cosine at the end of every bar: the greatest of all pictures, rounded up to a tenth, so that bars of different
/// pictures can be compared. Cosines of photos and words seldom pass 0.4.
fn scale(state: &State) -> f32 {
    let best = state.naming.ranked.values().filter_map(|(_, ranked)| ranked.first()).map(|it| it.cosine);
    (best.fold(0.1_f32, f32::max) * 10.0).ceil() / 10.0
}

fn place(cosine: f32, scale: f32) -> String {
    number((cosine / scale).clamp(0.0, 1.0) * 100.0, 1) + "%"
}
