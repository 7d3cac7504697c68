//! The thresholds of the odd ones: one struct a method, its defaults and its bounds.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// When an item counts as odd against the clusters of K-Means.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterParams {
    /// Robust z (distances from the median in units of 1.4826 MAD) over all distances to the nearest centre, above
    /// which an item is a global anomaly.
    pub global_z: f32,
    /// The same inside the item's own cluster, above which it is a local anomaly.
    pub local_z: f32,
    /// A cluster with at most this share of all items is a group anomaly, if it also lies apart.
    pub group_share: f32,
    /// Vectors of length 1 that are no farther apart than this may be one picture, saved twice: nothing that is so near is
    /// odd, however much nearer the others are. How far saving moves a picture depends on the model.
    pub resaved: f32,
}

/// How far saving a picture again moves it with the demo model, measured in `tests/demo_model.rs`.
const RESAVED: f32 = 0.1;

impl Default for ClusterParams {
    /// 3.5 is the cut that Iglewicz and Hoaglin (1993) give for the robust z; 5 % is a minority by any measure.
    fn default() -> Self {
        Self { global_z: 3.5, local_z: 3.5, group_share: 0.05, resaved: RESAVED }
    }
}

impl ClusterParams {
    /// The thresholds as plain numbers, by their bits: equal only where all are.
    pub fn numbers(&self) -> [u32; 4] {
        // Taken apart without `..`, so that a new field cannot be forgotten.
        let Self { global_z, local_z, group_share, resaved } = *self;
        [global_z, local_z, group_share, resaved].map(f32::to_bits)
    }

    /// Whether every threshold is within its bounds.
    ///
    /// # Errors
    /// [`Error::Parameter`] naming the first that is not.
    pub fn check(&self) -> Result<()> {
        for (parameter, z) in [("global_z", self.global_z), ("local_z", self.local_z)] {
            if !(z > 0.0 && z <= 100.0) {
                return Err(Error::Parameter {
                    parameter,
                    bounds: "above 0, up to 100".to_owned(),
                    found: z.to_string(),
                });
            }
        }
        if !(self.group_share >= 0.0 && self.group_share <= 0.5) {
            let found = self.group_share.to_string();
            return Err(Error::Parameter { parameter: "group_share", bounds: "from 0 to 0.5".to_owned(), found });
        }
        if !(0.0..=2.0).contains(&self.resaved) {
            let found = self.resaved.to_string();
            return Err(Error::Parameter { parameter: "resaved", bounds: "from 0 to 2".to_owned(), found });
        }
        Ok(())
    }
}

/// When an item counts as odd against the references (お手本).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferenceParams {
    /// An item whose greatest cosine to any reference (MOST_SIMILAR) is under this is odd.
    pub threshold: f32,
}

impl Default for ReferenceParams {
    /// The webinar's 0.6.
    fn default() -> Self {
        Self { threshold: 0.6 }
    }
}

impl ReferenceParams {
    /// The threshold as a plain number, by its bits.
    pub fn numbers(&self) -> [u32; 1] {
        // Taken apart without `..`, so that a new field cannot be forgotten.
        let Self { threshold } = *self;
        [threshold.to_bits()]
    }

    /// Whether the threshold is a cosine.
    ///
    /// # Errors
    /// [`Error::Parameter`] if it is not.
    pub fn check(&self) -> Result<()> {
        if (-1.0..=1.0).contains(&self.threshold) {
            return Ok(());
        }
        let found = self.threshold.to_string();
        Err(Error::Parameter { parameter: "threshold", bounds: "from -1 to 1".to_owned(), found })
    }
}
