//! The first centres.

use std::rc::Rc;

use super::params::Init;
use crate::matrix::{Rows, squared_distance};
use crate::rng::Rng;

/// Centres being chosen, one a step.
#[derive(Debug)]
pub(super) struct Seeder {
    rows: Rc<Rows>,
    init: Init,
    n_clusters: usize,
    chosen: Vec<usize>,
    /// The squared distance of each row to the nearest centre so far.
    nearest: Vec<f32>,
}

impl Seeder {
    pub(super) fn new(rows: Rc<Rows>, init: Init, n_clusters: usize) -> Self {
        let nearest = vec![f32::INFINITY; rows.len()];
        Self { rows, init, n_clusters, chosen: Vec::with_capacity(n_clusters), nearest }
    }

    /// Chooses one centre, or all if they are drawn blindly; whether all are chosen.
    pub(super) fn step(&mut self, rng: &mut Rng) -> bool {
        match self.init {
            Init::Random => {
                let mut order: Vec<usize> = (0..self.rows.len()).collect();
                rng.shuffle(&mut order);
                order.truncate(self.n_clusters);
                self.chosen = order;
            }
            Init::PlusPlus if self.chosen.is_empty() => {
                let first = rng.below(self.rows.len());
                self.take(first, None);
            }
            Init::PlusPlus => {
                let (next, nearest) = self.best_candidate(rng);
                self.take(next, nearest);
            }
        }
        self.chosen.len() == self.n_clusters
    }

    /// The values of the chosen rows, in the order of the choice.
    pub(super) fn centroids(&self) -> Vec<f32> {
        self.chosen.iter().flat_map(|it| self.rows.row(*it)).copied().collect()
    }

    fn take(&mut self, row: usize, nearest: Option<Vec<f32>>) {
        self.nearest = nearest.unwrap_or_else(|| self.nearest_with(row));
        self.chosen.push(row);
    }

    /// Of `2 + ln k` rows drawn by their squared distance, the one that lowers the sum of all the most: what
    /// scikit-learn does (<https://github.com/scikit-learn/scikit-learn/blob/1.5.0/sklearn/cluster/_kmeans.py>,
    /// `_kmeans_plusplus`).
    fn best_candidate(&self, rng: &mut Rng) -> (usize, Option<Vec<f32>>) {
        let potential = sum(&self.nearest);
        if potential <= 0.0 {
            // Every row lies on a centre already, so any other row is as good.
            let free = (0..self.rows.len()).find(|it| !self.chosen.contains(it));
            return (free.unwrap_or(0), None);
        }
        let n_candidates = 2 + libm::log(self.n_clusters as f64) as usize;
        let mut best: Option<(f64, usize, Vec<f32>)> = None;
        for _ in 0..n_candidates {
            let candidate = self.draw(f64::from(rng.uniform()) * potential);
            let nearest = self.nearest_with(candidate);
            let lowered = sum(&nearest);
            if best.as_ref().is_none_or(|it| lowered < it.0) {
                best = Some((lowered, candidate, nearest));
            }
        }
        match best {
            Some((_, candidate, nearest)) => (candidate, Some(nearest)),
            None => (0, None),
        }
    }

    /// The row at which the running sum of squared distances passes `at`.
    fn draw(&self, at: f64) -> usize {
        let mut running = 0.0;
        let mut last = 0;
        for (row, square) in self.nearest.iter().enumerate().filter(|it| *it.1 > 0.0) {
            running += f64::from(*square);
            last = row;
            if running > at {
                break;
            }
        }
        last
    }

    fn nearest_with(&self, row: usize) -> Vec<f32> {
        let mut nearest = self.nearest.clone();
        lower(&self.rows, self.rows.row(row), &mut nearest);
        nearest
    }
}

#[inline(never)]
fn lower(rows: &Rows, centre: &[f32], nearest: &mut [f32]) {
    for (row, least) in rows.iter().zip(nearest) {
        *least = least.min(squared_distance(row, centre));
    }
}

fn sum(squares: &[f32]) -> f64 {
    squares.iter().fold(0.0, |sum, it| sum + f64::from(*it))
}
