//! The figures of the demo model's card, measured by the page's own pipeline: drawings, preprocessing, towers, tokenizer.
//!
//! `cargo xtask card` runs the whole measure in a browser and writes `models/demo/metrics.json` and the card; every test
//! run measures a part of it again, natively and in a browser, and fails if a figure has fallen below its bar.
#![cfg(all(feature = "draw", feature = "engine"))]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot read its files has failed")]

mod histogram;
mod model;
mod names;
mod pictures;
mod prompts;
mod row;
mod sizes;
mod spelling;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(not(target_arch = "wasm32"))]
macro_rules! say { ($($words:tt)*) => { println!($($words)*) } }
#[cfg(target_arch = "wasm32")]
macro_rules! say { ($($words:tt)*) => { wasm_bindgen_test::console_log!($($words)*) } }
pub(crate) use say;

use model::Model;
use row::{Row, recorded};

// On the page's own thread a measure of minutes would look to the driver like a page that hangs.
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// How much is measured.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    /// Test drawings of each entry.
    each: u32,
    /// Held-out pairs, drawings with held-out parameters, photographed drawings.
    pairs: u32,
    ranges: u32,
    camera: u32,
    /// Things of each kind that is in no entry.
    strange: u32,
    /// Training drawings of each entry that the colour histograms are made of.
    learned: u32,
}

const WHOLE: Extent = Extent { each: 10, pairs: 360, ranges: 465, camera: 465, strange: 20, learned: 40 };
/// What every run of the tests measures.
const PART: Extent = Extent { each: 2, pairs: 36, ranges: 0, camera: 93, strange: 2, learned: 4 };

fn measure(model: &Model, extent: Extent) -> Vec<Row> {
    [
        pictures::rows(model, extent),
        prompts::rows(model, extent),
        names::rows(model),
        spelling::rows(model),
        sizes::rows(),
    ]
    .concat()
}

/// Whether the card is being written: `cargo xtask card` sets the variable and reads the lines.
const IS_WRITTEN: bool = option_env!("IKESU_CARD").is_some();

/// Names, spellings and sizes are measured whole: they are cheap. A row that the card records as not met must not get worse.
#[test]
fn the_card_holds() {
    let model = Model::load();
    if IS_WRITTEN {
        measure(&model, WHOLE).iter().for_each(|it| say!("CARD {}", it.json()));
        return;
    }
    for row in measure(&model, PART).iter().filter(|it| it.goal.is_some()) {
        let recorded = recorded(&row.row);
        let bar = if recorded.met == Some(true) { row.goal.unwrap() } else { recorded.value };
        say!("{}: {:.3}, bar {bar}", row.row, row.value);
        assert!(row.reaches(bar, recorded.met == Some(true)), "{}: {:.3}, bar {bar}", row.row, row.value);
    }
}
