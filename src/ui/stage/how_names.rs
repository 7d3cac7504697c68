//! How names are found, and what a softmax over them says and does not say.

use crate::ui::dom::{Kid, View, el, group};

use super::frame::paragraphs;
use super::name_bars::bar_row;
use super::words;
use crate::app::State;
use crate::ui::messages::fill;
use crate::ui::page::use_page;
use crate::ui::parts::number::number;
use crate::ui::tank::cells::title_of;

/// Shares that are shown.
const N_SHARES: usize = 5;

#[derive(Clone, PartialEq)]
struct Shares {
    scale: f32,
    rows: Vec<(String, f32)>,
}

/// The explanation, with the selected picture's shares.
pub(super) fn how_names() -> View {
    let page = use_page();
    let w = words();
    let shares = page.memo(shares);
    let table = move || match shares.get() {
        None => el("p.note").add(w.shares_select()).view(),
        Some(Shares { scale, rows }) => {
            let text = fill(w.shares_note(), &[("scale", &number(scale, 1))]);
            let rows =
                rows.into_iter().map(|(name, share)| bar_row(name, share, None, number(share * 100.0, 1) + " %"));
            group()
                .add(
                    el("table.names").add(el("caption").add(w.shares())).add(el("tbody").add(rows.collect::<Vec<_>>())),
                )
                .add(el("p.note").add(text))
                .view()
        }
    };
    group().add(|| paragraphs(words().names_how())).add(table)
}

/// A picture whose answer is still secret has none to show.
fn shares(state: &State) -> Option<Shares> {
    let item = state.item(state.selected?).filter(|it| it.is_picture())?;
    if state.is_secret(item) {
        return None;
    }
    let shares = state.shares_of(item.id).into_iter().take(N_SHARES);
    let rows: Vec<(String, f32)> = shares.map(|(id, share)| (title_of(state, id), share)).collect();
    let scale = state.model.facts.as_ref()?.logit_scale;
    (!rows.is_empty()).then_some(Shares { scale, rows })
}
