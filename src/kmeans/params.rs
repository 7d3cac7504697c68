//! K-Means' parameters: one struct, its defaults and its bounds.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// How the first centres are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Init {
    /// k-means++ (Arthur and Vassilvitskii 2007), greedy over `2 + ln k` candidates as scikit-learn does.
    #[default]
    PlusPlus,
    /// Items drawn at random, as the webinar teaches it.
    Random,
}

/// Names and defaults are scikit-learn's (`sklearn.cluster.KMeans`, 1.x), but for `n_clusters` and `n_init`, which
/// it takes as 8 and `auto`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KMeansParams {
    /// K: from 1 to the number of items.
    pub n_clusters: u32,
    /// How the first centres are chosen.
    pub init: Init,
    /// How often to start anew; the run with the least inertia is kept.
    pub n_init: u32,
    /// Rounds of one run at the most.
    pub max_iter: u32,
    /// A run ends once the centres move less than this share of the data's mean variance.
    pub tol: f32,
    /// The seed of the starts.
    pub seed: u32,
}

impl Default for KMeansParams {
    fn default() -> Self {
        Self { n_clusters: 8, init: Init::PlusPlus, n_init: 10, max_iter: 300, tol: 1e-4, seed: 0 }
    }
}

impl KMeansParams {
    /// The parameters as plain numbers, floats by their bits: equal only where all are.
    pub fn numbers(&self) -> [u32; 6] {
        // Taken apart without `..`, so that a new field cannot be forgotten.
        let Self { n_clusters, init, n_init, max_iter, tol, seed } = *self;
        [n_clusters, init as u32, n_init, max_iter, tol.to_bits(), seed]
    }

    /// Whether every parameter is within its bounds for `n` items.
    ///
    /// # Errors
    /// [`Error::Parameter`] naming the first that is not.
    pub fn check(&self, n: usize) -> Result<()> {
        let refuse = |parameter, bounds: String, found: String| Err(Error::Parameter { parameter, bounds, found });
        if self.n_clusters == 0 || self.n_clusters as usize > n {
            return refuse("n_clusters", format!("from 1 to {n}, the number of items"), self.n_clusters.to_string());
        }
        if !(1..=100).contains(&self.n_init) {
            return refuse("n_init", "from 1 to 100".to_owned(), self.n_init.to_string());
        }
        if !(1..=10_000).contains(&self.max_iter) {
            return refuse("max_iter", "from 1 to 10000".to_owned(), self.max_iter.to_string());
        }
        if !(self.tol.is_finite() && self.tol >= 0.0) {
            return refuse("tol", "0 or more".to_owned(), self.tol.to_string());
        }
        Ok(())
    }
}
