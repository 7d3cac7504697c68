//! K-Means: rows in, centres and labels out.

mod fit;
mod init;
mod lloyd;
mod params;
mod runs;

pub use fit::{Fit, Round};
pub use params::{Init, KMeansParams};
pub use runs::KMeans;
