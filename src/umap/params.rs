//! UMAP's parameters: one struct, its defaults and its bounds.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Names and defaults are umap-learn's (`umap.UMAP`, 0.5); the page's opening values are in its table of presets.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UmapParams {
    /// How many neighbours, the point itself counted, make up "near". At least 2; more than there are points is
    /// cut down to their number.
    pub n_neighbors: u32,
    /// The least distance between points on the map, from 0 up to `spread`.
    pub min_dist: f32,
    /// The scale of the map, above 0.
    pub spread: f32,
    /// Dimensions of the map: 2 or 3.
    pub n_components: u32,
    /// Rounds of the layout; 0 picks 500, or 200 beyond 10,000 points, as umap-learn does.
    pub n_epochs: u32,
    /// Pushes for each pull of the layout.
    pub negative_sample_rate: u32,
    /// The seed of the layout.
    pub seed: u32,
}

impl Default for UmapParams {
    fn default() -> Self {
        Self {
            n_neighbors: 15,
            min_dist: 0.1,
            spread: 1.0,
            n_components: 2,
            n_epochs: 0,
            negative_sample_rate: 5,
            seed: 0,
        }
    }
}

impl UmapParams {
    /// Bounds of `n_neighbors`.
    pub const N_NEIGHBORS: (u32, u32) = (2, 200);
    /// Bounds of `n_epochs`.
    pub const N_EPOCHS: (u32, u32) = (0, 5_000);

    /// The parameters as plain numbers, floats by their bits: equal only where all are.
    pub fn numbers(&self) -> [u32; 7] {
        // Taken apart without `..`, so that a new field cannot be forgotten.
        let Self { n_neighbors, min_dist, spread, n_components, n_epochs, negative_sample_rate, seed } = *self;
        [n_neighbors, min_dist.to_bits(), spread.to_bits(), n_components, n_epochs, negative_sample_rate, seed]
    }

    /// Whether every parameter is within its bounds.
    ///
    /// # Errors
    /// [`Error::Parameter`] naming the first that is not.
    pub fn check(&self) -> Result<()> {
        let refuse = |parameter, bounds: &str, found: String| {
            Err(Error::Parameter { parameter, bounds: bounds.to_owned(), found })
        };
        let (low, high) = Self::N_NEIGHBORS;
        if !(low..=high).contains(&self.n_neighbors) {
            return refuse("n_neighbors", "from 2 to 200", self.n_neighbors.to_string());
        }
        if !(self.spread.is_finite() && self.spread > 0.0) {
            return refuse("spread", "above 0", self.spread.to_string());
        }
        if !(self.min_dist >= 0.0 && self.min_dist <= self.spread) {
            return refuse("min_dist", "from 0 to spread", self.min_dist.to_string());
        }
        if !(2..=3).contains(&self.n_components) {
            return refuse("n_components", "2 or 3", self.n_components.to_string());
        }
        if self.n_epochs > Self::N_EPOCHS.1 {
            return refuse("n_epochs", "from 0 to 5000", self.n_epochs.to_string());
        }
        if !(1..=50).contains(&self.negative_sample_rate) {
            return refuse("negative_sample_rate", "from 1 to 50", self.negative_sample_rate.to_string());
        }
        Ok(())
    }
}
