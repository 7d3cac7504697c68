//! `config.json`: the sizes of both towers, with Hugging Face's defaults where a key is missing.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::model::json::{parse, read};
use crate::model::whole::n_parameters;

const FILE: &str = "config.json";

/// More numbers than this are a mistake in the file, not a model: the largest CLIP published has 2.5 G.
const MAX_PARAMETERS: u64 = 4_000_000_000;

/// Deepest published tower: 56 layers.
const MAX_LAYERS: usize = 256;

/// What a `CLIPModel` is built from.
///
/// Defaults: <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/configuration_clip.py#L27>.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The tower that reads words.
    pub text_config: TextConfig,
    /// The tower that sees pictures.
    pub vision_config: VisionConfig,
    /// Length of the vectors that both towers give.
    pub projection_dim: usize,
}

/// The text tower's sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct TextConfig {
    /// Number of tokens that have an embedding.
    pub vocab_size: usize,
    /// The longest text in tokens, first and last token included.
    pub max_position_embeddings: usize,
    /// The token at which a text's vector is read; 2 stands for "the largest id", see [`TextConfig::pooled_position`].
    pub eos_token_id: u32,
    /// The layers.
    pub encoder: EncoderConfig,
}

/// The vision tower's sizes.
#[derive(Clone, Debug, PartialEq)]
pub struct VisionConfig {
    /// Side of the square picture in pixels.
    pub image_size: usize,
    /// Side of a square patch in pixels.
    pub patch_size: usize,
    /// The layers.
    pub encoder: EncoderConfig,
}

/// The sizes of a stack of transformer layers.
#[derive(Clone, Debug, PartialEq)]
pub struct EncoderConfig {
    /// Numbers a token.
    pub hidden_size: usize,
    /// Numbers a token inside the two-layer perceptron.
    pub intermediate_size: usize,
    /// Layers.
    pub num_hidden_layers: usize,
    /// Attention heads; they divide `hidden_size`.
    pub num_attention_heads: usize,
    /// The perceptron's activation.
    pub hidden_act: Activation,
    /// Added to the variance in every layer norm.
    pub layer_norm_eps: f64,
}

/// The activations that CLIP models use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// `x * sigmoid(1.702 x)`, OpenAI's.
    QuickGelu,
    /// `x * (1 + erf(x / sqrt 2)) / 2`.
    Gelu,
}

impl Config {
    /// Reads `config.json`.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if it is not such JSON, [`Error::ModelConfig`] naming the key for another architecture, an
    /// unknown activation or sizes that fit no model.
    pub fn from_json(json: &[u8]) -> Result<Self> {
        let raw: RawConfig = read(FILE, &parse(FILE, json)?)?;
        if raw.model_type.as_deref() != Some("clip") {
            let found = raw.model_type.map_or_else(|| "missing".into(), |it| format!("\"{it}\""));
            return Err(refusal("model_type", found));
        }
        // Old checkpoints carry a second copy of each part, and where it is there it counts:
        // https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/configuration_clip.py#L172
        let text = raw.text_config_dict.or(raw.text_config).unwrap_or_default();
        let vision = raw.vision_config_dict.or(raw.vision_config).unwrap_or_default();
        let config = Self {
            text_config: TextConfig {
                vocab_size: positive("text_config.vocab_size", text.vocab_size, 49_408)?,
                max_position_embeddings: positive(
                    "text_config.max_position_embeddings",
                    text.max_position_embeddings,
                    77,
                )?,
                eos_token_id: text.eos_token_id.as_ref().map_or(Some(49_407), Ids::first).unwrap_or(49_407),
                encoder: text.encoder("text_config", [512, 2048, 12, 8])?,
            },
            vision_config: VisionConfig {
                image_size: side("vision_config.image_size", vision.image_size, 224)?,
                patch_size: side("vision_config.patch_size", vision.patch_size, 32)?,
                encoder: vision.encoder("vision_config", [768, 3072, 12, 12])?,
            },
            projection_dim: positive("projection_dim", raw.projection_dim, 512)?,
        };
        config.check(vision.num_channels.unwrap_or(3))?;
        Ok(config)
    }

    /// The tensors that the towers need, by their names in the checkpoint, with their shapes.
    pub fn tensors(&self) -> BTreeMap<String, Vec<usize>> {
        let (text, vision, dims) = (&self.text_config, &self.vision_config, self.projection_dim);
        let mut tensors = BTreeMap::new();
        let mut add = |name: String, shape: Vec<usize>| tensors.insert(name, shape);
        let hidden = text.encoder.hidden_size;
        add("text_model.embeddings.token_embedding.weight".into(), vec![text.vocab_size, hidden]);
        add("text_model.embeddings.position_embedding.weight".into(), vec![text.max_position_embeddings, hidden]);
        add("text_model.final_layer_norm.weight".into(), vec![hidden]);
        add("text_model.final_layer_norm.bias".into(), vec![hidden]);
        add("text_projection.weight".into(), vec![dims, hidden]);
        text.encoder.tensors("text_model", &mut add);
        let (hidden, patch) = (vision.encoder.hidden_size, vision.patch_size);
        add("vision_model.embeddings.class_embedding".into(), vec![hidden]);
        add("vision_model.embeddings.patch_embedding.weight".into(), vec![hidden, 3, patch, patch]);
        add("vision_model.embeddings.position_embedding.weight".into(), vec![vision.n_patches() + 1, hidden]);
        // "layrnorm" is the checkpoint's own spelling.
        for name in ["pre_layrnorm", "post_layernorm"] {
            add(format!("vision_model.{name}.weight"), vec![hidden]);
            add(format!("vision_model.{name}.bias"), vec![hidden]);
        }
        add("visual_projection.weight".into(), vec![dims, hidden]);
        vision.encoder.tensors("vision_model", &mut add);
        add("logit_scale".into(), vec![]);
        tensors
    }

    fn check(&self, num_channels: usize) -> Result<()> {
        if num_channels != 3 {
            return Err(refusal("vision_config.num_channels", num_channels));
        }
        let vision = &self.vision_config;
        if !vision.image_size.is_multiple_of(vision.patch_size) {
            let found = format!("{} ({} does not divide it)", vision.image_size, vision.patch_size);
            return Err(refusal("vision_config.image_size", found));
        }
        if vision.image_size > 10_000 {
            return Err(refusal("vision_config.image_size", vision.image_size));
        }
        if self.text_config.max_position_embeddings < 2 {
            return Err(refusal("text_config.max_position_embeddings", self.text_config.max_position_embeddings));
        }
        match n_parameters(&self.tensors()) {
            Some(count) if count <= MAX_PARAMETERS => Ok(()),
            Some(count) => Err(refusal("the number of parameters", count)),
            None => Err(refusal("the number of parameters", "beyond all bounds")),
        }
    }
}

impl TextConfig {
    /// Where in `ids` the text's vector is read; `None` if the end token is not among them.
    ///
    /// An `eos_token_id` of 2 is the mistake of the first checkpoints and means the largest id:
    /// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L552>.
    pub fn pooled_position(&self, ids: &[u32]) -> Option<usize> {
        if self.eos_token_id == 2 {
            let largest = ids.iter().max()?;
            ids.iter().position(|id| id == largest)
        } else {
            ids.iter().position(|&id| id == self.eos_token_id)
        }
    }
}

impl VisionConfig {
    /// Patches in a picture.
    pub fn n_patches(&self) -> usize {
        (self.image_size / self.patch_size).pow(2)
    }
}

impl EncoderConfig {
    fn tensors(&self, tower: &str, add: &mut impl FnMut(String, Vec<usize>) -> Option<Vec<usize>>) {
        let (hidden, inner) = (self.hidden_size, self.intermediate_size);
        for layer in 0..self.num_hidden_layers {
            let mut pair = |name: &str, weight: Vec<usize>| {
                let path = format!("{tower}.encoder.layers.{layer}.{name}");
                add(format!("{path}.bias"), vec![weight[0]]);
                add(format!("{path}.weight"), weight);
            };
            for name in ["q_proj", "k_proj", "v_proj", "out_proj"] {
                pair(&format!("self_attn.{name}"), vec![hidden, hidden]);
            }
            pair("layer_norm1", vec![hidden]);
            pair("layer_norm2", vec![hidden]);
            pair("mlp.fc1", vec![inner, hidden]);
            pair("mlp.fc2", vec![hidden, inner]);
        }
    }
}

/// The keys of `config.json` that matter here, each of which may be missing or null.
#[derive(Deserialize)]
struct RawConfig {
    model_type: Option<String>,
    text_config: Option<RawTower>,
    text_config_dict: Option<RawTower>,
    vision_config: Option<RawTower>,
    vision_config_dict: Option<RawTower>,
    projection_dim: Option<usize>,
}

/// The keys of both towers.
#[derive(Default, Deserialize)]
struct RawTower {
    hidden_size: Option<usize>,
    intermediate_size: Option<usize>,
    num_hidden_layers: Option<usize>,
    num_attention_heads: Option<usize>,
    hidden_act: Option<String>,
    layer_norm_eps: Option<f64>,
    vocab_size: Option<usize>,
    max_position_embeddings: Option<usize>,
    eos_token_id: Option<Ids>,
    image_size: Option<Side>,
    patch_size: Option<Side>,
    num_channels: Option<usize>,
}

impl RawTower {
    /// `defaults`: hidden size, intermediate size, layers, heads.
    fn encoder(&self, part: &str, defaults: [usize; 4]) -> Result<EncoderConfig> {
        let key = |name: &str| format!("{part}.{name}");
        let encoder = EncoderConfig {
            hidden_size: positive(&key("hidden_size"), self.hidden_size, defaults[0])?,
            intermediate_size: positive(&key("intermediate_size"), self.intermediate_size, defaults[1])?,
            num_hidden_layers: positive(&key("num_hidden_layers"), self.num_hidden_layers, defaults[2])?,
            num_attention_heads: positive(&key("num_attention_heads"), self.num_attention_heads, defaults[3])?,
            hidden_act: match self.hidden_act.as_deref().unwrap_or("quick_gelu") {
                "quick_gelu" => Activation::QuickGelu,
                "gelu" => Activation::Gelu,
                other => return Err(refusal(&key("hidden_act"), format!("\"{other}\""))),
            },
            layer_norm_eps: self.layer_norm_eps.unwrap_or(1e-5),
        };
        if encoder.num_hidden_layers > MAX_LAYERS {
            return Err(refusal(&key("num_hidden_layers"), encoder.num_hidden_layers));
        }
        if !encoder.hidden_size.is_multiple_of(encoder.num_attention_heads) {
            let found = format!("{} (it does not divide {})", encoder.num_attention_heads, encoder.hidden_size);
            return Err(refusal(&key("num_attention_heads"), found));
        }
        if !(encoder.layer_norm_eps > 0.0 && encoder.layer_norm_eps < 1.0) {
            return Err(refusal(&key("layer_norm_eps"), encoder.layer_norm_eps));
        }
        Ok(encoder)
    }
}

/// One id, or a list of those that end a text, of which a tokenizer writes the first.
#[derive(Deserialize)]
#[serde(untagged)]
enum Ids {
    One(u32),
    Many(Vec<u32>),
}

impl Ids {
    fn first(&self) -> Option<u32> {
        match self {
            Self::One(id) => Some(*id),
            Self::Many(ids) => ids.first().copied(),
        }
    }
}

/// The side of a square, or both sides.
#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Side {
    One(usize),
    Both([usize; 2]),
}

fn side(key: &str, found: Option<Side>, default: usize) -> Result<usize> {
    match found {
        Some(Side::Both([height, width])) if height != width => Err(refusal(key, format!("{height} x {width}"))),
        Some(Side::One(side) | Side::Both([side, _])) => positive(key, Some(side), default),
        None => Ok(default),
    }
}

fn positive(key: &str, found: Option<usize>, default: usize) -> Result<usize> {
    match found.unwrap_or(default) {
        0 => Err(refusal(key, 0)),
        size => Ok(size),
    }
}

pub(super) fn refusal(key: &str, found: impl ToString) -> Error {
    Error::ModelConfig { file: FILE, key: key.into(), found: found.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refused(json: &str, key: &str) {
        match Config::from_json(json.as_bytes()) {
            Err(Error::ModelConfig { key: found, .. }) => assert_eq!(found, key),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn missing_keys_are_those_of_vit_b_32() {
        let config = Config::from_json(br#"{"model_type": "clip", "text_config": null}"#).unwrap();
        assert_eq!(n_parameters(&config.tensors()), Some(151_277_313), "as openai/clip-vit-base-patch32");
        assert_eq!(config.text_config.eos_token_id, 49_407);
        assert_eq!(config.vision_config.encoder.hidden_act, Activation::QuickGelu);
    }

    #[test]
    fn an_old_second_copy_counts() {
        let json = br#"{"model_type": "clip", "text_config": {"hidden_size": 512},
            "text_config_dict": {"hidden_size": 768, "num_attention_heads": 12}}"#;
        assert_eq!(Config::from_json(json).unwrap().text_config.encoder.hidden_size, 768);
    }

    #[test]
    fn what_fits_no_model_is_refused_by_name() {
        check_refused("{}", "model_type");
        check_refused(r#"{"model_type": "siglip"}"#, "model_type");
        check_refused(r#"{"model_type": "clip", "text_config": {"hidden_act": "gelu_new"}}"#, "text_config.hidden_act");
        check_refused(
            r#"{"model_type": "clip", "vision_config": {"num_attention_heads": 7}}"#,
            "vision_config.num_attention_heads",
        );
        check_refused(r#"{"model_type": "clip", "vision_config": {"patch_size": 15}}"#, "vision_config.image_size");
        check_refused(r#"{"model_type": "clip", "vision_config": {"num_channels": 1}}"#, "vision_config.num_channels");
        check_refused(r#"{"model_type": "clip", "projection_dim": 0}"#, "projection_dim");
        check_refused(
            r#"{"model_type": "clip", "text_config": {"vocab_size": 4000000000}}"#,
            "the number of parameters",
        );
        check_refused(r#"{"model_type": "clip", "text_config": {"hidden_size": "many"}}"#, "text_config.hidden_size");
        check_refused(
            r#"{"model_type": "clip", "vision_config": {"image_size": [224, 256]}}"#,
            "vision_config.image_size",
        );
        assert!(matches!(Config::from_json(b"<html>"), Err(Error::ModelFile { file: FILE, .. })));
    }

    #[test]
    fn what_others_write_is_read() {
        let json = br#"{"model_type": "clip", "temperature": NaN, "bounds": [-Infinity, Infinity], "note": "NaN \" NaN",
            "text_config": {"eos_token_id": [7, 9], "dropout": NaN}, "vision_config": {"image_size": [64, 64], "patch_size": [32, 32]}}"#;
        let config = Config::from_json(json).unwrap();
        assert_eq!(config.text_config.eos_token_id, 7);
        assert_eq!((config.vision_config.image_size, config.vision_config.patch_size), (64, 32));
    }

    #[test]
    fn nan_where_a_number_is_needed_is_the_default() {
        let config = Config::from_json(br#"{"model_type": "clip", "projection_dim": NaN}"#).unwrap();
        assert_eq!(config.projection_dim, 512);
    }

    #[test]
    fn the_pooled_position_is_the_first_end_token_or_the_largest_id() {
        let mut text = Config::from_json(br#"{"model_type": "clip"}"#).unwrap().text_config;
        text.eos_token_id = 7;
        assert_eq!(text.pooled_position(&[9, 1, 7, 7]), Some(2));
        assert_eq!(text.pooled_position(&[9, 1]), None);
        text.eos_token_id = 2;
        assert_eq!(text.pooled_position(&[8, 2, 9, 9, 1]), Some(2));
    }
}
