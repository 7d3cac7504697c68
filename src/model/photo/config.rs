//! `config.json` of a model of this kind.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::net::{IMAGE_SIZE, N_FEATURES, STEM, blocks};
use crate::error::{Error, Result};
use crate::model::json::{parse, read};
use crate::model::whole::n_parameters;

/// Its `model_type`.
pub const MODEL_TYPE: &str = "conse";

const FILE: &str = "config.json";
const ARCHITECTURE: &str = "tf_efficientnet_lite0";

/// More numbers than this are a mistake in the file: the net itself has 4.6 M.
const MAX_PARAMETERS: u64 = 200_000_000;

/// What such a model is built from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Length of the vectors that meet names.
    pub projection_dim: usize,
    /// Name pieces in the table.
    pub vocab_size: usize,
    /// Classes that the classifier knows.
    pub num_classes: usize,
}

impl Config {
    /// Reads `config.json`.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if it is not such JSON, [`Error::ModelConfig`] naming the key for another net or sizes that
    /// fit none.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        let raw: Raw = read(FILE, &parse(FILE, json)?)?;
        if raw.model_type != MODEL_TYPE {
            return Err(refusal("model_type", format!("\"{}\"", raw.model_type)));
        }
        let vision = raw.vision_config;
        if vision.architecture != ARCHITECTURE {
            return Err(refusal("vision_config.architecture", format!("\"{}\"", vision.architecture)));
        }
        for (key, found, expected) in [
            ("vision_config.image_size", vision.image_size, IMAGE_SIZE),
            ("vision_config.num_features", vision.num_features, N_FEATURES),
        ] {
            if found != expected {
                return Err(refusal(key, format!("{found} ({ARCHITECTURE} has {expected})")));
            }
        }
        for (key, found) in [
            ("projection_dim", raw.projection_dim),
            ("text_config.vocab_size", raw.text_config.vocab_size),
            ("vision_config.num_classes", vision.num_classes),
        ] {
            if found == 0 {
                return Err(refusal(key, 0));
            }
        }
        let config = Self {
            projection_dim: raw.projection_dim,
            vocab_size: raw.text_config.vocab_size,
            num_classes: vision.num_classes,
        };
        match n_parameters(&config.tensors()) {
            Some(count) if count <= MAX_PARAMETERS => Ok(config),
            Some(count) => Err(refusal("the number of parameters", count)),
            None => Err(refusal("the number of parameters", "beyond all bounds")),
        }
    }

    /// The tensors that the towers need, by their names in the checkpoint, with their shapes. Batch norms are folded; a
    /// convolution of side 1 is a matrix.
    pub fn tensors(&self) -> BTreeMap<String, Vec<usize>> {
        let mut tensors = BTreeMap::new();
        let mut layer = |name: String, shape: Vec<usize>| {
            tensors.insert(format!("{name}.bias"), vec![shape[0]]);
            tensors.insert(format!("{name}.weight"), shape);
        };
        layer("vision_model.stem".into(), vec![STEM, 3, 3, 3]);
        let mut n_out = STEM;
        for (at, block) in blocks().into_iter().enumerate() {
            let name = |part: &str| format!("vision_model.blocks.{at}.{part}");
            if block.n_wide != block.n_in {
                layer(name("expand"), vec![block.n_wide, block.n_in]);
            }
            layer(name("depthwise"), vec![block.n_wide, block.filter, block.filter]);
            layer(name("project"), vec![block.n_out, block.n_wide]);
            n_out = block.n_out;
        }
        layer("vision_model.head".into(), vec![N_FEATURES, n_out]);
        layer("classifier".into(), vec![self.num_classes, N_FEATURES]);
        tensors.insert("class_embedding.weight".into(), vec![self.num_classes, self.projection_dim]);
        tensors.insert("text_model.token_embedding.weight".into(), vec![self.vocab_size, self.projection_dim]);
        tensors.insert("text_model.bias".into(), vec![self.projection_dim]);
        tensors.insert("logit_scale".into(), vec![]);
        tensors
    }
}

#[derive(Deserialize)]
struct Raw {
    model_type: String,
    projection_dim: usize,
    text_config: RawText,
    vision_config: RawVision,
}

#[derive(Deserialize)]
struct RawText {
    vocab_size: usize,
}

#[derive(Deserialize)]
struct RawVision {
    architecture: String,
    image_size: usize,
    num_classes: usize,
    num_features: usize,
}

pub(super) fn refusal(key: &str, found: impl ToString) -> Error {
    Error::ModelConfig { file: FILE, key: key.into(), found: found.to_string() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn with(pointer: &str, value: Value) -> Result<Config> {
        let mut config = json!({
            "model_type": "conse", "projection_dim": 256, "text_config": { "vocab_size": 100 },
            "vision_config": { "architecture": ARCHITECTURE, "image_size": 224, "num_classes": 1000, "num_features": 1280 },
        });
        *config.pointer_mut(pointer).unwrap() = value;
        Config::from_json(config.to_string().as_bytes())
    }

    #[test]
    fn the_net_has_the_numbers_of_its_paper() {
        let tensors = with("/projection_dim", json!(256)).unwrap().tensors();
        let net = tensors.into_iter().filter(|it| it.0.starts_with("vision_model") || it.0.starts_with("classifier"));
        // timm's 4,652,008, whose norms have two numbers a channel: one is left.
        assert_eq!(n_parameters(&net.collect()), Some(4_631_000));
    }

    #[test]
    fn what_fits_no_model_is_refused_by_name() {
        for (pointer, value, key) in [
            ("/model_type", json!("clip"), "model_type"),
            ("/projection_dim", json!(0), "projection_dim"),
            ("/projection_dim", json!("256"), "projection_dim"),
            ("/text_config/vocab_size", json!(0), "text_config.vocab_size"),
            ("/text_config/vocab_size", json!(4_000_000_000_u64), "the number of parameters"),
            ("/vision_config/architecture", json!("tf_efficientnet_lite1"), "vision_config.architecture"),
            ("/vision_config/image_size", json!(240), "vision_config.image_size"),
            ("/vision_config/num_features", json!(1281), "vision_config.num_features"),
            ("/vision_config/num_classes", json!(0), "vision_config.num_classes"),
        ] {
            match with(pointer, value) {
                Err(Error::ModelConfig { key: found, .. }) => assert_eq!(found, key),
                other => panic!("{pointer}: {other:?}"),
            }
        }
    }
}
