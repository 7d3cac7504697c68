//! The stage: what the present step shows.

mod clusters;
mod copy;
mod field;
mod frame;
mod gate;
mod glyph;
mod groups;
mod hover;
mod how_names;
mod key;
mod kind;
mod map;
mod map_bar;
mod map_settings;
mod more;
mod name_bars;
mod name_card;
mod names;
mod odd;
mod odd_clusters;
mod odd_references;
mod pick;
mod player;
mod plot;
mod quiz;
mod run;
pub(crate) mod strip;
mod table;
mod tile;
mod towers;
mod vector_row;
mod vectors;

use leptos::prelude::*;

use super::bind;
use super::messages::{Shell, StageWords};
use super::page::use_page;
use crate::app::Step;

/// The present step.
#[component]
pub(crate) fn Stage() -> impl IntoView {
    let step = use_page().memo(|state| state.step);
    bind::live(move || match step.get() {
        Step::Vectors => vectors::Vectors().into_any(),
        Step::Names => names::Names().into_any(),
        Step::Map => map::Map().into_any(),
        Step::Clusters => clusters::Clusters().into_any(),
        Step::Odd => odd::Odd().into_any(),
    })
}

/// The stage's words; the page is built anew when the language changes, so they are read once.
fn words() -> &'static StageWords {
    &untrack(|| use_page().words()).stage
}

/// The words that the stage shares with the rest of the page.
fn shared() -> &'static Shell {
    &untrack(|| use_page().words()).shell
}
