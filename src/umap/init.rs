//! The first places: the directions in which the rows differ most.

use std::rc::Rc;

use crate::matrix::{Rows, dot};
use crate::rng::Rng;

/// Principal components by subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4), a pass over the
/// rows a round; two directions more than wanted make it converge.
///
/// Components are a better start than noise: they keep what lies far apart far apart (Kobak and Linderman 2021).
#[derive(Debug)]
pub(super) struct Pca {
    rows: Rc<Rows>,
    n_components: usize,
    mean: Vec<f32>,
    /// `block` directions of length 1 or 0, each `dims` long.
    directions: Vec<f32>,
    /// The covariance times the directions, summed so far; as `directions`.
    products: Vec<f32>,
    /// The rows along the directions, `n * block`; made in the last round.
    scores: Vec<f32>,
    round: usize,
    next_row: usize,
}

/// Rounds of the iteration, then one for the scores.
const N_ROUNDS: usize = 12;
/// Directions beyond those wanted.
const N_SPARE: usize = 2;
/// Multiplications a step: some 20 ms.
const SLICE: usize = 64_000_000;
/// The farthest place is put here, as umap-learn does.
const FARTHEST: f32 = 10.0;
/// Equal rows must not start in one place, or nothing could part them.
const JITTER: f32 = 1e-3;
/// Scores of unit rows below this are rounding errors, not directions.
const NOISE: f32 = 1e-6;

impl Pca {
    /// Prepares `n_components` components of `rows`, which are unit rows.
    pub(super) fn new(rows: Rc<Rows>, n_components: usize) -> Self {
        let dims = rows.dims();
        let block = (n_components + N_SPARE).min(dims);
        let mean = mean_of(&rows);
        // Any start does that is not square to the components.
        let mut rng = Rng::new(0);
        let mut directions: Vec<f32> = (0..block * dims).map(|_| rng.normal()).collect();
        orthonormalize(&mut directions, dims);
        let products = vec![0.0; block * dims];
        Self { rows, n_components, mean, directions, products, scores: Vec::new(), round: 0, next_row: 0 }
    }

    /// Goes over some rows more.
    pub(super) fn step(&mut self) {
        let (n, dims) = (self.rows.len(), self.rows.dims());
        let rows_a_step = SLICE / (2 * self.directions.len()) + 1;
        let end = (self.next_row + rows_a_step).min(n);
        for row in self.next_row..end {
            if self.round < N_ROUNDS {
                add_product(self.rows.row(row), &self.mean, &self.directions, &mut self.products);
            } else {
                self.scores.extend(along(self.rows.row(row), &self.mean, &self.directions));
            }
        }
        self.next_row = end;
        if end == n && self.round <= N_ROUNDS {
            self.round += 1;
            self.next_row = 0;
            if self.round <= N_ROUNDS {
                orthonormalize(&mut self.products, dims);
                std::mem::swap(&mut self.directions, &mut self.products);
                self.products.fill(0.0);
            }
        }
    }

    /// Rounds finished.
    pub(super) fn n_rounds_done(&self) -> usize {
        self.round
    }

    /// Rounds in all.
    pub(super) const fn n_rounds() -> usize {
        N_ROUNDS + 1
    }

    /// The first places, `n * n_components`, the farthest at 10 along its axis; `seed` is that of the jitter.
    pub(super) fn into_places(mut self, seed: u32) -> Vec<f32> {
        while self.round < Self::n_rounds() {
            self.step();
        }
        let block = self.directions.len() / self.rows.dims();
        let rotation = self.rotation(block);
        let mut places = vec![0.0_f32; self.rows.len() * self.n_components];
        for (place, scores) in places.chunks_exact_mut(self.n_components).zip(self.scores.chunks_exact(block)) {
            for (x, axis) in place.iter_mut().zip(&rotation) {
                *x = scores.iter().zip(axis).map(|(score, it)| f64::from(*score) * it).sum::<f64>() as f32;
            }
        }
        let farthest = places.iter().fold(0.0_f32, |most, it| most.max(it.abs()));
        let scale = if farthest > NOISE { FARTHEST / farthest } else { 0.0 };
        let mut rng = Rng::new(seed);
        for x in &mut places {
            *x = *x * scale + rng.between(-JITTER, JITTER);
        }
        places
    }

    /// For each wanted component its weights over the block's directions, by falling variance; its sign makes the
    /// largest loading positive, so that the same rows always lie the same way round.
    fn rotation(&self, block: usize) -> Vec<Vec<f64>> {
        let dims = self.rows.dims();
        let mut covariance = vec![0.0_f64; block * block];
        for scores in self.scores.chunks_exact(block) {
            for i in 0..block {
                for j in 0..block {
                    covariance[i * block + j] += f64::from(scores[i]) * f64::from(scores[j]);
                }
            }
        }
        let mut axes = eigenvectors(covariance, block);
        axes.truncate(self.n_components);
        for axis in &mut axes {
            let loading = |column: usize| -> f64 {
                axis.iter().enumerate().map(|(it, w)| w * f64::from(self.directions[it * dims + column])).sum()
            };
            let largest =
                (0..dims).map(loading).fold(0.0_f64, |most, it| if it.abs() > most.abs() { it } else { most });
            if largest < 0.0 {
                axis.iter_mut().for_each(|it| *it = -*it);
            }
        }
        axes
    }
}

fn mean_of(rows: &Rows) -> Vec<f32> {
    let mut sums = vec![0.0_f64; rows.dims()];
    for row in rows.iter() {
        for (sum, x) in sums.iter_mut().zip(row) {
            *sum += f64::from(*x);
        }
    }
    sums.iter().map(|sum| (sum / rows.len().max(1) as f64) as f32).collect()
}

/// The centred row along each direction.
fn along<'a>(row: &'a [f32], mean: &'a [f32], directions: &'a [f32]) -> impl Iterator<Item = f32> + use<'a> {
    directions.chunks_exact(row.len()).map(move |it| dot(row, it) - dot(mean, it))
}

/// Adds the centred row times its score to each direction's product.
#[inline(never)]
fn add_product(row: &[f32], mean: &[f32], directions: &[f32], products: &mut [f32]) {
    for (score, product) in along(row, mean, directions).zip(products.chunks_exact_mut(row.len())) {
        for ((sum, x), m) in product.iter_mut().zip(row).zip(mean) {
            *sum += score * (x - m);
        }
    }
}

/// Gram and Schmidt, twice over for the digits' sake; a vector that depends on those before it becomes zero.
fn orthonormalize(vectors: &mut [f32], dims: usize) {
    for at in 0..vectors.len() / dims {
        let (before, rest) = vectors.split_at_mut(at * dims);
        let vector = &mut rest[..dims];
        let length = dot(vector, vector).sqrt();
        for _ in 0..2 {
            for other in before.chunks_exact(dims) {
                let share = dot(vector, other);
                for (x, y) in vector.iter_mut().zip(other) {
                    *x -= share * y;
                }
            }
        }
        let rest = dot(vector, vector).sqrt();
        let scale = if rest > 1e-5 * length && rest > f32::MIN_POSITIVE { 1.0 / rest } else { 0.0 };
        vector.iter_mut().for_each(|x| *x *= scale);
    }
}

/// Eigenvectors of a small symmetric matrix by falling eigenvalue: Jacobi's rotations (1846).
fn eigenvectors(mut matrix: Vec<f64>, size: usize) -> Vec<Vec<f64>> {
    let mut vectors: Vec<Vec<f64>> =
        (0..size).map(|i| (0..size).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    for _ in 0..30 {
        for p in 0..size {
            for q in p + 1..size {
                rotate(&mut matrix, &mut vectors, size, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|&i, &j| matrix[j * size + j].total_cmp(&matrix[i * size + i]).then(i.cmp(&j)));
    order.into_iter().map(|it| vectors[it].clone()).collect()
}

/// Makes the element at `p`, `q` zero. `vectors[p]` is the eigenvector that belongs to the element at `p`, `p`.
fn rotate(matrix: &mut [f64], vectors: &mut [Vec<f64>], size: usize, p: usize, q: usize) {
    let off = matrix[p * size + q];
    if off.abs() < f64::MIN_POSITIVE {
        return;
    }
    let theta = (matrix[q * size + q] - matrix[p * size + p]) / (2.0 * off);
    let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for k in 0..size {
        let (kp, kq) = (matrix[k * size + p], matrix[k * size + q]);
        matrix[k * size + p] = cosine * kp - sine * kq;
        matrix[k * size + q] = sine * kp + cosine * kq;
    }
    for k in 0..size {
        let (pk, qk) = (matrix[p * size + k], matrix[q * size + k]);
        matrix[p * size + k] = cosine * pk - sine * qk;
        matrix[q * size + k] = sine * pk + cosine * qk;
        let (vp, vq) = (vectors[p][k], vectors[q][k]);
        vectors[p][k] = cosine * vp - sine * vq;
        vectors[q][k] = sine * vp + cosine * vq;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 80 x 12, each column spread half as far again as the one before, all turned into one another a little.
    fn rows() -> Rc<Rows> {
        let mut rng = Rng::new(11);
        let mut values = Vec::new();
        for _ in 0..80 {
            let spread: Vec<f32> = (0..12).map(|it| 1.5_f32.powi(it) * rng.normal()).collect();
            values.extend((0..12).map(|it| 100.0 + spread[it] + 0.3 * spread[(it + 5) % 12]));
        }
        Rc::new(Rows::new(values, 12).unwrap().normalized().unwrap())
    }

    /// Power iteration with deflation, in f64, far longer than need be.
    fn naive(rows: &Rows, n_components: usize) -> Vec<Vec<f64>> {
        let (n, dims) = (rows.len(), rows.dims());
        let value = |i: usize, j: usize| f64::from(rows.row(i)[j]);
        let mean: Vec<f64> = (0..dims).map(|j| (0..n).map(|i| value(i, j)).sum::<f64>() / n as f64).collect();
        let mut axes: Vec<Vec<f64>> = Vec::new();
        for _ in 0..n_components {
            let mut axis = vec![1.0; dims];
            for _ in 0..3_000 {
                for other in &axes {
                    let share: f64 = axis.iter().zip(other).map(|(x, y)| x * y).sum();
                    axis.iter_mut().zip(other).for_each(|(x, y)| *x -= share * y);
                }
                let score = |i: usize| -> f64 { (0..dims).map(|j| (value(i, j) - mean[j]) * axis[j]).sum() };
                let scores: Vec<f64> = (0..n).map(score).collect();
                let product = |j: usize| -> f64 { (0..n).map(|i| (value(i, j) - mean[j]) * scores[i]).sum() };
                axis = (0..dims).map(product).collect();
                let length = axis.iter().map(|it| it * it).sum::<f64>().sqrt();
                axis.iter_mut().for_each(|it| *it /= length);
            }
            let largest = axis.iter().copied().fold(0.0_f64, |most, it| if it.abs() > most.abs() { it } else { most });
            axis.iter_mut().for_each(|it| *it *= largest.signum());
            axes.push(axis);
        }
        let score = |i: usize, axis: &Vec<f64>| (0..dims).map(|j| (value(i, j) - mean[j]) * axis[j]).sum();
        (0..n).map(|i| axes.iter().map(|axis| score(i, axis)).collect()).collect()
    }

    #[test]
    fn components_agree_with_their_naive_twin() {
        for n_components in [2, 3] {
            let places = Pca::new(rows(), n_components).into_places(0);
            let expected = naive(&rows(), n_components).concat();
            let farthest = expected.iter().fold(0.0_f64, |most, it| most.max(it.abs()));
            for (at, (ours, theirs)) in places.iter().zip(&expected).enumerate() {
                let theirs = theirs * f64::from(FARTHEST) / farthest;
                assert!((f64::from(*ours) - theirs).abs() < 0.05, "{at} of {n_components}: {ours}, not {theirs}");
            }
        }
    }

    #[test]
    fn rows_without_spread_start_within_the_jitter() {
        for (values, dims) in [([0.6, 0.8].repeat(9), 2), (vec![1.0; 5], 1)] {
            let rows = Rc::new(Rows::new(values, dims).unwrap());
            let places = Pca::new(rows, 3).into_places(4);
            assert!(places.iter().all(|it| it.abs() <= JITTER));
            assert!(places[..3] != places[3..6]);
        }
    }

    #[test]
    fn jacobi_finds_axes_by_falling_eigenvalue() {
        // 2 along (1, -1), 4 along (1, 1), 3 along the third axis.
        let axes = eigenvectors(vec![3.0, 1.0, 0.0, 1.0, 3.0, 0.0, 0.0, 0.0, 3.0], 3);
        let half = std::f64::consts::FRAC_1_SQRT_2;
        for (axis, expected) in axes.iter().zip([[half, half, 0.0], [0.0, 0.0, 1.0], [half, -half, 0.0]]) {
            let cosine: f64 = axis.iter().zip(expected).map(|(x, y)| x * y).sum();
            assert!((cosine.abs() - 1.0).abs() < 1e-12, "{axis:?}, not {expected:?}");
        }
    }
}
