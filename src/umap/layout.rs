//! The layout: edges pull their ends together, and every pull comes with some pushes from rows drawn at random.
//!
//! Stochastic gradient descent as in umap-learn (McInnes, Healy and Melville 2018, algorithm 5;
//! <https://github.com/lmcinnes/umap/blob/release-0.5.7/umap/layouts.py>,
//! `_optimize_layout_euclidean_single_epoch`), with the two powers of each move looked up, and with the same number
//! of pushes for each pull where umap-learn counts them out by the epoch.

use super::curve::Curve;
use super::graph::Graph;
use crate::rng::Rng;

/// A layout in progress; it can be stopped after any number of edges and goes on as if nothing had been.
#[derive(Debug)]
pub(super) struct Layout {
    /// Edges, by rising head.
    edges: Vec<Edge>,
    places: Vec<f32>,
    n_components: usize,
    forces: Forces,
    n_pushes: u32,
    n_epochs: u32,
    epoch: u32,
    next_edge: usize,
    rng: Rng,
}

/// An edge and its turns: an edge of weight `w` is pulled in a share `w / max` of the epochs.
#[derive(Clone, Copy, Debug)]
struct Edge {
    head: u32,
    tail: u32,
    epochs_per_pull: f32,
    next_pull: f32,
}

/// No coordinate moves farther than this in one pull or push, before the learning rate.
const FARTHEST_MOVE: f32 = 4.0;
/// Edges between two returns from the inner loop: some 0.1 to 1 ms.
const CHUNK: usize = 4096;

impl Layout {
    /// Prepares to lay `graph` out from `places`, `n * n_components`.
    ///
    /// Edges too weak to be pulled even once are left out.
    pub(super) fn new(
        graph: &Graph,
        places: Vec<f32>,
        n_components: usize,
        curve: Curve,
        n_epochs: u32,
        n_pushes: u32,
        seed: u32,
    ) -> Self {
        let most = graph.weights.iter().copied().fold(0.0_f32, f32::max);
        let least = most / n_epochs.max(1) as f32;
        let mut edges = Vec::with_capacity(graph.tails.len());
        for (head, span) in graph.starts.windows(2).enumerate() {
            for at in span[0]..span[1] {
                let weight = graph.weights[at];
                if weight > 0.0 && weight >= least {
                    let epochs_per_pull = most / weight;
                    let (head, tail) = (head as u32, graph.tails[at]);
                    edges.push(Edge { head, tail, epochs_per_pull, next_pull: epochs_per_pull });
                }
            }
        }
        let (forces, rng) = (Forces::new(curve), Rng::new(seed));
        Self { edges, places, n_components, forces, n_pushes, n_epochs, epoch: 0, next_edge: 0, rng }
    }

    /// Goes over `n_edges` edges more, or to the end.
    pub(super) fn run(&mut self, n_edges: usize) {
        let mut left = n_edges;
        while left > 0 && !self.is_complete() {
            let end = (self.next_edge + left.min(CHUNK)).min(self.edges.len());
            left -= (end - self.next_edge).clamp(1, left);
            // The learning rate falls from 1 to 0 in a straight line.
            let turn = Turn {
                epoch: self.epoch as f32,
                rate: 1.0 - self.epoch as f32 / self.n_epochs as f32,
                n_pushes: self.n_pushes,
                forces: &self.forces,
            };
            let edges = &mut self.edges[self.next_edge..end];
            if self.n_components == 3 {
                turn.take::<3>(edges, &mut self.places, &mut self.rng);
            } else {
                turn.take::<2>(edges, &mut self.places, &mut self.rng);
            }
            self.next_edge = end;
            if end == self.edges.len() {
                self.next_edge = 0;
                self.epoch += 1;
            }
        }
    }

    /// Whether the last epoch is over.
    pub(super) fn is_complete(&self) -> bool {
        self.epoch >= self.n_epochs
    }

    /// Epochs finished.
    pub(super) fn n_epochs_done(&self) -> u32 {
        self.epoch
    }

    /// The places so far, `n * n_components`.
    pub(super) fn places(&self) -> &[f32] {
        &self.places
    }

    /// Gives the places away.
    pub(super) fn into_places(self) -> Vec<f32> {
        self.places
    }
}

/// What is the same for all edges of an epoch.
struct Turn<'a> {
    epoch: f32,
    rate: f32,
    n_pushes: u32,
    forces: &'a Forces,
}

impl Turn<'_> {
    /// Pulls and pushes along `edges` whose turn it is.
    #[inline(never)]
    fn take<const DIMS: usize>(&self, edges: &mut [Edge], places: &mut [f32], rng: &mut Rng) {
        let (places, _) = places.as_chunks_mut::<DIMS>();
        for edge in edges {
            if edge.next_pull > self.epoch {
                continue;
            }
            edge.next_pull += edge.epochs_per_pull;
            let (mut here, mut there) = (places[edge.head as usize], places[edge.tail as usize]);
            let (apart, square) = difference(&here, &there);
            let pull = self.forces.pull(square);
            for axis in 0..DIMS {
                let shift = clip(pull * apart[axis]) * self.rate;
                here[axis] += shift;
                there[axis] -= shift;
            }
            places[edge.tail as usize] = there;
            places[edge.head as usize] = here;
            for _ in 0..self.n_pushes {
                // A row that draws itself is at distance 0 and so does not move.
                let (apart, square) = difference(&here, &places[rng.below(places.len())]);
                let push = self.forces.push(square);
                for axis in 0..DIMS {
                    here[axis] += clip(push * apart[axis]) * self.rate;
                }
                places[edge.head as usize] = here;
            }
        }
    }
}

#[inline(always)]
fn difference<const DIMS: usize>(a: &[f32; DIMS], b: &[f32; DIMS]) -> ([f32; DIMS], f32) {
    let mut apart = [0.0; DIMS];
    let mut square = 0.0;
    for axis in 0..DIMS {
        apart[axis] = a[axis] - b[axis];
        square += apart[axis] * apart[axis];
    }
    (apart, square)
}

#[inline(always)]
fn clip(x: f32) -> f32 {
    // Not `clamp`: two selects are what wasm has instructions for, and x is never NaN.
    let x = if x > FARTHEST_MOVE { FARTHEST_MOVE } else { x };
    if x < -FARTHEST_MOVE { -FARTHEST_MOVE } else { x }
}

/// What the moves are multiplied by, looked up by the squared distance.
///
/// A float's upper bits are its logarithm in steps: 64 an octave make an error of at most 0.8 % in the distance,
/// little beside the noise of the method, and cost one load where a power costs fifty operations.
#[derive(Debug)]
struct Forces {
    pulls: Vec<f32>,
    pushes: Vec<f32>,
}

const SHIFT: u32 = 17;
/// 2^-24 and 2^20 as bits: distances from a quarter of the jitter's step up to a thousand.
const LEAST_BITS: u32 = (127 - 24) << 23;
const MOST_BITS: u32 = (127 + 20) << 23;

impl Forces {
    fn new(curve: Curve) -> Self {
        let Curve { a, b } = curve;
        let bins = LEAST_BITS >> SHIFT..=MOST_BITS >> SHIFT;
        let (mut pulls, mut pushes) = (Vec::new(), Vec::new());
        for bin in bins {
            let square = f64::from(f32::from_bits((bin << SHIFT) + (1 << (SHIFT - 1))));
            let power = libm::pow(square, b);
            // 2ab d^(2b-2) / (1 + a d^2b), written so that neither end of a's range overflows.
            pulls.push(finite(-2.0 * b / (square * (1.0 + 1.0 / (a * power)))));
            pushes.push(finite(2.0 * b / ((0.001 + square) * (1.0 + a * power))));
        }
        Self { pulls, pushes }
    }

    #[inline(always)]
    fn pull(&self, square: f32) -> f32 {
        self.pulls[bin_of(square).min(self.pulls.len() - 1)]
    }

    #[inline(always)]
    fn push(&self, square: f32) -> f32 {
        self.pushes[bin_of(square).min(self.pushes.len() - 1)]
    }
}

#[inline(always)]
fn bin_of(square: f32) -> usize {
    (square.to_bits().saturating_sub(LEAST_BITS) >> SHIFT) as usize
}

fn finite(x: f64) -> f32 {
    x.clamp(f64::from(f32::MIN), f64::from(f32::MAX)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(n: usize) -> (Graph, Vec<f32>) {
        let mut graph = Graph { starts: vec![0], ..Graph::default() };
        let mut rng = Rng::new(5);
        for i in 0..n {
            for j in [(i + 1) % n, (i + n - 1) % n] {
                graph.tails.push(j as u32);
                graph.weights.push(if i.abs_diff(j) == 1 { 1.0 } else { 0.3 });
            }
            graph.starts.push(graph.tails.len());
        }
        (graph, (0..2 * n).map(|_| rng.between(-10.0, 10.0)).collect())
    }

    #[test]
    fn any_slicing_gives_the_same_places() {
        let (graph, places) = ring(40);
        let new = || Layout::new(&graph, places.clone(), 2, Curve { a: 1.58, b: 0.9 }, 50, 5, 3);
        let mut whole = new();
        whole.run(usize::MAX);
        assert!(whole.is_complete() && whole.n_epochs_done() == 50);
        for slice in [1, 7, 80, 81, 1000] {
            let mut sliced = new();
            while !sliced.is_complete() {
                sliced.run(slice);
            }
            assert_eq!(sliced.places(), whole.places(), "slices of {slice}");
        }
    }

    #[test]
    fn an_edge_is_pulled_as_often_as_its_weight_says() {
        let (graph, places) = ring(4);
        let mut layout = Layout::new(&graph, places, 2, Curve { a: 1.58, b: 0.9 }, 100, 1, 0);
        let strong = layout.edges.iter().position(|it| it.epochs_per_pull == 1.0).unwrap();
        let weak = layout.edges.iter().position(|it| it.epochs_per_pull > 1.0).unwrap();
        layout.run(usize::MAX);
        let n_pulls = |edge: &Edge| (edge.next_pull / edge.epochs_per_pull).round() - 1.0;
        assert_eq!((n_pulls(&layout.edges[strong]), n_pulls(&layout.edges[weak])), (99.0, 29.0));
    }

    #[test]
    fn looked_up_forces_are_those_of_the_formula() {
        for curve in [Curve { a: 1.577, b: 0.895 }, Curve { a: 0.58, b: 1.33 }, Curve { a: 5.78, b: 0.79 }] {
            let forces = Forces::new(curve);
            for step in -40..40 {
                let square = libm::pow(2.0, f64::from(step) * 0.45);
                let power = libm::pow(square, curve.b);
                let pull = -2.0 * curve.a * curve.b * libm::pow(square, curve.b - 1.0) / (1.0 + curve.a * power);
                let push = 2.0 * curve.b / ((0.001 + square) * (1.0 + curve.a * power));
                let (ours, pushed) = (f64::from(forces.pull(square as f32)), f64::from(forces.push(square as f32)));
                assert!((ours / pull - 1.0).abs() < 0.02, "{square}: {ours} {pull}");
                assert!((pushed / push - 1.0).abs() < 0.03, "{square}: {pushed} {push}");
            }
        }
    }

    #[test]
    fn forces_are_finite_at_every_distance() {
        for curve in [Curve { a: 1e300, b: 0.3 }, Curve { a: 1e-300, b: 3.0 }, Curve { a: 1.6, b: 0.9 }] {
            let forces = Forces::new(curve);
            for square in [0.0, f32::MIN_POSITIVE, 1e-20, 1.0, 1e6, 1e30, f32::MAX] {
                assert!(forces.pull(square).is_finite() && forces.push(square).is_finite());
            }
        }
    }
}
