//! Arithmetic that the rest stands on, fast: products of small integers, and what lies between two products.
//!
//! Written once over [`lanes`], four numbers at a time, which is SIMD in the page and arrays elsewhere: the same
//! operations in the same order, so the same bits. There is no `unsafe`: the compiler makes whole loads of arrays of
//! known length.

mod attention;
mod depthwise;
mod exp;
mod gelu;
mod lanes;
mod norm;
mod packed;
mod panels;
mod part;
mod product;
mod rounded;
mod tile;
mod units;

pub use attention::{Attention, Reach};
pub use depthwise::{Depthwise, margin, relu6};
pub use exp::exp;
pub use gelu::{gelu, quick_gelu};
pub use norm::LayerNorm;
pub use packed::{Activations, LEVELS, Packed, levels_beside};
pub use panels::Weights;
pub use part::Part;
pub use product::{Scratch, product, product_into};
pub use rounded::{Rounded, WEIGHT_LEVELS};
pub use units::Units;
