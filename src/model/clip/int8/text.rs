//! The text tower: ids in, features out.

use crate::error::Result;
use crate::kernels::{LayerNorm, Reach, Rounded, Weights};
use crate::model::clip::Config;
use crate::model::clip::int8::encoder::{Desk, Encoder, Pooled, layer_norm};
use crate::model::shelf::Shelf;

/// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L485>
pub(super) struct TextTower {
    token_embedding: Rounded,
    position_embedding: Vec<f32>,
    encoder: Encoder,
    final_layer_norm: LayerNorm,
    text_projection: Weights,
    hidden: usize,
}

impl TextTower {
    pub(super) fn new(shelf: &mut Shelf, config: &Config) -> Result<Self> {
        let text = &config.text_config;
        Ok(Self {
            token_embedding: shelf.table("text_model.embeddings.token_embedding.weight")?,
            position_embedding: shelf.values("text_model.embeddings.position_embedding.weight")?,
            encoder: Encoder::new(shelf, "text_model", &text.encoder, Reach::Before, Pooled::Last)?,
            final_layer_norm: layer_norm(shelf, "text_model.final_layer_norm", &text.encoder)?,
            text_projection: shelf.weights("text_projection.weight")?,
            hidden: text.encoder.hidden_size,
        })
    }

    /// The features of the last token of each text, `projection_dim` numbers each, one behind the other.
    ///
    /// A token sees only those before it, so what follows the token at which the vector is read is left out by the
    /// caller: neither padding nor a longer text changes the result.
    pub(super) fn features(&self, texts: &[Vec<u32>], desk: &mut Desk) -> Vec<f32> {
        let lengths: Vec<usize> = texts.iter().map(Vec::len).collect();
        let mut xs = Vec::with_capacity(lengths.iter().sum::<usize>() * self.hidden);
        for ids in texts {
            for (id, position) in ids.iter().zip(self.position_embedding.chunks_exact(self.hidden)) {
                let token = self.token_embedding.row(*id as usize);
                xs.extend(token.zip(position).map(|(token, position)| token + position));
            }
        }
        (0..self.encoder.n_steps()).for_each(|step| self.encoder.step(step, &mut xs, &lengths, desk));
        desk.project(&self.final_layer_norm, &xs, &self.text_projection)
    }
}
