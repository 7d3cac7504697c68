//! The fuzzy graph: how much each row belongs to each of its neighbours.
//!
//! As umap-learn makes it (McInnes, Healy and Melville 2018, algorithms 2 and 3;
//! <https://github.com/lmcinnes/umap/blob/release-0.5.7/umap/umap_.py>, `smooth_knn_dist`,
//! `compute_membership_strengths`, `fuzzy_simplicial_set`), where a row is the first of its own neighbours.

use crate::knn::Neighbours;

/// A symmetric weighted graph, row by row: the edges of row `i` are `starts[i]..starts[i + 1]`, by rising tail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// `n + 1` places in `tails` and `weights`.
    pub starts: Vec<usize>,
    /// Where each edge leads.
    pub tails: Vec<u32>,
    /// From above 0 to 1.
    pub weights: Vec<f32>,
}

/// The distances of each row turned into memberships: one `sigma` and one `rho` a row.
#[derive(Clone, Debug)]
pub struct Smoother {
    neighbours: Neighbours,
    /// Mean of all distances, each row's distance 0 to itself counted.
    mean: f64,
    /// The width of each row's membership.
    sigmas: Vec<f32>,
    /// The distance to each row's nearest neighbour that is not equal to it.
    rhos: Vec<f32>,
}

/// umap-learn's `SMOOTH_K_TOLERANCE`.
const TOLERANCE: f64 = 1e-5;
/// umap-learn's `MIN_K_DIST_SCALE`: a width is at least this share of the mean distance.
const LEAST_SCALE: f64 = 1e-3;
/// umap-learn's `n_iter`.
const N_HALVINGS: usize = 64;
/// Exponentials a step: some 20 ms at 40 ns each.
const SLICE: usize = 500_000;

impl Smoother {
    /// Prepares to smooth `neighbours`, which leave each row itself out.
    pub fn new(neighbours: Neighbours) -> Self {
        let sum: f64 = neighbours.distances.iter().map(|&it| f64::from(it)).sum();
        let n = neighbours.indices.len() / neighbours.k.max(1);
        let mean = sum / (n * (neighbours.k + 1)).max(1) as f64;
        Self { neighbours, mean, sigmas: Vec::with_capacity(n), rhos: Vec::with_capacity(n) }
    }

    /// Smooths some rows more; returns how many are done.
    pub fn step(&mut self) -> usize {
        let n = self.n_rows();
        // A search takes some 25 halvings until it is within the tolerance.
        let rows_a_step = SLICE / (25 * self.neighbours.k.max(1)) + 1;
        for row in self.sigmas.len()..(self.sigmas.len() + rows_a_step).min(n) {
            let (sigma, rho) = smooth(self.distances(row), self.mean);
            self.sigmas.push(sigma);
            self.rhos.push(rho);
        }
        self.sigmas.len()
    }

    /// Rows in all.
    pub fn n_rows(&self) -> usize {
        self.neighbours.indices.len() / self.neighbours.k.max(1)
    }

    /// The width of each smoothed row's membership.
    pub fn sigmas(&self) -> &[f32] {
        &self.sigmas
    }

    /// The distance up to which membership is whole, for each smoothed row.
    pub fn rhos(&self) -> &[f32] {
        &self.rhos
    }

    /// The union of all rows' memberships, `a + b - ab`, once every row is smoothed.
    pub fn into_graph(mut self) -> Graph {
        while self.sigmas.len() < self.n_rows() {
            self.step();
        }
        let memberships = self.memberships();
        let mut graph = Graph { starts: vec![0], ..Graph::default() };
        for (there, back) in memberships.iter().zip(transposed(&memberships)) {
            unite(there, &back, &mut graph);
            graph.starts.push(graph.tails.len());
        }
        graph
    }

    fn distances(&self, row: usize) -> &[f32] {
        &self.neighbours.distances[row * self.neighbours.k..(row + 1) * self.neighbours.k]
    }

    /// For each row its neighbours and their memberships above 0, by rising neighbour.
    fn memberships(&self) -> Vec<Vec<(u32, f32)>> {
        let k = self.neighbours.k;
        let mut rows = Vec::with_capacity(self.n_rows());
        for row in 0..self.n_rows() {
            let indices = &self.neighbours.indices[row * k..(row + 1) * k];
            let strength = |&distance: &f32| membership(distance, self.sigmas[row], self.rhos[row]);
            let mut edges: Vec<(u32, f32)> =
                indices.iter().copied().zip(self.distances(row).iter().map(strength)).filter(|it| it.1 > 0.0).collect();
            edges.sort_by_key(|it| it.0);
            rows.push(edges);
        }
        rows
    }
}

/// The width at which the memberships of a row, itself counted, add up to `log2(n_neighbors)`; and its `rho`.
fn smooth(distances: &[f32], mean_of_all: f64) -> (f32, f32) {
    let n_neighbors = distances.len() + 1;
    let target = libm::log2(n_neighbors as f64);
    let rho = distances.iter().copied().find(|it| *it > 0.0).unwrap_or(0.0);
    let (mut low, mut high, mut sigma) = (0.0_f64, f64::INFINITY, 1.0_f64);
    for _ in 0..N_HALVINGS {
        let sum = sum_of_memberships(distances, rho, sigma);
        if (sum - target).abs() < TOLERANCE {
            break;
        }
        if sum > target {
            high = sigma;
        } else {
            low = sigma;
        }
        sigma = if high.is_finite() { (low + high) / 2.0 } else { sigma * 2.0 };
    }
    let mean = if rho > 0.0 {
        distances.iter().map(|&it| f64::from(it)).sum::<f64>() / n_neighbors as f64
    } else {
        mean_of_all
    };
    (sigma.max(LEAST_SCALE * mean) as f32, rho)
}

#[inline(never)]
fn sum_of_memberships(distances: &[f32], rho: f32, sigma: f64) -> f64 {
    distances.iter().fold(0.0, |sum, distance| {
        let beyond = f64::from(distance - rho);
        sum + if beyond > 0.0 { libm::exp(-beyond / sigma) } else { 1.0 }
    })
}

fn membership(distance: f32, sigma: f32, rho: f32) -> f32 {
    let beyond = distance - rho;
    if beyond <= 0.0 || sigma <= 0.0 { 1.0 } else { libm::expf(-beyond / sigma) }
}

/// Rows become columns; they stay sorted, for rows are visited in order.
fn transposed(rows: &[Vec<(u32, f32)>]) -> Vec<Vec<(u32, f32)>> {
    let mut columns = vec![Vec::new(); rows.len()];
    for (row, edges) in rows.iter().enumerate() {
        for &(column, weight) in edges {
            columns[column as usize].push((row as u32, weight));
        }
    }
    columns
}

/// Merges two sorted lists of edges onto the end of `graph`.
fn unite(there: &[(u32, f32)], back: &[(u32, f32)], graph: &mut Graph) {
    let (mut i, mut j) = (0, 0);
    while i < there.len() || j < back.len() {
        let next = |list: &[(u32, f32)], at: usize| list.get(at).map_or(u32::MAX, |it| it.0);
        let tail = next(there, i).min(next(back, j));
        let take = |list: &[(u32, f32)], at: &mut usize| match list.get(*at) {
            Some(&(other, weight)) if other == tail => {
                *at += 1;
                weight
            }
            _ => 0.0,
        };
        let (a, b) = (take(there, &mut i), take(back, &mut j));
        graph.tails.push(tail);
        graph.weights.push(a + b - a * b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memberships_stay_finite_whatever_the_distances() {
        for distances in [&[0.0; 5][..], &[0.0, 0.0, 0.0, 0.0, 1.5], &[1e-30; 5], &[2.0; 14], &[0.1, 0.2], &[0.7]] {
            let (sigma, rho) = smooth(distances, 0.3);
            assert!(sigma > 0.0 && sigma.is_finite() && rho.is_finite(), "{distances:?}: {sigma} {rho}");
            for &distance in distances {
                assert!((0.0..=1.0).contains(&membership(distance, sigma, rho)), "{distances:?}");
            }
        }
    }

    #[test]
    fn the_union_is_symmetric() {
        let neighbours = Neighbours {
            k: 2,
            indices: vec![1, 2, 0, 2, 1, 0, 2, 0],
            distances: vec![0.1, 0.4, 0.1, 0.2, 0.2, 0.4, 0.5, 0.9],
        };
        let graph = Smoother::new(neighbours).into_graph();
        let weight = |i: usize, j: u32| {
            let edges = graph.starts[i]..graph.starts[i + 1];
            graph.tails[edges.clone()].iter().position(|it| *it == j).map(|at| graph.weights[edges.start + at])
        };
        for i in 0..4 {
            assert_eq!(weight(i, i as u32), None);
            for j in 0..4 {
                assert_eq!(weight(i, j as u32), weight(j, i as u32));
            }
        }
        assert_eq!(weight(0, 1), Some(1.0));
        assert_eq!(weight(1, 3), None);
    }
}
