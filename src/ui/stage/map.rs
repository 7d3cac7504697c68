//! Step 2: the map.

use std::sync::Arc;

use crate::ui::dom::{Kid, Memo, Var, View, act, el, group, memo, shown};

use super::frame::{bench, fold, frame, paragraphs};
use super::gate::enough;
use super::key::key;
use super::kind::kind;
use super::map_bar::map_bar;
use super::map_settings::map_settings;
use super::plot::{Drawn, plot_view};
use super::run::run_line;
use super::table::table;
use super::words;
use crate::app::{Figure, MapOf, Msg, Step, map_figure, modality_gap};
use crate::protocol::Stage;
use crate::ui::messages::told;
use crate::ui::number::number;
use crate::ui::page::use_page;
use crate::web::plot::{Sight, has_webgl, is_coarse};

/// Points up to which each has its text from the start.
const N_TEXTS: usize = 120;

/// The step.
pub(super) fn map() -> View {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.map.of);
    let run = page.memo(|state| state.map.run.clone());
    let stages = &[Stage::Neighbours, Stage::Graph, Stage::Layout];
    let picture = group()
        .add(run_line(run, Step::Map, stages, &["n_neighbors", "min_dist", "n_components"]))
        .add(enough(of, 3, Some(|| Msg::SetMapOf(MapOf::Names)), || picture().view()));
    let body = group()
        .add(kind(of, act(move |it| page.send(Msg::SetMapOf(it)))))
        .add(bench(picture.view(), map_settings(run).view()));
    frame(Step::Map, w.map_lead(), w.map_try(), body.view(), || paragraphs(words().map_how()))
}

/// The map itself, with its buttons, its key and its table; the step of clusters shows it too.
pub(super) fn picture() -> View {
    let page = use_page();
    let w = words();
    let figure = page.memo(|state| map_figure(state).map(Arc::new));
    let drawn = Drawn::new();
    let is_free = Var::new(false);
    let texts = Var::new(None::<bool>);
    let (is_coarse, has_webgl) = (is_coarse(), has_webgl());
    let count = memo(move || figure.with(|it| it.as_ref().map_or(0, |it| it.marks.len())));
    let has_text = memo(move || texts.get().unwrap_or_else(|| count.get() <= N_TEXTS));
    let in_space = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.n_components == 3)));
    let view = memo(move || Sight {
        in_space: in_space.get() && has_webgl,
        has_text: has_text.get(),
        can_drag: is_free.get() || !is_coarse,
        can_zoom: is_free.get(),
    });
    let flat = move || shown(move || in_space.get() && !has_webgl, || el("p.note").add(w.map_flat()).view());
    let drawing = move || {
        group()
            .add(map_bar(drawn, has_text, act(move |it| texts.set(Some(it))), is_free))
            .add(flat())
            .add(plot_view(drawn, figure, view))
            .add(key(figure))
            .add(notes(figure))
            .add(fold(w.table(), move || table(figure).view()))
            .view()
    };
    let is_there = memo(move || figure.with(Option::is_some));
    (move || if is_there.get() { drawing() } else { el("div.plot.is-blank").view() }).view()
}

/// What must be said beside the map.
fn notes(figure: Memo<Option<Arc<Figure>>>) -> View {
    let page = use_page();
    let w = words();
    let is_unfolding = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.is_unfolding)));
    let gap = page.memo(move |state| {
        let is_shown = state.map.of == MapOf::Both && !is_unfolding.get();
        is_shown.then(|| modality_gap(state)).flatten()
    });
    let gap_text = move || {
        gap.get().map(|it| {
            let values = [
                ("length", number(it.length, 3)),
                ("across", number(it.across, 3)),
                ("pictures", number(it.among_pictures, 3)),
                ("words", number(it.among_words, 3)),
            ];
            el("p.note").add(told(w.map_gap(), &values)).view()
        })
    };
    group().add(el("p.note").add(w.map_honest())).add(gap_text)
}
