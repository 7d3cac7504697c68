//! A checkpoint's tensors as they are kept: what is multiplied with, as small integers.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::kernels::{Rounded, Weights};
use crate::model::backend::{Backend, Towers};
use crate::model::family::Family;

/// Tensors by their names.
#[derive(Default)]
pub(super) struct Shelf {
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

    fn build(mut self: Box<Self>, family: &dyn Family) -> Result<Box<dyn Towers>> {
        family.towers(&mut self)
    }
}

impl Shelf {
    pub(super) fn put_values(&mut self, name: String, values: Vec<f32>) {
        self.kept.insert(name, Kept::Values(values));
    }

    pub(super) fn put_rounded(&mut self, name: String, rows: Rounded) {
        let is_table = name.ends_with("token_embedding.weight") || name.ends_with("class_embedding.weight");
        self.kept.insert(name, if is_table { Kept::Table(rows) } else { Kept::Weights(Weights::new(rows)) });
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

/// Whether a tensor is multiplied with or looked up, row by row; what is only added stays as it is, and so do filters of
/// few numbers.
pub(super) fn is_rounded(name: &str, shape: &[usize]) -> bool {
    shape.len() > 1 && !name.ends_with("position_embedding.weight") && !name.ends_with("depthwise.weight")
}

fn missing(name: &str) -> Error {
    Error::TensorMissing { name: name.to_owned() }
}
