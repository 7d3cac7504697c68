//! The transformer layers that both towers are made of.

use candle_core::{D, Module, Result, Tensor};
use candle_nn::{LayerNorm, Linear, VarBuilder, layer_norm, linear};

use crate::model::clip::{Activation, EncoderConfig};

/// A stack of layers. Everything is `(n_tokens, hidden_size)`: one picture or one text at a time.
pub(super) struct Encoder {
    layers: Vec<Layer>,
}

impl Encoder {
    pub(super) fn new(vb: VarBuilder, config: &EncoderConfig) -> Result<Self> {
        let layers = (0..config.num_hidden_layers).map(|it| Layer::new(vb.pp("layers").pp(it), config));
        Ok(Self { layers: layers.collect::<Result<_>>()? })
    }

    /// How many times [`Encoder::step`] is to be called.
    pub(super) fn n_steps(&self) -> usize {
        2 * self.layers.len()
    }

    /// Half a layer, so that a slice stays short: the attention if `step` is even, else the perceptron.
    ///
    /// `mask`, `(n_tokens, n_tokens)`, is added to the attention's logits.
    pub(super) fn step(&self, step: usize, xs: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let layer = &self.layers[step / 2];
        // https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L353
        let change = if step.is_multiple_of(2) {
            layer.self_attn.forward(&layer.layer_norm1.forward(xs)?, mask)?
        } else {
            layer.mlp.forward(&layer.layer_norm2.forward(xs)?)?
        };
        xs + change
    }

    pub(super) fn forward(&self, xs: Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        (0..self.n_steps()).try_fold(xs, |xs, step| self.step(step, &xs, mask))
    }
}

struct Layer {
    layer_norm1: LayerNorm,
    self_attn: Attention,
    layer_norm2: LayerNorm,
    mlp: Mlp,
}

impl Layer {
    fn new(vb: VarBuilder, config: &EncoderConfig) -> Result<Self> {
        Ok(Self {
            layer_norm1: layer_norm(config.hidden_size, config.layer_norm_eps, vb.pp("layer_norm1"))?,
            self_attn: Attention::new(vb.pp("self_attn"), config)?,
            layer_norm2: layer_norm(config.hidden_size, config.layer_norm_eps, vb.pp("layer_norm2"))?,
            mlp: Mlp::new(vb.pp("mlp"), config)?,
        })
    }
}

/// <https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/models/clip/modeling_clip.py#L280>
struct Attention {
    q_proj: Linear,
    k_proj: Linear,
    v_proj: Linear,
    out_proj: Linear,
    n_heads: usize,
    scale: f64,
}

impl Attention {
    fn new(vb: VarBuilder, config: &EncoderConfig) -> Result<Self> {
        let (hidden, n_heads) = (config.hidden_size, config.num_attention_heads);
        Ok(Self {
            q_proj: linear(hidden, hidden, vb.pp("q_proj"))?,
            k_proj: linear(hidden, hidden, vb.pp("k_proj"))?,
            v_proj: linear(hidden, hidden, vb.pp("v_proj"))?,
            out_proj: linear(hidden, hidden, vb.pp("out_proj"))?,
            n_heads,
            scale: 1.0 / libm::sqrt((hidden / n_heads) as f64),
        })
    }

    fn forward(&self, xs: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let (n_tokens, hidden) = xs.dims2()?;
        let heads =
            |xs: Tensor| xs.reshape((n_tokens, self.n_heads, hidden / self.n_heads))?.transpose(0, 1)?.contiguous();
        let queries = heads((self.q_proj.forward(xs)? * self.scale)?)?; // (n_heads, n_tokens, head_dim)
        let keys = heads(self.k_proj.forward(xs)?)?;
        let values = heads(self.v_proj.forward(xs)?)?;
        let mut logits = queries.matmul(&keys.t()?)?; // (n_heads, n_tokens, n_tokens)
        if let Some(mask) = mask {
            logits = logits.broadcast_add(mask)?;
        }
        let xs = candle_nn::ops::softmax(&logits, D::Minus1)?.matmul(&values)?;
        self.out_proj.forward(&xs.transpose(0, 1)?.contiguous()?.reshape((n_tokens, hidden))?)
    }
}

struct Mlp {
    fc1: Linear,
    fc2: Linear,
    activation: Activation,
}

impl Mlp {
    fn new(vb: VarBuilder, config: &EncoderConfig) -> Result<Self> {
        Ok(Self {
            fc1: linear(config.hidden_size, config.intermediate_size, vb.pp("fc1"))?,
            fc2: linear(config.intermediate_size, config.hidden_size, vb.pp("fc2"))?,
            activation: config.hidden_act,
        })
    }

    fn forward(&self, xs: &Tensor) -> Result<Tensor> {
        let xs = self.fc1.forward(xs)?; // (n_tokens, intermediate_size)
        // https://github.com/huggingface/transformers/blob/v5.23.0/src/transformers/activations.py#L117
        let xs = match self.activation {
            Activation::QuickGelu => (&xs * candle_nn::ops::sigmoid(&(&xs * 1.702)?)?)?,
            Activation::Gelu => xs.gelu_erf()?,
        };
        self.fc2.forward(&xs)
    }
}
