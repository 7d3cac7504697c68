//! What K-Means finds, and the rounds by which it found it.

use crate::matrix::Rows;

/// The result of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// `n_clusters` rows.
    pub centroids: Rows,
    /// The cluster of each row: that of its nearest centre, ties to the lower one.
    pub labels: Vec<u32>,
    /// The Euclidean distance of each row to its own centre.
    pub distances: Vec<f32>,
    /// The sum of the squared distances.
    pub inertia: f32,
    /// Whether the run ended by itself, not at `max_iter`.
    pub converged: bool,
    /// Every assignment of the run, from the one to the first centres to the one to the last.
    pub rounds: Vec<Round>,
}

/// One assignment of all rows to centres.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// The cluster of each row.
    pub labels: Vec<u32>,
    /// Rows that are in another cluster than before; all of them in the first round.
    pub n_changed: u32,
    /// The sum of the squared distances to the centres of the round.
    pub inertia: f32,
}
