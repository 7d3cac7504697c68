//! Step 2: the map.

use std::sync::Arc;

use leptos::prelude::*;

use super::frame::{bench, frame, lazy_fold, paragraphs};
use super::gate::Enough;
use super::key::Key;
use super::kind::Kind;
use super::map_bar::MapBar;
use super::map_settings::MapSettings;
use super::plot::{Drawn, PlotView};
use super::run::RunLine;
use super::table::Table;
use super::words;
use crate::app::{Figure, MapOf, Msg, Step, map_figure, modality_gap};
use crate::protocol::Stage;
use crate::ui::bind::{live, maybe, memo, shown};
use crate::ui::messages::fill;
use crate::ui::number::number;
use crate::ui::page::use_page;
use crate::web::plot::{View, has_webgl, is_coarse};

/// Points up to which each has its text from the start.
const N_TEXTS: usize = 120;

/// The step.
#[component]
pub(super) fn Map() -> impl IntoView {
    let page = use_page();
    let w = words();
    let of = page.memo(|state| state.map.of);
    let run = page.memo(|state| state.map.run.clone());
    let stages = &[Stage::Neighbours, Stage::Graph, Stage::Layout];
    let picture = view! {
        <RunLine run step=Step::Map stages fields=&["n_neighbors", "min_dist", "n_components"] />
        <Enough of needed=3 use_names=Some(Msg::SetMapOf(MapOf::Names)) body=|| Picture().into_any() />
    };
    let body = view! {
        <Kind of on_set=Callback::new(move |it| page.send(Msg::SetMapOf(it))) />
        {bench(picture.into_any(), view! { <MapSettings run /> }.into_any())}
    };
    frame(Step::Map, w.map_lead, w.map_try, body.into_any(), paragraphs(w.map_how))
}

/// The map itself, with its buttons, its key and its table; the step of clusters shows it too.
#[component]
pub(super) fn Picture() -> impl IntoView {
    let page = use_page();
    let w = words();
    let figure = page.memo(|state| map_figure(state).map(Arc::new));
    let drawn = Drawn::new();
    let is_free = RwSignal::new(false);
    let texts = RwSignal::new(None::<bool>);
    let (is_coarse, has_webgl) = (is_coarse(), has_webgl());
    let count = memo(move || figure.with(|it| it.as_ref().map_or(0, |it| it.marks.len())));
    let has_text = memo(move || texts.get().unwrap_or_else(|| count.get() <= N_TEXTS));
    let in_space = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.n_components == 3)));
    let view = memo(move || View {
        in_space: in_space.get() && has_webgl,
        has_text: has_text.get(),
        can_drag: is_free.get() || !is_coarse,
        can_zoom: is_free.get(),
    });
    let flat =
        move || shown(move || in_space.get() && !has_webgl, || view! { <p class="note">{w.map_flat}</p> }.into_any());
    let drawing = move || {
        view! {
            <MapBar drawn has_text on_text=Callback::new(move |it| texts.set(Some(it))) is_free />
            {flat()}
            <PlotView drawn figure view />
            <Key figure />
            <Notes figure />
            {lazy_fold(w.table, move || view! { <Table figure /> }.into_any())}
        }
        .into_any()
    };
    let is_there = memo(move || figure.with(Option::is_some));
    live(move || if is_there.get() { drawing() } else { view! { <div class="plot is-blank"></div> }.into_any() })
}

/// What must be said beside the map.
#[component]
fn Notes(figure: Memo<Option<Arc<Figure>>>) -> impl IntoView {
    let page = use_page();
    let w = words();
    let is_unfolding = memo(move || figure.with(|it| it.as_ref().is_some_and(|it| it.is_unfolding)));
    let gap = page.memo(move |state| {
        let is_shown = state.map.of == MapOf::Both && !is_unfolding.get();
        is_shown.then(|| modality_gap(state)).flatten()
    });
    let gap_text = maybe(move || {
        gap.get().map(|it| {
            let values =
                [number(it.length, 3), number(it.across, 3), number(it.among_pictures, 3), number(it.among_words, 3)];
            let keys = ["length", "across", "pictures", "words"];
            let values: Vec<(&str, &str)> = keys.iter().zip(&values).map(|(key, it)| (*key, it.as_str())).collect();
            view! { <p class="note">{fill(w.map_gap, &values)}</p> }.into_any()
        })
    });
    view! {
        <p class="note">{w.map_honest}</p>
        {gap_text}
    }
}
