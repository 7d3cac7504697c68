//! The webinar's settings: the values that each step opens with and that Reset returns to.

use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::kmeans::{Init, KMeansParams};
use crate::umap::UmapParams;

/// What is drawn on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MapOf {
    /// The label list.
    Names,
    /// The pictures.
    #[default]
    Pictures,
    /// Both, which shows the modality gap.
    Both,
}

impl MapOf {
    /// Whether `item` is one of these.
    pub fn holds(self, item: &Item) -> bool {
        match self {
            Self::Names => !item.is_picture(),
            Self::Pictures => item.is_picture(),
            Self::Both => true,
        }
    }
}

/// The webinar's UMAP settings: names or pictures alone 15 and 0.2, both together 30 and 0.3, always in 3-D.
pub fn map_preset(of: MapOf) -> UmapParams {
    let (n_neighbors, min_dist) = match of {
        MapOf::Names | MapOf::Pictures => (15, 0.2),
        MapOf::Both => (30, 0.3),
    };
    UmapParams { n_neighbors, min_dist, n_components: 3, seed: 5, ..UmapParams::default() }
}

/// The webinar's K = 5. One start among all items, so that the centres have a way to go and another start may end
/// elsewhere; by this seed they go over several rounds with the market (`tests/demo_model.rs`).
pub fn cluster_preset() -> KMeansParams {
    KMeansParams { n_clusters: 5, init: Init::Random, n_init: 1, seed: 25, ..KMeansParams::default() }
}

/// Clusters in which odd ones are looked for at first: one, whose middle is that of all. With the samples it finds what
/// is hidden there and nothing else (`tests/demo_model.rs`); with more, the hidden ones have a middle of their own.
pub const ODD_CLUSTERS: u32 = 1;
