//! The vision tower: pixel values in, features out.

use candle_core::{Device, IndexOp, Module, Result, Tensor};
use candle_nn::{LayerNorm, Linear, VarBuilder, layer_norm, linear_no_bias};

use crate::model::clip::Config;
use crate::model::clip::exact::encoder::Encoder;

/// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L585>
pub(super) struct VisionTower {
    class_embedding: Tensor,
    /// The convolution, whose stride is its own size, as the one matrix product that it is: `(hidden, 3 * patch^2)`.
    patch_embedding: Linear,
    position_embedding: Tensor,
    pre_layrnorm: LayerNorm,
    encoder: Encoder,
    post_layernorm: LayerNorm,
    visual_projection: Linear,
    patch_size: usize,
    n_patches_a_side: usize,
}

impl VisionTower {
    /// `vb` stands at the root of the checkpoint.
    pub(super) fn new(vb: VarBuilder, config: &Config) -> Result<Self> {
        let vision = &config.vision_config;
        let (hidden, patch_size) = (vision.encoder.hidden_size, vision.patch_size);
        let (model, embeddings) = (vb.pp("vision_model"), vb.pp("vision_model.embeddings"));
        let eps = vision.encoder.layer_norm_eps;
        let kernels = embeddings.get((hidden, 3, patch_size, patch_size), "patch_embedding.weight")?;
        Ok(Self {
            class_embedding: embeddings.get(hidden, "class_embedding")?.reshape((1, hidden))?,
            patch_embedding: Linear::new(kernels.reshape((hidden, 3 * patch_size * patch_size))?, None),
            position_embedding: embeddings.get((vision.n_patches() + 1, hidden), "position_embedding.weight")?,
            pre_layrnorm: layer_norm(hidden, eps, model.pp("pre_layrnorm"))?,
            encoder: Encoder::new(model.pp("encoder"), &vision.encoder)?,
            post_layernorm: layer_norm(hidden, eps, model.pp("post_layernorm"))?,
            visual_projection: linear_no_bias(hidden, config.projection_dim, vb.pp("visual_projection"))?,
            patch_size,
            n_patches_a_side: vision.image_size / patch_size,
        })
    }

    /// How many times [`VisionTower::step`] is to be called.
    pub(super) fn n_steps(&self) -> usize {
        self.encoder.n_steps()
    }

    /// From pixel values, channel by channel and row by row, to `(1 + n_patches, hidden)`.
    pub(super) fn embed(&self, pixel_values: &[f32]) -> Result<Tensor> {
        let (side, patch) = (self.n_patches_a_side, self.patch_size);
        let patches = Tensor::from_slice(pixel_values, &[3, side, patch, side, patch], &Device::Cpu)?
            .permute([1, 3, 0, 2, 4])? // (row of patches, column of patches, channel, row, column)
            .reshape((side * side, 3 * patch * patch))?;
        let patches = self.patch_embedding.forward(&patches)?; // (n_patches, hidden)
        let xs = Tensor::cat(&[&self.class_embedding, &patches], 0)?;
        self.pre_layrnorm.forward(&(xs + &self.position_embedding)?)
    }

    /// Half a layer.
    pub(super) fn step(&self, step: usize, xs: &Tensor) -> Result<Tensor> {
        self.encoder.step(step, xs, None)
    }

    /// The features, `projection_dim` numbers, read at the class token.
    pub(super) fn features(&self, xs: &Tensor) -> Result<Vec<f32>> {
        let pooled = self.post_layernorm.forward(&xs.narrow(0, 0, 1)?.contiguous()?)?; // (1, hidden)
        self.visual_projection.forward(&pooled)?.i(0)?.to_vec1()
    }
}
