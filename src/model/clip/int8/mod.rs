//! The towers on the project's own kernels: weights of 8 bits, activations of 13.

mod encoder;
mod text;
mod vision;

use std::cell::RefCell;

use crate::error::{Error, Result};
use crate::kernels::Part;
use crate::model::backend;
use crate::model::clip::Config;
use crate::model::shelf::Shelf;
use encoder::Desk;
use text::TextTower;
use vision::VisionTower;

/// Both towers, out of what a checkpoint left on the shelf.
pub(in crate::model) fn towers(shelf: &mut Shelf, config: &Config) -> Result<Box<dyn backend::Towers>> {
    let text = Some(TextTower::new(shelf, config)?);
    let vision = VisionTower::new(shelf, config)?;
    Ok(Box::new(Towers { text, vision, desk: RefCell::default() }))
}

/// Towers without words.
pub(in crate::model) fn vision(shelf: &mut Shelf, config: &Config) -> Result<Box<dyn backend::Towers>> {
    let vision = VisionTower::new(shelf, config)?;
    Ok(Box::new(Towers { text: None, vision, desk: RefCell::default() }))
}

/// Both towers, and the table that they share; a copy for pictures has no words.
struct Towers {
    text: Option<TextTower>,
    vision: VisionTower,
    desk: RefCell<Desk>,
}

impl backend::Towers for Towers {
    fn n_steps(&self) -> usize {
        self.vision.n_steps()
    }

    fn embed(&self, pixel_values: &[f32]) -> Result<Vec<f32>> {
        Ok(self.vision.embed(pixel_values, &mut self.desk.borrow_mut()))
    }

    fn step(&self, step: usize, tokens: &mut Vec<f32>) -> Result<()> {
        self.vision.step(step, tokens, &mut self.desk.borrow_mut());
        Ok(())
    }

    fn features(&self, tokens: &[f32]) -> Result<Vec<f32>> {
        Ok(self.vision.features(tokens, &mut self.desk.borrow_mut()))
    }

    fn texts(&self, texts: &[Vec<u32>]) -> Result<Vec<f32>> {
        let text = self.text.as_ref().ok_or(Error::PicturesOnly)?;
        Ok(text.features(texts, &mut self.desk.borrow_mut()))
    }

    fn parts(&mut self) -> Vec<Part<'_>> {
        self.vision.parts()
    }
}
