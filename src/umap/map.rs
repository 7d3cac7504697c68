//! A map in the making: neighbours, graph, first places, layout, one slice of work at a time.

use std::rc::Rc;

use super::curve::Curve;
use super::graph::{Graph, Smoother};
use super::init::Pca;
use super::layout::Layout;
use super::params::UmapParams;
use crate::error::{Error, Result};
use crate::knn::{ExactKnn, Metric};
use crate::matrix::Rows;
use crate::progress::Progress;

/// Uniform Manifold Approximation and Projection (McInnes, Healy and Melville 2018,
/// <https://arxiv.org/abs/1802.03426>) of rows by their cosine distance.
///
/// # Example: lay rows out
/// ```
/// use std::rc::Rc;
/// use ikesu::matrix::Rows;
/// use ikesu::umap::{Umap, UmapParams};
///
/// let rows = Rows::new(vec![1.0, 0.0, 0.9, 0.1, 0.1, 0.9, 0.0, 1.0], 2)?;
/// let mut umap = Umap::new(Rc::new(rows), &UmapParams { n_neighbors: 2, ..UmapParams::default() })?;
/// while !umap.is_complete() {
///     let (_stage, _progress) = umap.step();
/// }
/// assert_eq!(umap.into_places().len(), 4 * 2);
/// # Ok::<(), ikesu::error::Error>(())
/// ```
#[derive(Debug)]
pub struct Umap {
    params: UmapParams,
    n_neighbors: usize,
    n_epochs: u32,
    phase: Phase,
}

/// What [`Umap::step`] works at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nearest neighbours; counted in tiles of distances.
    Neighbours,
    /// The fuzzy graph and the first places; counted in rows and rounds.
    Graph,
    /// The layout; counted in epochs.
    Layout,
}

/// Everything that is alive at one time, so that what is done is freed.
#[derive(Debug)]
enum Phase {
    Neighbours(ExactKnn),
    Smoothing(Smoother, Rc<Rows>),
    Placing(Graph, Pca),
    Layout(Layout),
    /// Only while a phase gives way to the next.
    Between,
}

/// Fewer points have no neighbourhood to speak of.
const LEAST_ROWS: usize = 3;

/// Pushes, with their pulls, a step of the layout: some 20 ms at 12 ns each.
const SLICE: usize = 1_500_000;

impl Umap {
    /// Prepares a map of `rows`.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a parameter out of its bounds, [`Error::TooFew`] for less than three rows,
    /// [`Error::ZeroRow`] for a row without direction.
    pub fn new(rows: Rc<Rows>, params: &UmapParams) -> Result<Self> {
        params.check()?;
        let n = rows.len();
        if n < LEAST_ROWS {
            return Err(Error::TooFew { method: "UMAP", needed: LEAST_ROWS, found: n });
        }
        let n_neighbors = n.min(params.n_neighbors as usize);
        let n_epochs = match params.n_epochs {
            0 if n <= 10_000 => 500,
            0 => 200,
            given => given,
        };
        let knn = ExactKnn::new(rows, n_neighbors - 1, Metric::Cosine)?;
        Ok(Self { params: *params, n_neighbors, n_epochs, phase: Phase::Neighbours(knn) })
    }

    /// Works for a slice of some 20 to 30 ms; after the last, it does nothing.
    pub fn step(&mut self) -> (Stage, Progress) {
        let (phase, stage, progress) = match std::mem::replace(&mut self.phase, Phase::Between) {
            Phase::Neighbours(mut knn) => {
                let progress = knn.step();
                let phase = if progress.is_complete() {
                    let rows = Rc::clone(knn.rows());
                    Phase::Smoothing(Smoother::new(knn.finish()), rows)
                } else {
                    Phase::Neighbours(knn)
                };
                (phase, Stage::Neighbours, progress)
            }
            Phase::Smoothing(mut smoother, rows) => {
                let (done, n) = (smoother.step(), smoother.n_rows());
                let phase = if done == n {
                    Phase::Placing(smoother.into_graph(), Pca::new(rows, self.params.n_components as usize))
                } else {
                    Phase::Smoothing(smoother, rows)
                };
                (phase, Stage::Graph, Progress::new(done, n + Pca::n_rounds()))
            }
            Phase::Placing(graph, mut pca) => {
                pca.step();
                let n = graph.starts.len() - 1;
                let progress = Progress::new(n + pca.n_rounds_done(), n + Pca::n_rounds());
                let phase = if progress.is_complete() {
                    Phase::Layout(self.layout(&graph, pca))
                } else {
                    Phase::Placing(graph, pca)
                };
                (phase, Stage::Graph, progress)
            }
            Phase::Layout(mut layout) => {
                layout.run(SLICE / (1 + self.params.negative_sample_rate as usize));
                let progress = Progress::new(layout.n_epochs_done() as usize, self.n_epochs as usize);
                (Phase::Layout(layout), Stage::Layout, progress)
            }
            Phase::Between => unreachable!("a phase always gives way to another"),
        };
        self.phase = phase;
        (stage, progress)
    }

    /// Whether the map is done.
    pub fn is_complete(&self) -> bool {
        matches!(&self.phase, Phase::Layout(layout) if layout.is_complete())
    }

    /// Neighbours, the row itself counted: as asked, or the number of rows if that is smaller.
    pub fn n_neighbors(&self) -> u32 {
        self.n_neighbors as u32
    }

    /// The places so far, `n * n_components`; none before the layout.
    pub fn places(&self) -> &[f32] {
        match &self.phase {
            Phase::Layout(layout) => layout.places(),
            _ => &[],
        }
    }

    /// Gives the places away; see [`Umap::places`].
    pub fn into_places(self) -> Vec<f32> {
        match self.phase {
            Phase::Layout(layout) => layout.into_places(),
            _ => Vec::new(),
        }
    }

    fn layout(&self, graph: &Graph, pca: Pca) -> Layout {
        let params = &self.params;
        let places = pca.into_places(params.seed);
        let curve = Curve::fit(f64::from(params.min_dist), f64::from(params.spread));
        let n_components = params.n_components as usize;
        let n_pushes = params.negative_sample_rate;
        Layout::new(graph, places, n_components, curve, self.n_epochs, n_pushes, params.seed)
    }
}
