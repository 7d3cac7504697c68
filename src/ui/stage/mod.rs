//! The stage: what the present step shows.

mod clusters;
mod copy;
mod field;
mod frame;
mod gate;
mod groups;
mod hover;
mod how_names;
mod key;
mod kind;
mod map;
mod map_bar;
mod map_settings;
pub(crate) mod more;
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

use crate::ui::dom::{Kid, View};

use super::messages::{Shell, StageWords};
use super::page::use_page;
use crate::app::Step;

/// The present step.
pub(crate) fn stage() -> View {
    let step = use_page().memo(|state| state.step);
    (move || match step.get() {
        Step::Vectors => vectors::vectors().view(),
        Step::Names => names::names().view(),
        Step::Map => map::map().view(),
        Step::Clusters => clusters::clusters().view(),
        Step::Odd => odd::odd().view(),
    })
    .view()
}

/// The stage's words; the page is built anew when the language changes, so they are read once.
fn words() -> &'static StageWords {
    &use_page().words().stage
}

/// The words that the stage shares with the rest of the page.
fn shared() -> &'static Shell {
    &use_page().words().shell
}
