//! The text tower: ids in, features out.

use candle_core::{Device, IndexOp, Module, Result, Tensor};
use candle_nn::{Embedding, LayerNorm, Linear, VarBuilder, embedding, layer_norm, linear_no_bias};

use crate::model::clip::Config;
use crate::model::clip::exact::encoder::Encoder;

/// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L485>
pub(super) struct TextTower {
    token_embedding: Embedding,
    position_embedding: Tensor,
    encoder: Encoder,
    final_layer_norm: LayerNorm,
    text_projection: Linear,
}

impl TextTower {
    /// `vb` stands at the root of the checkpoint.
    pub(super) fn new(vb: VarBuilder, config: &Config) -> Result<Self> {
        let text = &config.text_config;
        let hidden = text.encoder.hidden_size;
        let (model, embeddings) = (vb.pp("text_model"), vb.pp("text_model.embeddings"));
        Ok(Self {
            token_embedding: embedding(text.vocab_size, hidden, embeddings.pp("token_embedding"))?,
            position_embedding: embeddings
                .pp("position_embedding")
                .get((text.max_position_embeddings, hidden), "weight")?,
            encoder: Encoder::new(model.pp("encoder"), &text.encoder)?,
            final_layer_norm: layer_norm(hidden, text.encoder.layer_norm_eps, model.pp("final_layer_norm"))?,
            text_projection: linear_no_bias(hidden, config.projection_dim, vb.pp("text_projection"))?,
        })
    }

    /// The features, `projection_dim` numbers, of the last of `ids`.
    ///
    /// A token sees only those before it, so what follows the token at which the vector is read is left out by the
    /// caller: neither padding nor a longer text changes the result.
    pub(super) fn features(&self, ids: &[u32]) -> Result<Vec<f32>> {
        let n_tokens = ids.len();
        let tokens = self.token_embedding.forward(&Tensor::new(ids, &Device::Cpu)?)?;
        let xs = (tokens + self.position_embedding.narrow(0, 0, n_tokens)?)?; // (n_tokens, hidden)
        let xs = self.encoder.forward(xs, Some(&causal_mask(n_tokens)?))?;
        let pooled = self.final_layer_norm.forward(&xs.narrow(0, n_tokens - 1, 1)?.contiguous()?)?; // (1, hidden)
        self.text_projection.forward(&pooled)?.i(0)?.to_vec1()
    }
}

/// `(n_tokens, n_tokens)`: nothing for a token itself and those before it, minus infinity for those after.
fn causal_mask(n_tokens: usize) -> Result<Tensor> {
    let mask: Vec<f32> = (0..n_tokens)
        .flat_map(|row| (0..n_tokens).map(move |column| if column > row { f32::NEG_INFINITY } else { 0.0 }))
        .collect();
    Tensor::from_vec(mask, (n_tokens, n_tokens), &Device::Cpu)
}
