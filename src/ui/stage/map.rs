//! Step 2: the map.

use std::sync::Arc;

use crate::ui::dom::{Kid, Memo, Var, View, act, el, group, later, memo, shown};
use crate::ui::parts::choice::choice;

use super::axes::axes;
use super::frame::{bench, fold, frame, paragraphs};
use super::gate::{enough, no_model};
use super::key::key;
use super::kind::kind;
use super::map_bar::{reveal, save, toggle};
use super::map_settings::map_settings;
use super::plot::{Drawn, plot_view};
use super::run::run_line;
use super::table::table;
use super::{shared, words};
use crate::app::{Figure, MapOf, Msg, Step, map_figure, modality_gap};
use crate::protocol::Stage;
use crate::ui::messages::told;
use crate::ui::page::use_page;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::number::number;
use crate::web::plot::{Sight, has_webgl, is_coarse};

/// Points up to which each has its small picture and its text from the start.
const N_SIGNS: usize = 300;

/// The step.
pub(super) fn map() -> View {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.map.of);
    let run = page.memo(|state| state.map.run.clone());
    let stages = &[Stage::Neighbours, Stage::Graph, Stage::Layout];
    let by_words = page.memo(|state| state.axes.is_on);
    let fields = &["n_neighbors", "min_dist", "n_components"];
    let picture = move || {
        let needed = if by_words.get() { 1 } else { 3 };
        group().add((!by_words.get()).then(|| run_line(run, Step::Map, stages, fields))).add(enough(
            of,
            needed,
            Some(|| Msg::SetMapOf(MapOf::Names)),
            || later(|| picture().view()),
        ))
    };
    let settings = move || if by_words.get() { axes().view() } else { map_settings(run).view() };
    let choices = el("div.choices").add(kind(of, act(move |it| page.send(Msg::SetMapOf(it))))).add(choice(
        w.map_by(),
        "",
        vec!["UMAP", w.map_by_words()],
        memo(move || usize::from(by_words.get())),
        act(move |at| page.send(Msg::SetByWords(at == 1))),
    ));
    let body = bench(picture.view(), group().add(choices).add(settings).view());
    frame(Step::Map, w.map_lead(), w.map_try(), body, || paragraphs(words().map_how()))
}

/// The map itself, with its buttons, its key and its table; the step of clusters shows it too.
pub(super) fn picture() -> View {
    let page = use_page();
    let w = words();
    let unknown = shared().unknown();
    let figure = page.memo(move |state| map_figure(state, unknown).map(Arc::new));
    let is_free = Var::new(false);
    let (texts, thumbs) = (Var::new(None::<bool>), Var::new(None::<bool>));
    let is_coarse = is_coarse();
    let count = memo(move || figure.with(|it| it.as_ref().map_or(0, |it| it.marks.len())));
    let has_pictures = memo(move || figure.with(|it| it.iter().any(|it| it.marks.iter().any(|it| it.thumb.is_some()))));
    let has_text = memo(move || texts.get().unwrap_or_else(|| count.get() <= N_SIGNS));
    let has_thumbs = memo(move || thumbs.get().unwrap_or_else(|| count.get() <= N_SIGNS));
    let in_space = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.n_components == 3)));
    // Asked only when something is to be drawn in space: where a processor draws, the answer takes half a second.
    let lacks_webgl = memo(move || in_space.get() && !has_webgl());
    let view = memo(move || Sight {
        in_space: in_space.get() && !lacks_webgl.get(),
        has_text: has_text.get(),
        has_thumbs: has_thumbs.get(),
        can_drag: is_free.get() || !is_coarse,
        can_zoom: is_free.get(),
    });
    let flat = move || shown(move || lacks_webgl.get(), || el("p.note").add(w.map_flat()).view());
    let drawing = move || {
        // Of this element alone: what still draws in one that has gone must not stand in the way of the next.
        let drawn = Drawn::new();
        group()
            .add(flat())
            .add(plot_view(drawn, figure, view, act(move |it| is_free.set(it))))
            .add(
                el("div.toolbar")
                    .add(shown(
                        move || has_pictures.get(),
                        move || {
                            toggle(w.map_thumbs(), Icon::Pictures, has_thumbs, act(move |it| thumbs.set(Some(it))))
                                .view()
                        },
                    ))
                    .add(toggle(w.map_text(), Icon::Tag, has_text, act(move |it| texts.set(Some(it)))))
                    .add(toggle(w.map_turn(), Icon::Turn, memo(move || is_free.get()), act(move |it| is_free.set(it))))
                    .add(save(drawn))
                    .add(reveal()),
            )
            .add(key(figure))
            .add(notes(figure))
            .add(fold(w.table(), move || table(figure).view()))
            .view()
    };
    let is_there = memo(move || figure.with(Option::is_some));
    let lacks_words =
        page.memo(|state| state.step == Step::Map && state.axes.is_on && state.axes.is_empty(state.text_lang()));
    let lacks_model = page.memo(|state| state.step == Step::Map && state.axes.is_on && state.model.facts.is_none());
    let blank = move || {
        if lacks_model.get() {
            return no_model();
        }
        let said = move || lacks_words.get().then(|| el("p.note[role=status]").add(w.axes_empty()));
        group().add(el("div.plot.is-blank")).add(said).view()
    };
    (move || if is_there.get() { drawing() } else { blank() }).view()
}

/// What must be said beside the map.
fn notes(figure: Memo<Option<Arc<Figure>>>) -> View {
    let page = use_page();
    let w = words();
    let is_unfolding = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.is_unfolding)));
    let by_words = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| !it.ends.is_empty())));
    let gap = page.memo(move |state| {
        let is_shown = state.map.of == MapOf::Both && !by_words.get() && !is_unfolding.get();
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
    let said = move || if by_words.get() { w.axes_note() } else { w.map_honest() };
    group().add(el("p.note").add(said)).add(gap_text)
}
