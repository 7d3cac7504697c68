//! CLIP (Radford et al. 2021, <https://arxiv.org/abs/2103.00020>): two transformers, one for pictures and one for texts.
//!
//! The towers are the project's own, on its own kernels, and a second time in `f32` on candle's tensors as a reference:
//! those of `candle_transformers::models::clip` know only quick_gelu, an epsilon of 1e-5 and the largest id as the end of
//! a text, and invent a class embedding where the file has none. Where both can do a model, `tests/clip.rs` holds one
//! against the other.

mod config;
#[cfg(feature = "exact")]
mod exact;
mod family;
mod int8;

pub use config::{Activation, Config, EncoderConfig, TextConfig, VisionConfig};
