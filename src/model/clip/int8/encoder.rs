//! The transformer layers that both towers are made of, on the project's own kernels.

use crate::error::Result;
use crate::kernels::{
    Activations, Attention, LayerNorm, Part, Reach, Scratch, WEIGHT_LEVELS, Weights, gelu, levels_beside, product,
    product_into, quick_gelu,
};
use crate::model::clip::{Activation, EncoderConfig};
use crate::model::shelf::Shelf;

/// A stack of layers over tokens of `hidden` numbers, of one picture or of several texts, one behind the other: what is
/// done to each token alone is done to all of them at once, and only attention keeps them apart.
pub(super) struct Encoder {
    layers: Vec<Layer>,
    hidden: usize,
    n_heads: usize,
    activation: Activation,
    reach: Reach,
    pooled: Pooled,
}

/// The token that stands for the whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooled {
    First,
    Last,
}

struct Layer {
    layer_norm1: LayerNorm,
    /// Queries, which are scaled by the root of their length already, keys and values.
    qkv: Weights,
    out_proj: Weights,
    layer_norm2: LayerNorm,
    fc1: Weights,
    fc2: Weights,
}

/// What lies on the table while a picture or a text is computed, used again and again.
#[derive(Default)]
pub(super) struct Desk {
    activations: Activations,
    attention: Attention,
    scratch: Scratch,
    row: Vec<f32>,
    wide: Vec<f32>,
    heads: Vec<f32>,
}

impl Encoder {
    pub(super) fn new(
        shelf: &mut Shelf,
        tower: &str,
        config: &EncoderConfig,
        reach: Reach,
        pooled: Pooled,
    ) -> Result<Self> {
        let layers = (0..config.num_hidden_layers)
            .map(|layer| Layer::new(shelf, &format!("{tower}.encoder.layers.{layer}"), config))
            .collect::<Result<_>>()?;
        Ok(Self {
            layers,
            hidden: config.hidden_size,
            n_heads: config.num_attention_heads,
            activation: config.hidden_act,
            reach,
            pooled,
        })
    }

    /// What its layers are made of, in their order.
    pub(super) fn parts(&mut self) -> impl Iterator<Item = Part<'_>> {
        self.layers.iter_mut().flat_map(Layer::parts)
    }

    /// How many times [`Encoder::step`] is to be called.
    pub(super) fn n_steps(&self) -> usize {
        2 * self.layers.len()
    }

    /// Half a layer, so that a slice stays short: the attention if `step` is even, else the perceptron. Of `xs`, as many
    /// tokens as `lengths` say one behind the other, the last attention leaves nothing but the pooled ones, for nothing
    /// else is asked of it.
    pub(super) fn step(&self, step: usize, xs: &mut Vec<f32>, lengths: &[usize], desk: &mut Desk) {
        let layer = &self.layers[step / 2];
        if step.is_multiple_of(2) {
            let hidden = self.hidden;
            desk.norm(&layer.layer_norm1, xs, hidden);
            product(&desk.activations, &layer.qkv, &mut desk.scratch, &mut desk.wide);
            let is_last = step + 2 == self.n_steps();
            desk.heads.clear();
            let mut first = 0;
            for (at, length) in lengths.iter().enumerate() {
                let mut asked = 0..*length;
                if is_last {
                    let pooled = if self.pooled == Pooled::First { 0 } else { length - 1 };
                    asked = pooled..pooled + 1;
                    xs.copy_within((first + pooled) * hidden..(first + pooled + 1) * hidden, at * hidden);
                }
                let qkv = &desk.wide[3 * first * hidden..3 * (first + length) * hidden];
                desk.attention.apply(qkv, *length, self.n_heads, self.reach, asked, &mut desk.heads);
                first += length;
            }
            if is_last {
                xs.truncate(lengths.len() * hidden);
            }
            let levels = levels_beside(WEIGHT_LEVELS, hidden);
            desk.activations.clear(hidden);
            desk.heads.chunks_exact(hidden).for_each(|row| desk.activations.push(row, levels));
            product_into(&desk.activations, &layer.out_proj, &mut desk.scratch, xs);
        } else {
            desk.norm(&layer.layer_norm2, xs, self.hidden);
            product(&desk.activations, &layer.fc1, &mut desk.scratch, &mut desk.wide);
            match self.activation {
                Activation::QuickGelu => quick_gelu(&mut desk.wide),
                Activation::Gelu => gelu(&mut desk.wide),
            }
            let inner = layer.fc1.n();
            let levels = levels_beside(WEIGHT_LEVELS, inner);
            desk.activations.clear(inner);
            desk.wide.chunks_exact(inner).for_each(|row| desk.activations.push(row, levels));
            product_into(&desk.activations, &layer.fc2, &mut desk.scratch, xs);
        }
    }
}

impl Desk {
    /// The norm of every row, rounded.
    pub(super) fn norm(&mut self, norm: &LayerNorm, xs: &[f32], hidden: usize) {
        let levels = levels_beside(WEIGHT_LEVELS, hidden);
        self.activations.clear(hidden);
        for row in xs.chunks_exact(hidden) {
            norm.apply(row, &mut self.row);
            self.activations.push(&self.row, levels);
        }
    }

    /// What a projection makes of the norm of each row.
    pub(super) fn project(&mut self, norm: &LayerNorm, xs: &[f32], projection: &Weights) -> Vec<f32> {
        let mut features = Vec::new();
        self.norm(norm, xs, projection.k());
        product(&self.activations, projection, &mut self.scratch, &mut features);
        features
    }

    /// Rows of `k` numbers, rounded as they come, times `weights`.
    pub(super) fn embed(&mut self, k: usize, rows: impl Iterator<Item = Vec<f32>>, weights: &Weights) -> &[f32] {
        let levels = levels_beside(WEIGHT_LEVELS, k);
        self.activations.clear(k);
        rows.for_each(|row| self.activations.push(&row, levels));
        product(&self.activations, weights, &mut self.scratch, &mut self.wide);
        &self.wide
    }
}

impl Layer {
    fn new(shelf: &mut Shelf, path: &str, config: &EncoderConfig) -> Result<Self> {
        let hidden = config.hidden_size;
        let mut linear = |name: &str| linear(shelf, &format!("{path}.{name}"));
        let parts = [linear("self_attn.q_proj")?, linear("self_attn.k_proj")?, linear("self_attn.v_proj")?];
        let mut qkv = Weights::joined(&parts);
        drop(parts);
        qkv.scale(0..hidden, 1.0 / libm::sqrtf((hidden / config.num_attention_heads) as f32));
        let (out_proj, fc1, fc2) = (linear("self_attn.out_proj")?, linear("mlp.fc1")?, linear("mlp.fc2")?);
        Ok(Self {
            layer_norm1: layer_norm(shelf, &format!("{path}.layer_norm1"), config)?,
            qkv,
            out_proj,
            layer_norm2: layer_norm(shelf, &format!("{path}.layer_norm2"), config)?,
            fc1,
            fc2,
        })
    }

    fn parts(&mut self) -> impl Iterator<Item = Part<'_>> {
        let norms = self.layer_norm1.parts().into_iter().chain(self.layer_norm2.parts());
        norms.chain(
            [&mut self.qkv, &mut self.out_proj, &mut self.fc1, &mut self.fc2].into_iter().flat_map(Weights::parts),
        )
    }
}

fn linear(shelf: &mut Shelf, path: &str) -> Result<Weights> {
    Ok(shelf.weights(&format!("{path}.weight"))?.with_bias(shelf.values(&format!("{path}.bias"))?))
}

pub(super) fn layer_norm(shelf: &mut Shelf, path: &str, config: &EncoderConfig) -> Result<LayerNorm> {
    let (gain, bias) = (shelf.values(&format!("{path}.weight"))?, shelf.values(&format!("{path}.bias"))?);
    Ok(LayerNorm::new(gain, bias, config.layer_norm_eps as f32))
}
