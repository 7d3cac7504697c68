//! How names are found, and what a softmax over them says and does not say.

use leptos::prelude::*;

use super::frame::paragraphs;
use super::words;
use crate::app::State;
use crate::ui::bind::live;
use crate::ui::messages::fill;
use crate::ui::number::number;
use crate::ui::page::use_page;

/// Shares that are shown.
const N_SHARES: usize = 5;

#[derive(Clone, PartialEq)]
struct Shares {
    scale: f32,
    rows: Vec<(String, f32)>,
}

/// The explanation, with the selected picture's shares.
#[component]
pub(super) fn HowNames() -> impl IntoView {
    let page = use_page();
    let w = words();
    let shares = page.memo(shares);
    let table = live(move || match shares.get() {
        None => view! { <p class="note">{w.shares_select}</p> }.into_any(),
        Some(Shares { scale, rows }) => {
            let text = fill(w.shares_note, &[("scale", &number(scale, 1))]);
            let rows = rows.into_iter().map(|(name, share)| {
                let percent = number(share * 100.0, 1) + " %";
                let width = number(share * 100.0, 1) + "%";
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td class="bar-cell" aria-hidden="true"><span class="bar"><i style:width=width></i></span></td>
                        <td class="figure">{percent}</td>
                    </tr>
                }
            });
            view! {
                <table class="names">
                    <caption>{w.shares}</caption>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                <p class="note">{text}</p>
            }
            .into_any()
        }
    });
    view! {
        {paragraphs(w.names_how)}
        {table}
    }
}

/// A picture whose answer is still secret has none to show.
fn shares(state: &State) -> Option<Shares> {
    let item = state.item(state.selected?).filter(|it| it.is_picture())?;
    if item.truth().is_some() && !state.naming.revealed.contains(&item.id) {
        return None;
    }
    let name = |id| state.item(id).and_then(|it| it.label()).map(|it| it.shown(state.lang).to_owned());
    let shares = state.shares_of(item.id).into_iter().take(N_SHARES);
    let rows: Vec<(String, f32)> = shares.filter_map(|(id, share)| Some((name(id)?, share))).collect();
    let scale = state.model.facts.as_ref()?.logit_scale;
    (!rows.is_empty()).then_some(Shares { scale, rows })
}
