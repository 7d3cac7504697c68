//! The vision tower: pixel values in, features out.

use crate::error::Result;
use crate::kernels::{LayerNorm, Part, Reach, Weights};
use crate::model::clip::Config;
use crate::model::clip::int8::encoder::{Desk, Encoder, Pooled, layer_norm};
use crate::model::shelf::Shelf;

/// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L585>
pub(super) struct VisionTower {
    class_embedding: Vec<f32>,
    /// The convolution, whose stride is its own size, as the one matrix product that it is.
    patch_embedding: Weights,
    position_embedding: Vec<f32>,
    pre_layrnorm: LayerNorm,
    encoder: Encoder,
    post_layernorm: LayerNorm,
    visual_projection: Weights,
    patch_size: usize,
    n_patches_a_side: usize,
}

impl VisionTower {
    pub(super) fn new(shelf: &mut Shelf, config: &Config) -> Result<Self> {
        let vision = &config.vision_config;
        Ok(Self {
            class_embedding: shelf.values("vision_model.embeddings.class_embedding")?,
            patch_embedding: shelf.weights("vision_model.embeddings.patch_embedding.weight")?,
            position_embedding: shelf.values("vision_model.embeddings.position_embedding.weight")?,
            pre_layrnorm: layer_norm(shelf, "vision_model.pre_layrnorm", &vision.encoder)?,
            encoder: Encoder::new(shelf, "vision_model", &vision.encoder, Reach::All, Pooled::First)?,
            post_layernorm: layer_norm(shelf, "vision_model.post_layernorm", &vision.encoder)?,
            visual_projection: shelf.weights("visual_projection.weight")?,
            patch_size: vision.patch_size,
            n_patches_a_side: vision.image_size / vision.patch_size,
        })
    }

    /// All that it has learnt, in one order.
    pub(super) fn parts(&mut self) -> Vec<Part<'_>> {
        let mut parts = vec![Part::Numbers(&mut self.class_embedding), Part::Numbers(&mut self.position_embedding)];
        parts.extend(self.patch_embedding.parts());
        parts.extend(self.pre_layrnorm.parts());
        parts.extend(self.encoder.parts());
        parts.extend(self.post_layernorm.parts());
        parts.extend(self.visual_projection.parts());
        parts
    }

    /// How many times [`VisionTower::step`] is to be called.
    pub(super) fn n_steps(&self) -> usize {
        self.encoder.n_steps()
    }

    /// From pixel values, channel by channel and row by row, to `(1 + n_patches, hidden)`.
    pub(super) fn embed(&self, pixel_values: &[f32], desk: &mut Desk) -> Vec<f32> {
        let (patch, n) = (self.patch_size, self.n_patches_a_side);
        let side = patch * n;
        let rows = (0..n * n).map(|at| {
            let (top, left) = (at / n * patch, at % n * patch);
            let lines =
                (0..3).flat_map(|channel| (top..top + patch).map(move |row| (channel * side + row) * side + left));
            lines.flat_map(|start| pixel_values[start..start + patch].iter().copied()).collect()
        });
        let patches = desk.embed(3 * patch * patch, rows, &self.patch_embedding);
        let mut xs = Vec::with_capacity(self.position_embedding.len());
        let mut row = Vec::new();
        let hidden = self.class_embedding.len();
        let tokens = [&self.class_embedding[..]].into_iter().chain(patches.chunks_exact(hidden));
        for (token, position) in tokens.zip(self.position_embedding.chunks_exact(hidden)) {
            let sum: Vec<f32> = token.iter().zip(position).map(|(token, position)| token + position).collect();
            self.pre_layrnorm.apply(&sum, &mut row);
            xs.extend_from_slice(&row);
        }
        xs
    }

    /// Half a layer.
    pub(super) fn step(&self, step: usize, xs: &mut Vec<f32>, desk: &mut Desk) {
        self.encoder.step(step, xs, &[1 + self.n_patches_a_side * self.n_patches_a_side], desk);
    }

    /// The features, `projection_dim` numbers, of the class token, which is all that the last step has left.
    pub(super) fn features(&self, xs: &[f32], desk: &mut Desk) -> Vec<f32> {
        desk.project(&self.post_layernorm, xs, &self.visual_projection)
    }
}
