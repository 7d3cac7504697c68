//! UMAP: neighbours in, places on a map out.

mod params;

pub use params::UmapParams;
