//! A family of models: two towers, one for pictures and one for words, and what its `config.json` says of them.

use std::collections::BTreeMap;

#[cfg(feature = "exact")]
use candle_nn::VarBuilder;

use crate::error::Result;
use crate::model::backend::Towers;
use crate::model::json::parse;
use crate::model::shelf::Shelf;
use crate::model::tokens::Tokenizer;
use crate::model::{clip, photo};

/// One model of a family, as its `config.json` has it.
pub(super) trait Family {
    /// Length of the vectors.
    fn dims(&self) -> usize;

    /// How many of their numbers meet names.
    fn n_names(&self) -> usize {
        self.dims()
    }

    /// Side of the square picture that is seen, in pixels.
    fn image_size(&self) -> usize;

    /// The tensors that the towers need, by their names in the checkpoint, with their shapes.
    fn tensors(&self) -> BTreeMap<String, Vec<usize>>;

    /// Whether a tensor is needed for pictures.
    fn is_for_pictures(&self, name: &str) -> bool;

    /// The longest text in tokens.
    fn max_tokens(&self) -> usize;

    /// Refuses a tokenizer that this model's texts cannot be read with.
    fn check(&self, tokenizer: &Tokenizer) -> Result<()>;

    /// What of a text's ids is read.
    fn read(&self, ids: Vec<u32>) -> Result<Vec<u32>>;

    /// The towers, out of what a checkpoint left on the shelf.
    fn towers(&self, shelf: &mut Shelf) -> Result<Box<dyn Towers>>;

    /// Towers without words.
    fn vision(&self, shelf: &mut Shelf) -> Result<Box<dyn Towers>>;

    /// The towers in `f32`, for reference.
    #[cfg(feature = "exact")]
    fn exact(&self, tensors: VarBuilder) -> candle_core::Result<Box<dyn Towers>>;
}

/// The family's reading of `config.json`, by its `model_type`.
///
/// # Errors
/// [`Error::ModelFile`](crate::error::Error::ModelFile) and
/// [`Error::ModelConfig`](crate::error::Error::ModelConfig), as the family says.
pub(super) fn of_config(json: &[u8]) -> Result<Box<dyn Family>> {
    let value = parse("config.json", json)?;
    match value.get("model_type").and_then(|it| it.as_str()) {
        Some(photo::MODEL_TYPE) => Ok(Box::new(photo::Config::from_json(json)?)),
        // It knows what else is refused.
        _ => Ok(Box::new(clip::Config::from_json(json)?)),
    }
}
