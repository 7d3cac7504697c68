//! UMAP: neighbours in, places on a map out.

mod curve;
mod graph;
mod init;
mod layout;
mod map;
mod params;

pub use curve::Curve;
pub use graph::{Graph, Smoother};
pub use map::{Stage, Umap};
pub use params::UmapParams;
