//! CLIP: a picture or a text in, a vector of length 1 out.
//!
//! [`Loader`] reads a Hugging Face folder; [`Clip`] is the model; [`Preprocessor`] makes numbers of a picture.
//! The towers are the project's own, on its own kernels, and a second time in `f32` on candle's tensors as a reference:
//! those of `candle_transformers::models::clip` know only quick_gelu, an epsilon of 1e-5 and the largest id as the end of
//! a text, and invent a class embedding where the file has none. Where both can do a model, `tests/clip.rs` holds one
//! against the other.

mod backend;
mod checkpoint;
mod config;
#[cfg(feature = "exact")]
mod exact;
mod int8;
mod json;
mod loader;
mod model;
mod pixels;
mod quantise;
mod tokens;
mod twin;

pub use config::{Activation, Config, EncoderConfig, TextConfig, VisionConfig};
pub use loader::Loader;
pub use model::{Clip, PicturePass};
pub use pixels::Preprocessor;
pub use quantise::quantise;
pub use tokens::Tokenizer;
pub use twin::Twin;
