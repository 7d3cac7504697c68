//! CLIP as one of the families.

use std::collections::BTreeMap;

#[cfg(feature = "exact")]
use candle_nn::VarBuilder;

use super::config::{Config, refusal};
#[cfg(feature = "exact")]
use super::exact;
use super::int8;
use crate::error::Result;
use crate::model::backend::Towers;
use crate::model::family::Family;
use crate::model::shelf::Shelf;
use crate::model::tokens::Tokenizer;

impl Family for Config {
    fn dims(&self) -> usize {
        self.projection_dim
    }

    fn image_size(&self) -> usize {
        self.vision_config.image_size
    }

    fn tensors(&self) -> BTreeMap<String, Vec<usize>> {
        self.tensors()
    }

    fn is_for_pictures(&self, name: &str) -> bool {
        name.starts_with("vision_model.") || name.starts_with("visual_projection.")
    }

    fn max_tokens(&self) -> usize {
        self.text_config.max_position_embeddings
    }

    fn check(&self, tokenizer: &Tokenizer) -> Result<()> {
        let empty = tokenizer.ids("")?;
        // Without its end token, every text would be read at its first token and have the same vector.
        match self.text_config.pooled_position(&empty) {
            Some(at) if at + 1 == empty.len() => Ok(()),
            _ => {
                let id = self.text_config.eos_token_id;
                Err(refusal("text_config.eos_token_id", format!("{id} (this tokenizer does not end a text with it)")))
            }
        }
    }

    /// A text's tokens up to the one at which the vector is read.
    fn read(&self, mut ids: Vec<u32>) -> Result<Vec<u32>> {
        let config = &self.text_config;
        if let Some(id) = ids.iter().find(|&&id| id as usize >= config.vocab_size) {
            return Err(refusal("text_config.vocab_size", format!("{} (a token has id {id})", config.vocab_size)));
        }
        let pooled = config.pooled_position(&ids).ok_or_else(|| {
            refusal("text_config.eos_token_id", format!("{} (the text does not hold it)", config.eos_token_id))
        })?;
        ids.truncate(pooled + 1);
        Ok(ids)
    }

    fn towers(&self, shelf: &mut Shelf) -> Result<Box<dyn Towers>> {
        int8::towers(shelf, self)
    }

    fn vision(&self, shelf: &mut Shelf) -> Result<Box<dyn Towers>> {
        int8::vision(shelf, self)
    }

    #[cfg(feature = "exact")]
    fn exact(&self, tensors: VarBuilder) -> candle_core::Result<Box<dyn Towers>> {
        exact::towers(tensors, self)
    }
}
