//! The whole model: towers, tokenizer and preprocessing together.

use candle_core::Tensor;

use crate::clip::config::Config;
use crate::clip::picture::Picture;
use crate::clip::pixels::Preprocessor;
use crate::clip::text::TextTower;
use crate::clip::tokens::Tokenizer;
use crate::clip::vision::VisionTower;
use crate::error::{Error, Result};
use crate::matrix::{Rows, normalize};
use crate::progress::Progress;

/// A loaded CLIP model; [`Loader`](crate::clip::Loader) makes it.
///
/// Every vector it gives has [`Clip::dims`] numbers and length 1; a vector without a direction, or with a number that is
/// not finite, is an error.
pub struct Clip {
    pub(super) config: Config,
    pub(super) preprocessor: Preprocessor,
    pub(super) tokenizer: Tokenizer,
    pub(super) text: TextTower,
    pub(super) vision: VisionTower,
    pub(super) logit_scale: f32,
    pub(super) fingerprint: String,
}

/// A picture on its way through the vision tower, half a layer a step, so that its caller can stop in between.
pub struct PicturePass {
    xs: Tensor,
    n_steps_done: usize,
}

impl Clip {
    /// Length of the vectors.
    pub fn dims(&self) -> usize {
        self.config.projection_dim
    }

    /// Side of the square picture that the vision tower sees, in pixels.
    pub fn image_size(&self) -> usize {
        self.config.vision_config.image_size
    }

    /// The factor on a cosine before a softmax over names, `exp` of the checkpoint's `logit_scale`.
    pub fn logit_scale(&self) -> f32 {
        self.logit_scale
    }

    /// Numbers in both towers.
    pub fn n_parameters(&self) -> u64 {
        self.config.n_parameters()
    }

    /// sha256 of the weights' file in hexadecimal: the model's name as far as vectors are concerned.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What the model was built from.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How pictures are prepared.
    pub fn preprocessor(&self) -> &Preprocessor {
        &self.preprocessor
    }

    /// How texts are cut into tokens.
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// Prepares a picture and puts its patches in; the layers follow by [`PicturePass::step`].
    ///
    /// # Errors
    /// [`Error::Compute`], and what [`Preprocessor::pixel_values`] says.
    pub fn begin_picture(&self, picture: &Picture) -> Result<PicturePass> {
        self.begin_pixel_values(self.preprocessor.pixel_values(picture)?)
    }

    /// Like [`Clip::begin_picture`], from `3 * image_size * image_size` numbers: red, green, blue, each row by row.
    ///
    /// # Errors
    /// [`Error::Ragged`] if there are not so many; [`Error::Compute`].
    pub fn begin_pixel_values(&self, pixel_values: Vec<f32>) -> Result<PicturePass> {
        if pixel_values.len() != 3 * self.image_size() * self.image_size() {
            return Err(Error::Ragged { values: pixel_values.len(), dims: 3 * self.image_size() * self.image_size() });
        }
        let xs = self.vision.embed(pixel_values).map_err(compute_error)?;
        Ok(PicturePass { xs, n_steps_done: 0 })
    }

    /// A picture's vector, all at once.
    ///
    /// # Errors
    /// See [`Clip::begin_picture`] and [`PicturePass::finish`].
    pub fn embed_picture(&self, picture: &Picture) -> Result<Vec<f32>> {
        self.begin_picture(picture)?.finish(self)
    }

    /// The vector of a picture that is prepared already, see [`Clip::begin_pixel_values`].
    ///
    /// # Errors
    /// See [`Clip::begin_pixel_values`] and [`PicturePass::finish`].
    pub fn embed_pixel_values(&self, pixel_values: Vec<f32>) -> Result<Vec<f32>> {
        self.begin_pixel_values(pixel_values)?.finish(self)
    }

    /// A text's vector.
    ///
    /// # Errors
    /// [`Error::ModelConfig`] if the tokenizer gives an id that has no embedding or leaves the end token out;
    /// [`Error::NotFinite`] or [`Error::ZeroRow`] if the vector has no direction; [`Error::Compute`].
    pub fn embed_text(&self, text: &str) -> Result<Vec<f32>> {
        let config = &self.config.text_config;
        let mut ids = self.tokenizer.ids(text)?;
        if let Some(id) = ids.iter().find(|&&id| id as usize >= config.vocab_size) {
            return Err(refusal("text_config.vocab_size", format!("{} (a token has id {id})", config.vocab_size)));
        }
        let pooled = config.pooled_position(&ids).ok_or_else(|| {
            refusal("text_config.eos_token_id", format!("{} (the text does not hold it)", config.eos_token_id))
        })?;
        ids.truncate(pooled + 1);
        unit(self.text.features(&ids).map_err(compute_error)?)
    }

    /// A name's vector: `text` put into every one of `templates` in the place of `{}`, the vectors of length 1
    /// averaged, the mean scaled to length 1 again (Radford et al. 2021, section 3.1.4,
    /// <https://arxiv.org/abs/2103.00020>). Without templates it is the bare text.
    ///
    /// # Errors
    /// As [`Clip::embed_text`].
    pub fn embed_prompts(&self, text: &str, templates: &[String]) -> Result<Vec<f32>> {
        let mut mean = vec![0.0_f32; self.dims()];
        for template in templates {
            let vector = self.embed_text(&template.replace("{}", text))?;
            mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        }
        match templates {
            [] => self.embed_text(text),
            _ => normalize(&mut mean).map(|()| mean).ok_or(Error::ZeroRow { row: 0 }),
        }
    }
}

impl PicturePass {
    /// Goes half a layer on; does nothing once the progress is complete.
    ///
    /// # Errors
    /// [`Error::Compute`].
    pub fn step(&mut self, clip: &Clip) -> Result<Progress> {
        let n_steps = clip.vision.n_steps();
        if self.n_steps_done < n_steps {
            self.xs = clip.vision.step(self.n_steps_done, &self.xs).map_err(compute_error)?;
            self.n_steps_done += 1;
        }
        Ok(Progress::new(self.n_steps_done, n_steps))
    }

    /// The picture's vector; what [`PicturePass::step`] has not done is done first.
    ///
    /// # Errors
    /// [`Error::NotFinite`] or [`Error::ZeroRow`] if the vector has no direction; [`Error::Compute`].
    pub fn finish(mut self, clip: &Clip) -> Result<Vec<f32>> {
        while !self.step(clip)?.is_complete() {}
        unit(clip.vision.features(&self.xs).map_err(compute_error)?)
    }
}

/// Candle's errors, boxed so that its type stays inside.
pub(super) fn compute_error(err: candle_core::Error) -> Error {
    Error::Compute { source: err.into() }
}

fn unit(features: Vec<f32>) -> Result<Vec<f32>> {
    let dims = features.len();
    Ok(Rows::new(features, dims)?.normalized()?.into_values())
}

fn refusal(key: &str, found: String) -> Error {
    Error::ModelConfig { file: "config.json", key: key.into(), found }
}
