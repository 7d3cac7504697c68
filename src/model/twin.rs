//! A copy of a model for pictures only, made part by part of what the other has in memory: nothing is fetched, nothing
//! is rounded a second time, and its vectors are the same to the bit.

use crate::error::{Error, Result};
use crate::kernels::{Part, Rounded};
use crate::model::family;
use crate::model::pixels::Preprocessor;
use crate::model::shelf::{Shelf, is_rounded};
use crate::model::whole::Model;

/// A copy on its way.
pub struct Twin {
    model: Model,
    n_done: usize,
}

impl Twin {
    /// A copy of a model with these two files, of whose [`Model::parts`] it has none yet.
    ///
    /// # Errors
    /// As [`Loader::new`](crate::model::Loader::new).
    pub fn new(config_json: &[u8], preprocessor_json: &[u8]) -> Result<Self> {
        let family = family::of_config(config_json)?;
        let preprocessor = Preprocessor::from_json(preprocessor_json, family.image_size())?;
        let mut shelf = Shelf::default();
        for (name, shape) in family.tensors().into_iter().filter(|it| family.is_for_pictures(&it.0)) {
            let n = shape.iter().product();
            if is_rounded(&name, &shape) {
                shelf.put_rounded(name, Rounded { values: vec![0; n], scales: vec![0.0; shape[0]] });
            } else {
                shelf.put_values(name, vec![0.0; n]);
            }
        }
        let towers = family.vision(&mut shelf)?;
        let (logit_scale, fingerprint) = (1.0, String::new());
        Ok(Self { model: Model { family, preprocessor, tokenizer: None, towers, logit_scale, fingerprint }, n_done: 0 })
    }

    /// Takes the next part; `true` once it was the last.
    ///
    /// # Errors
    /// [`Error::Ragged`] if it is not as long as it should be.
    pub fn push(&mut self, integers: &[u8], numbers: &[f32]) -> Result<bool> {
        let mut parts = self.model.parts();
        let n_parts = parts.len();
        let part = parts.drain(..).nth(self.n_done);
        let n_bytes = part.as_ref().map_or(0, Part::n_bytes);
        if !part.is_some_and(|it| it.write(integers, numbers)) {
            return Err(Error::Ragged { values: integers.len() + 4 * numbers.len(), dims: n_bytes });
        }
        self.n_done += 1;
        Ok(self.n_done == n_parts)
    }

    /// The copy, whole after the last part. It has no words: what needs them is [`Error::PicturesOnly`].
    pub fn finish(self) -> Model {
        self.model
    }
}
