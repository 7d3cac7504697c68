//! This kind as one of the families.

use std::collections::BTreeMap;

#[cfg(feature = "exact")]
use candle_nn::VarBuilder;

use super::config::{Config, refusal};
#[cfg(feature = "exact")]
use super::exact;
use super::net::{IMAGE_SIZE, N_FEATURES};
use super::tower;
use crate::error::Result;
use crate::model::backend::Towers;
use crate::model::family::Family;
use crate::model::shelf::Shelf;
use crate::model::tokens::Tokenizer;

/// A name is a mean, so it may be long; this is a text that nobody calls a name.
const MAX_TOKENS: usize = 512;

impl Family for Config {
    fn dims(&self) -> usize {
        self.projection_dim + N_FEATURES
    }

    fn n_names(&self) -> usize {
        self.projection_dim
    }

    fn image_size(&self) -> usize {
        IMAGE_SIZE
    }

    fn tensors(&self) -> BTreeMap<String, Vec<usize>> {
        self.tensors()
    }

    fn is_for_pictures(&self, name: &str) -> bool {
        !name.starts_with("text_model.") && name != "logit_scale"
    }

    fn max_tokens(&self) -> usize {
        MAX_TOKENS
    }

    fn check(&self, tokenizer: &Tokenizer) -> Result<()> {
        match tokenizer.ids("")?.len() {
            0 => Ok(()),
            n => Err(refusal("text_config", format!("of a tokenizer that puts {n} tokens around a text"))),
        }
    }

    /// The pieces that have a row; the tokenizer's mark for what it does not know is behind the last.
    fn read(&self, mut ids: Vec<u32>) -> Result<Vec<u32>> {
        ids.retain(|id| (*id as usize) < self.vocab_size);
        Ok(ids)
    }

    fn towers(&self, shelf: &mut Shelf) -> Result<Box<dyn Towers>> {
        tower::towers(shelf, self)
    }

    fn vision(&self, shelf: &mut Shelf) -> Result<Box<dyn Towers>> {
        tower::vision(shelf, self)
    }

    #[cfg(feature = "exact")]
    fn exact(&self, tensors: VarBuilder) -> candle_core::Result<Box<dyn Towers>> {
        exact::towers(tensors, self)
    }
}
