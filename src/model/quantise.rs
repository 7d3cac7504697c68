//! A checkpoint rounded to 8 bits, as a file: what the page would make of it, made before it is fetched.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::kernels::Rounded;
use crate::model::backend::{Backend, Towers};
use crate::model::checkpoint::{Checkpoint, LOGIT_SCALE, scales_of};
use crate::model::family::{self, Family};
use crate::model::shelf::is_rounded;

/// The safetensors file of `weights`, a `model.safetensors` of the model that `config_json` describes, with a fourth of
/// its bytes in f32: every matrix as I8, and before it its rows' scales, named like it with `_scale` behind; the rest in
/// F32. [`Loader`](crate::model::Loader) makes the same model of both.
///
/// # Errors
/// As those of [`Loader`](crate::model::Loader).
pub fn quantise(config_json: &[u8], weights: &[u8]) -> Result<Vec<u8>> {
    let kept = Kept::default();
    let mut checkpoint =
        Checkpoint::new(family::of_config(config_json)?.tensors(), Box::new(Collector(Rc::clone(&kept))));
    checkpoint.push(weights)?;
    let (_, logit_scale) = checkpoint.finish()?;
    let mut file = File::default();
    file.add(LOGIT_SCALE, "F32", &[], logit_scale.to_le_bytes());
    for (name, (shape, tensor)) in kept.borrow().iter() {
        match tensor {
            Tensor::Values(values) => file.add(name, "F32", shape, bytes_of(values)),
            Tensor::Rounded(rows) => {
                file.add(&scales_of(name), "F32", &shape[..1], bytes_of(&rows.scales));
                file.add(name, "I8", shape, rows.values.iter().map(|it| it.cast_unsigned()));
            }
        }
    }
    Ok(file.finish())
}

type Kept = Rc<RefCell<BTreeMap<String, (Vec<usize>, Tensor)>>>;

enum Tensor {
    Values(Vec<f32>),
    Rounded(Rounded),
}

/// Keeps what comes for the file.
struct Collector(Kept);

impl Backend for Collector {
    fn put(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) -> Result<()> {
        let tensor = if is_rounded(&name, &shape) {
            Tensor::Rounded(Rounded::of(&values, values.len() / shape[0].max(1)))
        } else {
            Tensor::Values(values)
        };
        self.0.borrow_mut().insert(name, (shape, tensor));
        Ok(())
    }

    fn put_rounded(&mut self, name: String, shape: Vec<usize>, rows: Rounded) -> Result<()> {
        self.0.borrow_mut().insert(name, (shape, Tensor::Rounded(rows)));
        Ok(())
    }

    fn build(self: Box<Self>, _: &dyn Family) -> Result<Box<dyn Towers>> {
        Err(Error::NoModel)
    }
}

/// A safetensors file on its way.
#[derive(Default)]
struct File {
    header: Map<String, Value>,
    body: Vec<u8>,
}

impl File {
    fn add(&mut self, name: &str, dtype: &str, shape: &[usize], bytes: impl IntoIterator<Item = u8>) {
        let start = self.body.len();
        self.body.extend(bytes);
        let entry = json!({ "dtype": dtype, "shape": shape, "data_offsets": [start, self.body.len()] });
        self.header.insert(name.to_owned(), entry);
    }

    fn finish(self) -> Vec<u8> {
        let mut header = Value::Object(self.header).to_string();
        // The format wants the tensors to begin at a multiple of eight.
        header.extend(std::iter::repeat_n(' ', header.len().next_multiple_of(8) - header.len()));
        [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &self.body].concat()
    }
}

fn bytes_of(values: &[f32]) -> impl Iterator<Item = u8> {
    values.iter().flat_map(|it| it.to_le_bytes())
}
