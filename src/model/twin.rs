//! A copy of a model for pictures only, made part by part of what the other has in memory: nothing is fetched, nothing
//! is rounded a second time, and its vectors are the same to the bit.

use crate::clip::config::Config;
use crate::clip::int8::{self, is_rounded};
use crate::clip::model::Clip;
use crate::clip::pixels::Preprocessor;
use crate::error::{Error, Result};
use crate::kernels::{Part, Rounded};

/// A copy on its way.
pub struct Twin {
    clip: Clip,
    n_done: usize,
}

impl Twin {
    /// A copy of a model with these two files, of whose [`Clip::parts`] it has none yet.
    ///
    /// # Errors
    /// As [`Loader::new`](crate::clip::Loader::new).
    pub fn new(config_json: &[u8], preprocessor_json: &[u8]) -> Result<Self> {
        let config = Config::from_json(config_json)?;
        let preprocessor = Preprocessor::from_json(preprocessor_json, config.vision_config.image_size)?;
        let mut shelf = int8::Shelf::default();
        // `vision_model` and `visual_projection`.
        for (name, shape) in config.tensors().into_iter().filter(|(name, _)| name.starts_with("vis")) {
            let n = shape.iter().product();
            if is_rounded(&name, &shape) {
                shelf.put_rounded(name, Rounded { values: vec![0; n], scales: vec![0.0; shape[0]] });
            } else {
                shelf.put_values(name, vec![0.0; n]);
            }
        }
        let towers = shelf.build_vision(&config)?;
        let (logit_scale, fingerprint) = (1.0, String::new());
        Ok(Self { clip: Clip { config, preprocessor, tokenizer: None, towers, logit_scale, fingerprint }, n_done: 0 })
    }

    /// Takes the next part; `true` once it was the last.
    ///
    /// # Errors
    /// [`Error::Ragged`] if it is not as long as it should be.
    pub fn push(&mut self, integers: &[u8], numbers: &[f32]) -> Result<bool> {
        let mut parts = self.clip.parts();
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
    pub fn finish(self) -> Clip {
        self.clip
    }
}
