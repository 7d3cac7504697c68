//! A small model of photos, made of public parts without a photo (`models/photo/`): EfficientNet-Lite0 sees the picture,
//! and ConSE (Norouzi et al. 2013, <https://arxiv.org/abs/1312.5650>) says it in words: the mean of the vectors of the
//! classifier's classes, each as much as the classifier takes the picture for one. A name is the mean of its pieces' rows
//! in a table. With other pictures a picture meets by the net's features, which tell more than classes do.

mod config;
#[cfg(feature = "exact")]
mod exact;
mod family;
mod joint;
mod net;
mod tower;

pub use config::{Config, MODEL_TYPE};
