//! The towers in `f32` on candle's tensors: what the page's own are held against.

use candle_core::{D, Device, Module, Result, Tensor};
use candle_nn::{Conv2d, Conv2dConfig, Linear, VarBuilder};

use super::config::Config;
use super::joint::joint;
use super::net::{Block, IMAGE_SIZE, N_FEATURES, STEM, blocks};
use crate::error::{self, Error};
use crate::kernels::{Part, margin};
use crate::model::backend;

/// Both towers.
pub(super) fn towers(tensors: VarBuilder, config: &Config) -> Result<Box<dyn backend::Towers>> {
    let blocks = blocks();
    let n_last = blocks.last().map_or(STEM, |it| it.n_out);
    Ok(Box::new(Towers {
        stem: Convolution::new(&tensors.pp("vision_model.stem"), (STEM, 3, 3, 3), 2)?,
        head: Convolution::of_matrix(&tensors.pp("vision_model.head"), N_FEATURES, n_last)?,
        classifier: candle_nn::linear(N_FEATURES, config.num_classes, tensors.pp("classifier"))?,
        class_embedding: tensors.get((config.num_classes, config.projection_dim), "class_embedding.weight")?,
        token_embedding: tensors
            .get((config.vocab_size, config.projection_dim), "text_model.token_embedding.weight")?,
        bias: tensors.get(config.projection_dim, "text_model.bias")?,
        blocks: blocks
            .into_iter()
            .enumerate()
            .map(|(at, block)| Layers::new(&tensors.pp(format!("vision_model.blocks.{at}")), block))
            .collect::<Result<_>>()?,
    }))
}

struct Towers {
    stem: Convolution,
    blocks: Vec<Layers>,
    head: Convolution,
    classifier: Linear,
    class_embedding: Tensor,
    token_embedding: Tensor,
    bias: Tensor,
}

struct Layers {
    expand: Option<Convolution>,
    depthwise: Convolution,
    project: Convolution,
    n_in: usize,
    is_residual: bool,
}

/// As TensorFlow pads it, see [`margin`].
struct Convolution {
    inner: Conv2d,
    filter: usize,
}

impl Convolution {
    fn new(tensors: &VarBuilder, shape: (usize, usize, usize, usize), stride: usize) -> Result<Self> {
        Self::of(tensors, tensors.get(shape, "weight")?, stride, 1)
    }

    fn of_matrix(tensors: &VarBuilder, n: usize, k: usize) -> Result<Self> {
        Self::of(tensors, tensors.get((n, k), "weight")?.reshape((n, k, 1, 1))?, 1, 1)
    }

    fn depthwise(tensors: &VarBuilder, block: Block) -> Result<Self> {
        let (n, side) = (block.n_wide, block.filter);
        let filters = tensors.get((n, side, side), "weight")?.reshape((n, 1, side, side))?;
        Self::of(tensors, filters, block.stride, n)
    }

    fn of(tensors: &VarBuilder, filters: Tensor, stride: usize, groups: usize) -> Result<Self> {
        let (bias, filter) = (tensors.get(filters.dim(0)?, "bias")?, filters.dim(3)?);
        let config = Conv2dConfig { stride, groups, ..Default::default() };
        Ok(Self { inner: Conv2d::new(filters, Some(bias), config), filter })
    }
}

impl Module for Convolution {
    fn forward(&self, xs: &Tensor) -> Result<Tensor> {
        let (side, stride) = (xs.dim(3)?, self.inner.config().stride);
        let before = margin(side, self.filter, stride);
        let behind = ((side.div_ceil(stride) - 1) * stride + self.filter).saturating_sub(side) - before;
        self.inner.forward(&xs.pad_with_zeros(2, before, behind)?.pad_with_zeros(3, before, behind)?)
    }
}

impl Layers {
    fn new(tensors: &VarBuilder, block: Block) -> Result<Self> {
        let is_wider = block.n_wide != block.n_in;
        let expand = || Convolution::of_matrix(&tensors.pp("expand"), block.n_wide, block.n_in);
        Ok(Self {
            expand: is_wider.then(expand).transpose()?,
            depthwise: Convolution::depthwise(&tensors.pp("depthwise"), block)?,
            project: Convolution::of_matrix(&tensors.pp("project"), block.n_out, block.n_wide)?,
            n_in: block.n_in,
            is_residual: block.is_residual(),
        })
    }

    fn forward(&self, xs: &Tensor) -> Result<Tensor> {
        let wide = match &self.expand {
            Some(expand) => relu6(&expand.forward(xs)?)?,
            None => xs.clone(),
        };
        let out = self.project.forward(&relu6(&self.depthwise.forward(&wide)?)?)?;
        if self.is_residual { xs + out } else { Ok(out) }
    }
}

impl Towers {
    fn embed(&self, pixel_values: &[f32]) -> Result<Vec<f32>> {
        let pixels = Tensor::from_slice(pixel_values, (1, 3, IMAGE_SIZE, IMAGE_SIZE), &Device::Cpu)?;
        values(&relu6(&self.stem.forward(&pixels)?)?)
    }

    /// The part for names and the part for pictures.
    fn features(&self, pixels: &[f32]) -> Result<(Vec<f32>, Vec<f32>)> {
        let last = relu6(&self.head.forward(&tensor(pixels, self.head.inner.weight().dim(1)?)?)?)?;
        let features = last.mean((2, 3))?; // (1, N_FEATURES)
        let shares = candle_nn::ops::softmax(&self.classifier.forward(&features)?, D::Minus1)?;
        let names = values(&shares.matmul(&self.class_embedding)?)?;
        Ok((names, values(&features)?))
    }

    fn text(&self, ids: &[u32]) -> Result<Vec<f32>> {
        if ids.is_empty() {
            return Ok(vec![0.0; self.bias.elem_count()]);
        }
        let rows = self.token_embedding.embedding(&Tensor::new(ids, &Device::Cpu)?)?;
        values(&(rows.sum(0)? / ids.len() as f64)?.add(&self.bias)?)
    }
}

impl backend::Towers for Towers {
    fn n_steps(&self) -> usize {
        self.blocks.len()
    }

    fn embed(&self, pixel_values: &[f32]) -> error::Result<Vec<f32>> {
        self.embed(pixel_values).map_err(Error::compute)
    }

    fn step(&self, step: usize, pixels: &mut Vec<f32>) -> error::Result<()> {
        let block = &self.blocks[step];
        let out = tensor(pixels, block.n_in).and_then(|it| block.forward(&it)).and_then(|it| values(&it));
        *pixels = out.map_err(Error::compute)?;
        Ok(())
    }

    fn features(&self, pixels: &[f32]) -> error::Result<Vec<f32>> {
        let (names, features) = self.features(pixels).map_err(Error::compute)?;
        joint(names, features)
    }

    fn texts(&self, texts: &[Vec<u32>]) -> error::Result<Vec<f32>> {
        let vectors = texts.iter().map(|ids| self.text(ids)).collect::<Result<Vec<_>>>();
        Ok(vectors.map_err(Error::compute)?.concat())
    }

    fn parts(&mut self) -> Vec<Part<'_>> {
        Vec::new()
    }
}

/// A square picture of so many channels, one after the other.
fn tensor(pixels: &[f32], n_channels: usize) -> Result<Tensor> {
    let side = (pixels.len() / n_channels).isqrt();
    Tensor::from_slice(pixels, (1, n_channels, side, side), &Device::Cpu)
}

fn relu6(xs: &Tensor) -> Result<Tensor> {
    xs.clamp(0.0, 6.0)
}

fn values(xs: &Tensor) -> Result<Vec<f32>> {
    xs.flatten_all()?.to_vec1()
}
