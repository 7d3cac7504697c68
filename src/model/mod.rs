//! Models: a picture or a text in, a vector of length 1 out.
//!
//! [`Loader`] reads a Hugging Face folder; [`Model`] is what it makes of one; [`Preprocessor`] makes numbers of a picture.
//! The towers are a family's own room ([`clip`]), on what all families stand on: the checkpoint, the tokenizer, the
//! preprocessing, the copies for other workers.

mod backend;
mod checkpoint;
pub mod clip;
#[cfg(feature = "exact")]
mod exact;
mod family;
mod json;
mod loader;
pub mod photo;
mod pixels;
mod quantise;
mod shelf;
mod tokens;
mod twin;
mod whole;

pub use loader::Loader;
pub use pixels::Preprocessor;
pub use quantise::quantise;
pub use tokens::Tokenizer;
pub use twin::Twin;
pub use whole::{Model, PicturePass};
