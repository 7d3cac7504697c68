//! Names for drawings that training never saw, and no name for what is in no entry.

use ikesu::creatures::odd::{self, Group, Odd};
use ikesu::creatures::{self, CATALOG, Holdout, Scene, camera};
use ikesu::rng::Rng;

use crate::Extent;
use crate::histogram::Histograms;
use crate::model::{LANGUAGES, Model, SIDE};
use crate::row::Row;

/// Of a set of drawings: how many, and for each language how many were right first and within three, how many came up to
/// the threshold, and how many the colours alone told.
#[derive(Default)]
struct Tally {
    n: f32,
    first: [f32; 2],
    three: [f32; 2],
    known: [f32; 2],
    colours: f32,
}

/// The rows.
pub(crate) fn rows(model: &Model, extent: Extent) -> Vec<Row> {
    let histograms = Histograms::learn(model, extent.learned);
    let holdout = Holdout::read().unwrap();
    let n = CATALOG.len() as u32;
    let any = |seed: u32| Scene::random(&mut Rng::new(seed));
    let entry = |index: u32| index as usize % CATALOG.len();
    // The number of a drawing, and the seed that `models/demo/testset.json` keeps for it.
    let tally = |name: &str, count: u32, make: &dyn Fn((u32, u32)) -> (usize, Vec<u8>)| {
        tally(model, &histograms, (0..count).zip(holdout.seeds(name, count).unwrap()).map(make))
    };
    let paint = |entry: usize, scene: &Scene| creatures::paint(entry, scene, SIDE).unwrap().rgba;

    let test = tally("test", extent.each * n, &|(it, seed)| (entry(it), paint(entry(it), &any(seed))));
    let pairs = tally("held_out_pairs", extent.pairs, &|(it, seed)| {
        // A part of them is spread over all 180.
        let stride = 180 / extent.pairs.min(180);
        let (species, scene) = holdout.pair((it * stride) as usize, seed).unwrap();
        (species, paint(species, &scene))
    });
    let ranges = tally("held_out_ranges", extent.ranges, &|(it, seed)| {
        (entry(it), paint(entry(it), &holdout.ranges(seed).unwrap()))
    });
    let camera = tally("camera", extent.camera, &|(it, seed)| {
        let drawn = paint(entry(it), &any(seed));
        let photo = camera::photograph(&drawn, None, SIDE, seed).unwrap();
        (entry(it), camera::through_jpeg(&photo.rgba, SIDE, photo.quality).unwrap())
    });

    let mut rows = Vec::new();
    for (what, tally, first, three) in [
        ("drawings never seen", &test, Some(0.9), Some(0.97)),
        ("held-out pairs of species and attribute", &pairs, Some(0.8), None),
        ("held-out parameter ranges", &ranges, None, None),
        ("through the camera", &camera, Some(0.75), None),
    ] {
        if tally.n == 0.0 {
            continue;
        }
        for (at, language) in LANGUAGES.iter().enumerate() {
            rows.push(row(format!("top-1, {what}, {language}"), first, tally.first[at] / tally.n));
            rows.push(row(format!("top-3, {what}, {language}"), three, tally.three[at] / tally.n));
        }
        let least = tally.first[0].min(tally.first[1]);
        rows.push(Row::told(format!("top-1, {what}, colour histograms"), tally.colours / tally.n));
        rows.push(Row::under(format!("{what}: colour histograms against the model"), 0.5, tally.colours / least));
    }
    let refused = strange(model, &holdout, extent.strange);
    for (at, language) in LANGUAGES.iter().enumerate() {
        rows.push(Row::over(format!("creatures at or above the threshold, {language}"), 0.95, test.known[at] / test.n));
        rows.push(Row::over(format!("things of no entry under the threshold, {language}"), 0.9, refused[at]));
    }
    rows
}

fn row(row: String, goal: Option<f32>, value: f32) -> Row {
    match goal {
        Some(goal) => Row::over(row, goal, value),
        None => Row::told(row, value),
    }
}

fn tally(model: &Model, histograms: &Histograms, drawn: impl Iterator<Item = (usize, Vec<u8>)>) -> Tally {
    let mut tally = Tally::default();
    for (species, rgba) in drawn {
        let (truth, vector) = (model.animal[species], model.see(&rgba));
        tally.n += 1.0;
        tally.colours += f32::from(u8::from(histograms.guess(&rgba) == truth));
        for at in 0..LANGUAGES.len() {
            let ranked = model.ranked(&vector, at);
            tally.first[at] += f32::from(u8::from(ranked[0].0 == truth));
            tally.three[at] += f32::from(u8::from(ranked[..3].iter().any(|it| it.0 == truth)));
            tally.known[at] += f32::from(u8::from(ranked[0].1 >= model.threshold));
        }
    }
    tally
}

/// The share of things under the threshold in each language, of all kinds that neither training nor the threshold knew.
fn strange(model: &Model, holdout: &Holdout, each: u32) -> [f32; 2] {
    let kinds = Odd::of(Group::Test);
    let n = each * kinds.len() as u32;
    let mut refused = [0.0; 2];
    for (seed, kind) in holdout.seeds("odd_test", n).unwrap().zip(kinds.iter().cycle()) {
        let scene = Scene::random(&mut Rng::new(seed));
        let vector = model.see_drawing(&odd::paint(*kind, &scene, SIDE).unwrap());
        for (at, refused) in refused.iter_mut().enumerate() {
            *refused += f32::from(u8::from(model.ranked(&vector, at)[0].1 < model.threshold));
        }
    }
    refused.map(|it| it / n as f32)
}
