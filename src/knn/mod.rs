//! Neighbours: the rows nearest to each row.

mod exact;
mod rank;

pub use exact::{ExactKnn, Metric, Neighbours};
pub use rank::rank;
