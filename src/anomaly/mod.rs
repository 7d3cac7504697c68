//! The odd ones: rows in, scores with their reasons out.

mod clusters;
mod params;
mod references;
mod spread;

pub use clusters::{ClusterScore, ClustersView, score_clusters};
pub use params::{ClusterParams, ReferenceParams};
pub use references::{ReferenceScore, score_references};
