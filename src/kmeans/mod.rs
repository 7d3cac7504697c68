//! K-Means: rows in, centres and labels out.

mod params;

pub use params::{Init, KMeansParams};
