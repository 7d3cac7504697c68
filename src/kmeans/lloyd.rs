//! One run of Lloyd's method: assign, move the centres, again.

use std::rc::Rc;

use super::fit::{Fit, Round};
use crate::matrix::{Rows, squared_distance};

/// A run in progress.
///
/// The order of its steps and its two ends are those of `_kmeans_single_lloyd` in scikit-learn
/// (<https://github.com/scikit-learn/scikit-learn/blob/1.5.0/sklearn/cluster/_kmeans.py>): it ends when no row
/// changes its cluster, or once the centres move no more than the tolerance in all, after one more assignment.
#[derive(Debug)]
pub(super) struct Lloyd {
    rows: Rc<Rows>,
    centroids: Vec<f32>,
    labels: Vec<u32>,
    /// Squared distances to the own centre.
    squares: Vec<f32>,
    next_row: usize,
    rounds: Vec<Round>,
    n_rounds_left: u32,
    /// The sum of the squared moves of all centres that counts as standing still.
    tolerance: f64,
    stands_still: bool,
}

/// Multiplications a step: some 20 to 30 ms.
const SLICE: usize = 64_000_000;

impl Lloyd {
    pub(super) fn new(rows: Rc<Rows>, centroids: Vec<f32>, max_iter: u32, tolerance: f64) -> Self {
        let n = rows.len();
        Self {
            rows,
            centroids,
            labels: vec![u32::MAX; n],
            squares: vec![0.0; n],
            next_row: 0,
            rounds: Vec::new(),
            n_rounds_left: max_iter,
            tolerance,
            stands_still: false,
        }
    }

    /// Assigns some rows, and moves the centres after the last; whether the run is over.
    pub(super) fn step(&mut self) -> bool {
        if self.next_row == 0 {
            let labels = self.labels.clone();
            self.rounds.push(Round { labels, n_changed: 0, inertia: 0.0 });
        }
        let n = self.rows.len();
        let end = (self.next_row + SLICE / self.centroids.len() + 1).min(n);
        let span = self.next_row..end;
        let dims = self.rows.dims();
        assign(
            &self.rows.values()[span.start * dims..span.end * dims],
            &self.centroids,
            dims,
            &mut self.labels[span.clone()],
            &mut self.squares[span],
        );
        self.next_row = end;
        if end < n {
            return false;
        }
        self.next_row = 0;
        self.end_round()
    }

    /// The result, once the run is over.
    pub(super) fn finish(self) -> Fit {
        let n_changed = self.rounds.last().map_or(0, |it| it.n_changed);
        let inertia = self.inertia();
        let centroids = Rows::new(self.centroids, self.rows.dims());
        Fit {
            centroids: centroids.unwrap_or_else(|error| unreachable!("means of finite values are finite: {error}")),
            labels: self.labels,
            distances: self.squares.iter().map(|it| it.sqrt()).collect(),
            inertia,
            converged: self.stands_still || n_changed == 0,
            rounds: self.rounds,
        }
    }

    /// Notes what the round did, and moves the centres if another is to come; whether the run is over.
    fn end_round(&mut self) -> bool {
        let inertia = self.inertia();
        let Some(round) = self.rounds.last_mut() else { return false };
        // The round holds the labels from before; now it gets its own.
        round.n_changed = round.labels.iter().zip(&self.labels).filter(|(old, new)| old != new).count() as u32;
        round.inertia = inertia;
        round.labels.copy_from_slice(&self.labels);
        if round.n_changed == 0 || self.stands_still || self.n_rounds_left == 0 {
            return true;
        }
        self.n_rounds_left -= 1;
        self.stands_still = self.move_centroids() <= self.tolerance;
        false
    }

    fn inertia(&self) -> f32 {
        self.squares.iter().fold(0.0_f64, |sum, it| sum + f64::from(*it)) as f32
    }

    /// Puts each centre into the middle of its rows; returns the sum of their squared moves.
    fn move_centroids(&mut self) -> f64 {
        let dims = self.rows.dims();
        let n_clusters = self.centroids.len() / dims;
        let mut sums = vec![0.0_f64; self.centroids.len()];
        let mut counts = vec![0_usize; n_clusters];
        for (row, label) in self.rows.iter().zip(&self.labels) {
            add(&mut sums, *label as usize, row, 1.0);
            counts[*label as usize] += 1;
        }
        self.fill_empty(&mut sums, &mut counts);
        let mut moved = 0.0;
        for ((centre, sums), count) in
            self.centroids.chunks_exact_mut(dims).zip(sums.chunks_exact(dims)).zip(&counts).filter(|it| *it.1 > 0)
        {
            for (x, sum) in centre.iter_mut().zip(sums) {
                let mean = (sum / *count as f64) as f32;
                moved += f64::from(mean - *x) * f64::from(mean - *x);
                *x = mean;
            }
        }
        moved
    }

    /// Gives each empty cluster the row farthest from its own centre, ties to the lower row.
    ///
    /// A row is not taken from a cluster that would be empty without it, nor if it lies on its centre: then there
    /// are fewer different rows than clusters, and the empty centre stays where it is.
    fn fill_empty(&self, sums: &mut [f64], counts: &mut [usize]) {
        let mut taken = vec![false; self.rows.len()];
        for empty in 0..counts.len() {
            if counts[empty] > 0 {
                continue;
            }
            let mut farthest: Option<usize> = None;
            for row in 0..self.rows.len() {
                let is_free = !taken[row] && counts[self.labels[row] as usize] > 1;
                if is_free && self.squares[row] > farthest.map_or(0.0, |it| self.squares[it]) {
                    farthest = Some(row);
                }
            }
            let Some(row) = farthest else { continue };
            taken[row] = true;
            let old = self.labels[row] as usize;
            add(sums, old, self.rows.row(row), -1.0);
            counts[old] -= 1;
            add(sums, empty, self.rows.row(row), 1.0);
            counts[empty] = 1;
        }
    }
}

/// The nearest centre of each of the rows in `values` and the squared distance to it; ties to the lower centre.
#[inline(never)]
fn assign(values: &[f32], centroids: &[f32], dims: usize, labels: &mut [u32], squares: &mut [f32]) {
    for ((row, label), square) in values.chunks_exact(dims).zip(labels).zip(squares) {
        let (mut nearest, mut least) = (0, f32::INFINITY);
        for (cluster, centre) in centroids.chunks_exact(dims).enumerate() {
            let distance = squared_distance(row, centre);
            if distance < least {
                (nearest, least) = (cluster as u32, distance);
            }
        }
        *label = nearest;
        *square = least;
    }
}

fn add(sums: &mut [f64], cluster: usize, row: &[f32], sign: f64) {
    for (sum, x) in sums[cluster * row.len()..(cluster + 1) * row.len()].iter_mut().zip(row) {
        *sum += sign * f64::from(*x);
    }
}
