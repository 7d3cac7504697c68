//! CLIP: a picture or a text in, a vector of length 1 out.
//!
//! [`Loader`] reads a Hugging Face folder; [`Clip`] is the model; [`decode`] turns a file into a [`Picture`].
//! The towers are the project's own, on candle's tensors: those of `candle_transformers::models::clip` know only
//! quick_gelu, an epsilon of 1e-5 and the largest id as the end of a text, and invent a class embedding where the file
//! has none. Where both can do a model, `tests/clip.rs` holds one against the other.

mod checkpoint;
mod config;
mod encoder;
mod gif;
mod loader;
mod model;
pub mod picture;
mod pixels;
mod sniff;
mod text;
mod tokens;
mod vision;

pub use config::{Activation, Config, EncoderConfig, TextConfig, VisionConfig};
pub use loader::Loader;
pub use model::{Clip, PicturePass};
pub use picture::{MAX_MEGAPIXELS, Picture, decode};
pub use pixels::Preprocessor;
pub use tokens::Tokenizer;
