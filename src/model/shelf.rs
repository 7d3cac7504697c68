//! A checkpoint's tensors as they are kept: what is multiplied with, as small integers.

use std::collections::HashMap;

use super::Towers;
use super::text::TextTower;
use super::vision::VisionTower;
use crate::clip::backend::{self, Backend};
use crate::clip::config::Config;
use crate::error::{Error, Result};
use crate::kernels::{Rounded, Weights};

/// Tensors by their names.
#[derive(Default)]
pub(in crate::clip) struct Shelf {
    kept: HashMap<String, Kept>,
}

/// One tensor.
enum Kept {
    Values(Vec<f32>),
    Weights(Weights),
    Table(Rounded),
}

impl Backend for Shelf {
    /// What is rounded is rounded here, before the next one comes.
    fn put(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) -> Result<()> {
        if is_rounded(&name, &shape) {
            let rows = Rounded::of(&values, values.len() / shape[0].max(1));
            // It goes before its integers are packed, which takes as much memory as they do.
            drop(values);
            self.put_rounded(name, rows);
        } else {
            self.put_values(name, values);
        }
        Ok(())
    }

    fn put_rounded(&mut self, name: String, _: Vec<usize>, rows: Rounded) -> Result<()> {
        self.put_rounded(name, rows);
        Ok(())
    }

    fn build(mut self: Box<Self>, config: &Config) -> Result<Box<dyn backend::Towers>> {
        let text = Some(TextTower::new(&mut self, config)?);
        let vision = VisionTower::new(&mut self, config)?;
        Ok(Box::new(Towers { text, vision, desk: Default::default() }))
    }
}

impl Shelf {
    pub(in crate::clip) fn put_values(&mut self, name: String, values: Vec<f32>) {
        self.kept.insert(name, Kept::Values(values));
    }

    pub(in crate::clip) fn put_rounded(&mut self, name: String, rows: Rounded) {
        let is_table = name.ends_with("token_embedding.weight");
        self.kept.insert(name, if is_table { Kept::Table(rows) } else { Kept::Weights(Weights::new(rows)) });
    }

    /// Towers without words.
    pub(in crate::clip) fn build_vision(mut self, config: &Config) -> Result<Box<dyn backend::Towers>> {
        let vision = VisionTower::new(&mut self, config)?;
        Ok(Box::new(Towers { text: None, vision, desk: Default::default() }))
    }

    pub(super) fn values(&mut self, name: &str) -> Result<Vec<f32>> {
        if let Some(Kept::Values(values)) = self.kept.remove(name) { Ok(values) } else { Err(missing(name)) }
    }

    pub(super) fn weights(&mut self, name: &str) -> Result<Weights> {
        if let Some(Kept::Weights(weights)) = self.kept.remove(name) { Ok(weights) } else { Err(missing(name)) }
    }

    pub(super) fn table(&mut self, name: &str) -> Result<Rounded> {
        if let Some(Kept::Table(table)) = self.kept.remove(name) { Ok(table) } else { Err(missing(name)) }
    }
}

/// Whether a tensor is multiplied with or looked up, row by row; what is only added stays as it is.
pub(in crate::clip) fn is_rounded(name: &str, shape: &[usize]) -> bool {
    shape.len() > 1 && !name.ends_with("position_embedding.weight")
}

fn missing(name: &str) -> Error {
    Error::TensorMissing { name: name.to_owned() }
}
