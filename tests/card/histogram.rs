//! The baseline: a picture is the animal whose pictures have the most similar colours on average.

use std::collections::BTreeMap;

use ikesu::creatures::{self, CATALOG, Holdout};

use crate::model::Model;

/// Bins of each of red, green and blue.
const BINS: usize = 6;
/// The first seed of the training set, as in `models/demo/data.py`; `Holdout::training` refuses those of the test set.
const FIRST_SEED: u32 = 10_000_000;
/// Colours do not ask for large pictures.
const SIDE: u32 = 64;

/// The mean histogram of every animal.
pub(crate) struct Histograms(BTreeMap<usize, Vec<f32>>);

impl Histograms {
    /// Learns from `each` training drawings of each entry.
    pub(crate) fn learn(model: &Model, each: u32) -> Self {
        let holdout = Holdout::read().unwrap();
        let mut sums: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
        for index in 0..each * CATALOG.len() as u32 {
            let entry = index as usize % CATALOG.len();
            let scene = holdout.training(CATALOG.get(entry), FIRST_SEED + index).unwrap();
            let drawn = histogram(&creatures::paint(entry, &scene, SIDE).unwrap().rgba);
            let sum = sums.entry(model.animal[entry]).or_insert_with(|| vec![0.0; drawn.len()]);
            sum.iter_mut().zip(drawn).for_each(|(sum, it)| *sum += it);
        }
        for sum in sums.values_mut() {
            let total: f32 = sum.iter().sum();
            sum.iter_mut().for_each(|it| *it /= total);
        }
        Self(sums)
    }

    /// The animal of a picture.
    pub(crate) fn guess(&self, rgba: &[u8]) -> usize {
        let seen = histogram(rgba);
        let distance = |it: &[f32]| -> f32 { it.iter().zip(&seen).map(|(a, b)| (a - b) * (a - b)).sum() };
        *self.0.iter().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1))).unwrap().0
    }
}

/// Shares of the colours; they sum to 1.
fn histogram(rgba: &[u8]) -> Vec<f32> {
    let mut counts = vec![0.0; BINS * BINS * BINS];
    for pixel in rgba.chunks_exact(4) {
        let bin = |it: usize| usize::from(pixel[it]) * BINS / 256;
        counts[(bin(0) * BINS + bin(1)) * BINS + bin(2)] += 1.0;
    }
    let total = (rgba.len() / 4) as f32;
    counts.iter_mut().for_each(|it| *it /= total);
    counts
}
