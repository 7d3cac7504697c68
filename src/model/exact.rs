//! The towers in `f32` on candle's tensors: what the page's own are held against.

mod encoder;
mod text;
mod vision;

use std::collections::HashMap;

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;

use crate::clip::backend::{self, Backend};
use crate::clip::config::Config;
use crate::error::{Error, Result};
use crate::kernels::{Part, Rounded};
use text::TextTower;
use vision::VisionTower;

/// Tensors by their names.
#[derive(Default)]
pub(super) struct Shelf {
    kept: HashMap<String, Tensor>,
}

struct Towers {
    text: TextTower,
    vision: VisionTower,
    hidden: usize,
}

impl Backend for Shelf {
    fn put(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) -> Result<()> {
        self.kept.insert(name, Tensor::from_vec(values, shape, &Device::Cpu).map_err(Error::compute)?);
        Ok(())
    }

    fn put_rounded(&mut self, name: String, shape: Vec<usize>, rows: Rounded) -> Result<()> {
        let values = (0..rows.scales.len()).flat_map(|at| rows.row(at)).collect();
        self.put(name, shape, values)
    }

    fn build(self: Box<Self>, config: &Config) -> Result<Box<dyn backend::Towers>> {
        let vb = VarBuilder::from_tensors(self.kept, DType::F32, &Device::Cpu);
        let text = TextTower::new(vb.clone(), config).map_err(Error::compute)?;
        let vision = VisionTower::new(vb, config).map_err(Error::compute)?;
        Ok(Box::new(Towers { text, vision, hidden: config.vision_config.encoder.hidden_size }))
    }
}

impl Towers {
    /// `(n_tokens, hidden)`.
    fn tensor(&self, tokens: &[f32]) -> candle_core::Result<Tensor> {
        Tensor::from_slice(tokens, (tokens.len() / self.hidden, self.hidden), &Device::Cpu)
    }
}

impl backend::Towers for Towers {
    fn n_steps(&self) -> usize {
        self.vision.n_steps()
    }

    fn embed(&self, pixel_values: &[f32]) -> Result<Vec<f32>> {
        self.vision.embed(pixel_values).and_then(|it| values(&it)).map_err(Error::compute)
    }

    fn step(&self, step: usize, tokens: &mut Vec<f32>) -> Result<()> {
        let xs = self.tensor(tokens).and_then(|it| self.vision.step(step, &it)).and_then(|it| values(&it));
        *tokens = xs.map_err(Error::compute)?;
        Ok(())
    }

    fn features(&self, tokens: &[f32]) -> Result<Vec<f32>> {
        self.tensor(tokens).and_then(|it| self.vision.features(&it)).map_err(Error::compute)
    }

    fn texts(&self, texts: &[Vec<u32>]) -> Result<Vec<f32>> {
        let features = texts.iter().map(|it| self.text.features(it)).collect::<candle_core::Result<Vec<_>>>();
        Ok(features.map_err(Error::compute)?.concat())
    }

    fn parts(&mut self) -> Vec<Part<'_>> {
        Vec::new()
    }
}

fn values(xs: &Tensor) -> candle_core::Result<Vec<f32>> {
    xs.flatten_all()?.to_vec1()
}
