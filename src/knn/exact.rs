//! Exact nearest neighbours: every pair of rows is looked at once.

use std::rc::Rc;

use crate::error::{Error, Result};
use crate::kernels::Units;
use crate::matrix::{Rows, dot, squared_distance};
use crate::progress::Progress;

/// How far two rows are apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// 1 - cosine, from 0 to 2.
    Cosine,
    /// The length of the difference.
    Euclidean,
}

/// The `k` nearest rows of each row, itself left out: nearest first, ties by the lower index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Neighbours a row.
    pub k: usize,
    /// `n * k` rows.
    pub indices: Vec<u32>,
    /// `n * k` distances.
    pub distances: Vec<f32>,
}

/// The search in progress: step until [`Progress::is_complete`], then [`ExactKnn::finish`].
///
/// Pairs are taken in square tiles of rows, so that both sides of a tile stay in the cache, and each distance serves
/// both of its rows. `n * n / 2` distances: right up to some ten thousand rows. For the cosine, integers say first which
/// pairs may be near at all ([`Units`]); only for those is the distance computed, so that the answer is the same as if
/// all were.
#[derive(Debug)]
pub struct ExactKnn {
    /// Unit rows for the cosine, the rows as given otherwise.
    rows: Rc<Rows>,
    metric: Metric,
    /// The unit rows as integers.
    units: Units,
    found: Neighbours,
    /// The tile to take next: block of rows, block of columns, the latter never before the former.
    next: (usize, usize),
    n_tiles_done: usize,
}

/// Rows on a tile's side: 2 x 48 rows of 512 are 192 kB, within a second-level cache.
const TILE: usize = 48;

/// Multiplications a step: some 20 ms at the 3.7 G/s that a plain dot product reaches in wasm.
const SLICE: usize = 64_000_000;
/// The same for products of integers, most of which lead to nothing more.
const SLICE_OF_INTEGERS: usize = 400_000_000;

/// Unit rows nearer than this get their distance from the difference: 1 - dot has lost all its digits there.
const NEAR: f32 = 1e-3;

impl ExactKnn {
    /// Prepares the search for `k` neighbours, cut down to `n - 1`.
    ///
    /// # Errors
    /// [`Error::TooFew`] for less than two rows, [`Error::Parameter`] for `k` = 0, [`Error::ZeroRow`] for a row
    /// without direction if the metric is the cosine.
    pub fn new(rows: Rc<Rows>, k: usize, metric: Metric) -> Result<Self> {
        let n = rows.len();
        if n < 2 {
            return Err(Error::TooFew { method: "nearest neighbours", needed: 2, found: n });
        }
        if k == 0 {
            return Err(Error::Parameter { parameter: "k", bounds: "1 or more".to_owned(), found: k.to_string() });
        }
        let k = k.min(n - 1);
        let rows = match metric {
            Metric::Cosine => Rc::new(rows.normalized()?),
            Metric::Euclidean => rows,
        };
        let found = Neighbours { k, indices: vec![u32::MAX; n * k], distances: vec![f32::INFINITY; n * k] };
        let units = match metric {
            Metric::Cosine => Units::new(rows.iter(), rows.dims()),
            Metric::Euclidean => Units::default(),
        };
        Ok(Self { rows, metric, units, found, next: (0, 0), n_tiles_done: 0 })
    }

    /// Looks at some tiles more.
    pub fn step(&mut self) -> Progress {
        let n_blocks = self.rows.len().div_ceil(TILE);
        let n_tiles = n_blocks * (n_blocks + 1) / 2;
        let slice = if self.metric == Metric::Cosine { SLICE_OF_INTEGERS } else { SLICE };
        let tiles_a_step = (slice / (TILE * TILE * self.rows.dims())).max(1);
        let mut tile = vec![0.0; TILE * TILE];
        for _ in 0..tiles_a_step.min(n_tiles - self.n_tiles_done) {
            let (block, other) = self.next;
            self.take_tile(block * TILE, other * TILE, &mut tile);
            self.next = if other + 1 < n_blocks { (block, other + 1) } else { (block + 1, block + 1) };
            self.n_tiles_done += 1;
        }
        Progress::new(self.n_tiles_done, n_tiles)
    }

    /// The neighbours, after the last step; whatever is left is done now.
    pub fn finish(mut self) -> Neighbours {
        while !self.step().is_complete() {}
        if self.metric == Metric::Euclidean {
            for distance in &mut self.found.distances {
                *distance = distance.sqrt();
            }
        }
        self.found
    }

    /// The rows that are searched: unit rows for the cosine.
    pub fn rows(&self) -> &Rc<Rows> {
        &self.rows
    }

    fn take_tile(&mut self, top: usize, left: usize, tile: &mut [f32]) {
        let n = self.rows.len();
        let (bottom, right) = ((top + TILE).min(n), (left + TILE).min(n));
        if self.metric == Metric::Cosine {
            // A row of tiles begins at the diagonal.
            if left == top {
                self.units.take((top..bottom).map(|it| self.rows.row(it)));
            }
            self.units.products(left, TILE, &mut tile[..(bottom - top) * TILE]);
        } else {
            squared_tile(&self.rows, top..bottom, left..right, tile);
        }
        let error = self.units.error();
        for i in top..bottom {
            // On the diagonal a pair is seen once, from its lower index; the row itself is no neighbour.
            for j in left.max(i + 1)..right {
                let mut distance = tile[(i - top) * TILE + (j - left)];
                if self.metric == Metric::Cosine {
                    if 1.0 - distance - error > self.found.farthest(i).max(self.found.farthest(j)) {
                        continue;
                    }
                    distance = cosine_distance(self.rows.row(i), self.rows.row(j));
                }
                self.found.offer(i, j, distance);
                self.found.offer(j, i, distance);
            }
        }
    }
}

impl Neighbours {
    /// The distance of the last one in the list of `row`.
    fn farthest(&self, row: usize) -> f32 {
        self.distances[(row + 1) * self.k - 1]
    }

    /// Puts `candidate` into the sorted list of `row` if it is nearer than the last one there.
    fn offer(&mut self, row: usize, candidate: usize, distance: f32) {
        let candidate = candidate as u32;
        let distances = &mut self.distances[row * self.k..(row + 1) * self.k];
        let indices = &mut self.indices[row * self.k..(row + 1) * self.k];
        let mut at = self.k - 1;
        if (distances[at], indices[at]) <= (distance, candidate) {
            return;
        }
        while at > 0 && (distances[at - 1], indices[at - 1]) > (distance, candidate) {
            distances[at] = distances[at - 1];
            indices[at] = indices[at - 1];
            at -= 1;
        }
        distances[at] = distance;
        indices[at] = candidate;
    }
}

/// The cosine distance of unit rows.
fn cosine_distance(row: &[f32], other: &[f32]) -> f32 {
    let distance = 1.0 - dot(row, other);
    // For unit rows |a - b|^2 = 2 - 2ab; it is 0 for equal rows, as it ought to be.
    if distance < NEAR { 0.5 * squared_distance(row, other) } else { distance }
}

/// Squared Euclidean distances. A function of its own, never inlined: V8 only replaces baseline code at a call.
#[inline(never)]
fn squared_tile(rows: &Rows, heads: std::ops::Range<usize>, tails: std::ops::Range<usize>, tile: &mut [f32]) {
    for (head, line) in heads.zip(tile.chunks_exact_mut(TILE)) {
        let row = rows.row(head);
        for (tail, distance) in tails.clone().zip(line) {
            *distance = squared_distance(row, rows.row(tail));
        }
    }
}
