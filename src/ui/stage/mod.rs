//! The stage: what the present step shows.

mod axes;
mod clusters;
mod copy;
mod draw;
mod draw_knobs;
mod draw_reading;
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
mod species;
mod table;
mod taught;
mod tile;
mod towers;
mod vector_row;
mod vectors;

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::ui::dom::{Kid, View, effect, window};

use crate::app::Step;
use crate::ui::messages::{Shell, StageWords};
use crate::ui::page::{Page, use_page};

/// The present step.
pub(crate) fn stage() -> View {
    let page = use_page();
    let step = page.memo(|state| state.step);
    let before = Cell::new(step.get_untracked());
    effect(move || {
        let now = step.get();
        if before.replace(now) != now {
            to_top(page);
        }
    });
    (move || match step.get() {
        Step::Vectors => vectors::vectors().view(),
        Step::Names => names::names().view(),
        Step::Map => map::map().view(),
        Step::Clusters => clusters::clusters().view(),
        Step::Odd => odd::odd().view(),
        Step::Draw => draw::draw(),
    })
    .view()
}

/// A step begins with its title, wherever the one before was left. Called while that one still stands: a browser puts
/// a page that was short for a moment back to where it has been before.
fn to_top(page: Page) {
    let Some(room) = page.runtime().root().query_selector(".stage-room").ok().flatten() else { return };
    room.set_scroll_top(0);
    // On a narrow window it is the page that scrolls; somebody else's page stays where it is.
    if page.is_page && is_above(&room) {
        room.scroll_into_view();
    }
}

fn is_above(room: &Element) -> bool {
    let top = room.unchecked_ref::<HtmlElement>().offset_top();
    window().scroll_y().is_ok_and(|it| it > f64::from(top))
}

/// The stage's words; the page is built anew when the language changes, so they are read once.
fn words() -> &'static StageWords {
    &use_page().words().stage
}

/// The words that the stage shares with the rest of the page.
fn shared() -> &'static Shell {
    &use_page().words().shell
}
