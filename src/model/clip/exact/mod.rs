//! The towers in `f32` on candle's tensors: what the page's own are held against.

mod encoder;
mod text;
mod vision;

use candle_core::{Device, Tensor};
use candle_nn::VarBuilder;

use crate::error::{Error, Result};
use crate::kernels::Part;
use crate::model::backend;
use crate::model::clip::Config;
use text::TextTower;
use vision::VisionTower;

/// Both towers.
pub(in crate::model) fn towers(tensors: VarBuilder, config: &Config) -> candle_core::Result<Box<dyn backend::Towers>> {
    let text = TextTower::new(tensors.clone(), config)?;
    let vision = VisionTower::new(tensors, config)?;
    Ok(Box::new(Towers { text, vision, hidden: config.vision_config.encoder.hidden_size }))
}

struct Towers {
    text: TextTower,
    vision: VisionTower,
    hidden: usize,
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
