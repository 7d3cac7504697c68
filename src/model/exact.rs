//! A checkpoint's tensors in `f32` on candle's: what the page's own are held against.

use std::collections::HashMap;

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;

use crate::error::{Error, Result};
use crate::kernels::Rounded;
use crate::model::backend::{Backend, Towers};
use crate::model::family::Family;

/// Tensors by their names.
#[derive(Default)]
pub(super) struct Exact {
    kept: HashMap<String, Tensor>,
}

impl Backend for Exact {
    fn put(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) -> Result<()> {
        self.kept.insert(name, Tensor::from_vec(values, shape, &Device::Cpu).map_err(Error::compute)?);
        Ok(())
    }

    fn put_rounded(&mut self, name: String, shape: Vec<usize>, rows: Rounded) -> Result<()> {
        self.put(name, shape, rows.numbers())
    }

    fn build(self: Box<Self>, family: &dyn Family) -> Result<Box<dyn Towers>> {
        family.exact(VarBuilder::from_tensors(self.kept, DType::F32, &Device::Cpu)).map_err(Error::compute)
    }
}
