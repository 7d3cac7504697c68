//! The three best names of a picture, with their cosines as bars.

use crate::ui::dom::{El, Kid, Memo, View, el, group};

use super::table::column;
use super::{shared, words};
use crate::app::{ListId, Ranked, State};
use crate::protocol::ItemId;
use crate::ui::messages::{fill, told};
use crate::ui::page::use_page;
use crate::ui::parts::icon::{Icon, icon};
use crate::ui::parts::number::{number, percent};
use crate::ui::tank::cells::title_of;

/// 【魚の名前候補】: TOP 3.
const N_NAMES: usize = 3;
/// Cosines that differ by less are one, however they were summed.
const SAME: f32 = 1e-4;

/// Names with their cosines, ready to be shown.
#[derive(Clone, PartialEq)]
pub(super) struct Names {
    rows: Vec<Row>,
    /// Whether the picture is an example: what it is, a person has said.
    is_example: bool,
    threshold: f32,
    scale: f32,
}

/// A name.
#[derive(Clone, PartialEq)]
struct Row {
    name: String,
    score: f32,
    /// Where the examples of the name say more than its words: what the words say, if the model reads them.
    by_words: Option<Option<f32>>,
}

/// Names and raw cosines; わからない above them if even the best is under the threshold.
pub(super) fn name_bars(item: ItemId) -> View {
    let page = use_page();
    let names = page.memo(move |state| state.names_of(item).map(|it| Names::of_picture(state, item, it)));
    let why = page.memo(move |state| {
        let (label, cosine) = state.lost_to(item)?;
        let values = [("name", label.shown(state.lang).to_owned()), ("cosine", number(cosine, 3))];
        Some(told(shared().nearer_outside(), &values))
    });
    group().add(bars(names)).add(move || why.get().map(|it| el("p.note").add(it))).view()
}

/// The same of any names.
pub(super) fn bars(names: Memo<Option<Names>>) -> View {
    let w = words();
    let is_fish = use_page().memo(|state| state.list == ListId::Fish);
    (move || {
        let title = w.candidates()[usize::from(!is_fish.get())];
        names.get().filter(|it| !it.is_example || !it.rows.is_empty()).map(|it| {
            let note = it.taught();
            let Names { rows, is_example, threshold, scale } = it;
            let is_unknown = !is_example && rows.first().is_none_or(|it| it.score < threshold);
            let line = (threshold > 0.0).then_some(threshold / scale);
            let rows = rows.into_iter().map(|Row { name, score, by_words }| {
                let mark = by_words.map(|_| icon(Icon::Tag));
                let name = group().add(name).add(mark);
                bar_row(name, score / scale, line, number(score, 3)).class_if("is-faint", score < threshold)
            });
            group()
                .add(is_unknown.then(|| el("p.unknown").add(shared().unknown())))
                .add(
                    el("table.names")
                        .add(
                            el("thead")
                                .add(el("tr").add(column(title).attr("colspan", "2")).add(column(w.similarity()))),
                        )
                        .add(el("tbody").add(rows.collect::<Vec<_>>())),
                )
                .add((!note.is_empty()).then(|| el("p.note").add(note)))
                .view()
        })
    })
    .view()
}

impl Names {
    /// The best three of `ranked`; `threshold` is what the best must reach.
    pub(super) fn of(state: &State, ranked: &[Ranked], threshold: f32) -> Self {
        let row = |it: &Ranked| Row { name: title_of(state, it.item), score: it.cosine, by_words: None };
        let rows = ranked.iter().take(N_NAMES).map(row).collect();
        let best = ranked.first().map_or(0.0, |it| it.cosine);
        Self { rows, is_example: false, threshold, scale: scale(state, best) }
    }

    /// Those of a picture of the tank.
    fn of_picture(state: &State, picture: ItemId, ranked: &[Ranked]) -> Self {
        let mut names = Self::of(state, ranked, state.bar_of(picture));
        names.is_example = state.taught_name(picture).is_some();
        let taught = state.taught_words();
        for (row, it) in names.rows.iter_mut().zip(ranked).filter(|(_, it)| taught.contains(&it.item)) {
            let by_words = state.by_words(picture, it.item);
            row.by_words = Some(by_words).filter(|it| it.is_none_or(|it| it < row.score - SAME));
        }
        names
    }

    /// What the words alone say of the names that their examples speak for.
    fn taught(&self) -> String {
        let said = self.rows.iter().filter_map(|it| {
            let by_words = it.by_words?.map_or(words().by_no_words().to_owned(), |it| number(it, 3));
            Some([&it.name, " ", &by_words].concat())
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() { String::new() } else { fill(words().by_examples(), &[("names", &said.join(" · "))]) }
    }
}

/// The cosine at the end of every bar: the greatest of all pictures, rounded up to a tenth, so that bars of different
/// pictures can be compared. Cosines of photos and words seldom pass 0.4.
fn scale(state: &State, own: f32) -> f32 {
    let best = state.naming.ranked.values().filter_map(|(_, ranked)| ranked.first()).map(|it| it.cosine);
    (best.fold(own.max(0.1), f32::max) * 10.0).ceil() / 10.0
}

/// A name, how far its bar reaches and where a line stands across it, as shares of the whole, and its number.
pub(super) fn bar_row(name: impl Kid, share: f32, line: Option<f32>, figure: String) -> El {
    el("tr")
        .add(el("th[scope=row]").add(name))
        .add(el("td.bar-cell[aria-hidden=true]").add(bar_of(share, line)))
        .add(el("td.figure").add(figure))
}

/// The bar alone; the number beside it says the same.
pub(super) fn bar_of(share: f32, line: Option<f32>) -> El {
    el("span.bar[aria-hidden=true]")
        .add(el("i").style("width", percent(share)))
        .add(line.map(|it| el("i.bar-line").style("left", percent(it))))
}
