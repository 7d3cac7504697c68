//! Ikesu: pictures and words become vectors, and vectors become names, maps, clusters and odd ones.
//!
//! `ARCHITECTURE.md` is the map of the house; this file is only the list of its rooms.

pub mod error;
pub mod matrix;
pub mod progress;
pub mod rng;
pub mod view;

pub mod kernels;

pub mod anomaly;
pub mod kmeans;
pub mod knn;
pub mod umap;

#[cfg(feature = "draw")]
pub mod creatures;
#[cfg(feature = "engine")]
pub mod model;
#[cfg(feature = "engine")]
pub mod picture;

pub mod protocol;

#[cfg(feature = "engine")]
pub mod engine;

pub mod app;

#[cfg(target_arch = "wasm32")]
pub mod web;

#[cfg(all(target_arch = "wasm32", feature = "ui"))]
pub mod ui;
