//! The odd ones: rows in, scores with their reasons out.

mod params;

pub use params::{ClusterParams, ReferenceParams};
