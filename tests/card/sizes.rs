//! What the model weighs, what a picture costs, and how long it all took to make.

use serde::Deserialize;
use serde_json::{Value, from_str};

use crate::row::Row;

/// As `models/demo/train.py` leaves it.
#[derive(Deserialize)]
struct Training {
    prepare_secs: u32,
    train_secs: u32,
}

/// Bytes of the files that the catalog names.
const DOWNLOAD: usize = include_bytes!("../../models/demo/model.int8.safetensors").len()
    + include_bytes!("../../models/demo/config.json").len()
    + include_bytes!("../../models/demo/preprocessor_config.json").len()
    + include_bytes!("../../models/demo/tokenizer.json").len();

/// The rows.
pub(crate) fn rows() -> Vec<Row> {
    let bytes = include_bytes!("../../models/demo/model.safetensors").len();
    let training: Training = from_str(include_str!("../../models/demo/training.json")).unwrap();
    let minutes = (training.prepare_secs + training.train_secs) as f32 / 60.0;
    vec![
        Row::under("model file, megabytes".to_owned(), 10.0, bytes as f32 / 1e6),
        Row::under("what the page downloads, megabytes".to_owned(), 5.0, DOWNLOAD as f32 / 1e6),
        Row::under("multiply-adds a picture, millions".to_owned(), 250.0, multiply_adds() / 1e6),
        Row::under("training and drawing, minutes".to_owned(), 75.0, minutes),
    ]
}

/// Those of the matrix products, in which nearly all of the work lies.
fn multiply_adds() -> f32 {
    let config: Value = from_str(include_str!("../../models/demo/config.json")).unwrap();
    let vision = |key: &str| config["vision_config"][key].as_u64().unwrap();
    let (width, inner, patch) = (vision("hidden_size"), vision("intermediate_size"), vision("patch_size"));
    let patches = (vision("image_size") / patch).pow(2);
    // The class token comes on top.
    let tokens = patches + 1;
    let embedding = patches * vision("num_channels") * patch * patch * width;
    // Queries, keys, values and what is mixed of them; scores and mixture; the two layers behind.
    let layer = 4 * tokens * width * width + 2 * tokens * tokens * width + 2 * tokens * width * inner;
    let projection = width * config["projection_dim"].as_u64().unwrap();
    (embedding + vision("num_hidden_layers") * layer + projection) as f32
}
