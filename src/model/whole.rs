//! The whole model: towers, tokenizer and preprocessing together.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::kernels::Part;
use crate::matrix::{Rows, normalize, unit};
use crate::model::backend::Towers;
use crate::model::family::Family;
use crate::model::pixels::Preprocessor;
use crate::model::tokens::Tokenizer;
use crate::picture::Picture;
use crate::progress::Progress;

/// A loaded model; [`Loader`](crate::model::Loader) makes it.
///
/// Every vector it gives has [`Model::dims`] numbers and length 1; a vector without a direction, or with a number that is
/// not finite, is an error.
pub struct Model {
    pub(super) family: Box<dyn Family>,
    pub(super) preprocessor: Preprocessor,
    /// None in a copy for pictures, see [`Twin`](crate::model::Twin).
    pub(super) tokenizer: Option<Tokenizer>,
    pub(super) towers: Box<dyn Towers>,
    pub(super) logit_scale: f32,
    pub(super) fingerprint: String,
}

/// A picture on its way through the vision tower, half a layer a step, so that its caller can stop in between.
pub struct PicturePass {
    tokens: Vec<f32>,
    n_steps_done: usize,
}

impl Model {
    /// Length of the vectors.
    pub fn dims(&self) -> usize {
        self.family.dims()
    }

    /// How many of their numbers meet names; those behind meet pictures, see [`View`](crate::view::View). A text's vector
    /// is zero there.
    pub fn n_names(&self) -> usize {
        self.family.n_names()
    }

    /// Side of the square picture that the vision tower sees, in pixels.
    pub fn image_size(&self) -> usize {
        self.family.image_size()
    }

    /// The factor on a cosine before a softmax over names, `exp` of the checkpoint's `logit_scale`.
    pub fn logit_scale(&self) -> f32 {
        self.logit_scale
    }

    /// Numbers in both towers.
    pub fn n_parameters(&self) -> u64 {
        n_parameters(&self.family.tensors()).unwrap_or(u64::MAX)
    }

    /// [`Loader::fingerprint`](super::Loader::fingerprint): the model's name as far as vectors are concerned.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// How pictures are prepared.
    pub fn preprocessor(&self) -> &Preprocessor {
        &self.preprocessor
    }

    /// How texts are cut into tokens.
    ///
    /// # Errors
    /// [`Error::PicturesOnly`] in a [`Twin`](crate::model::Twin).
    pub fn tokenizer(&self) -> Result<&Tokenizer> {
        self.tokenizer.as_ref().ok_or(Error::PicturesOnly)
    }

    /// What its copy for pictures is made of, in the order that [`Twin::push`](crate::model::Twin::push) wants; nothing
    /// of the reference, of which there are no copies.
    pub fn parts(&mut self) -> Vec<Part<'_>> {
        self.towers.parts()
    }

    /// Prepares a picture and puts its patches in; the layers follow by [`PicturePass::step`].
    ///
    /// # Errors
    /// [`Error::Compute`], and what [`Preprocessor::pixel_values`] says.
    pub fn begin_picture(&self, picture: &Picture) -> Result<PicturePass> {
        self.begin_pixel_values(self.preprocessor.pixel_values(picture)?)
    }

    /// Like [`Model::begin_picture`], from `3 * image_size * image_size` numbers: red, green, blue, each row by row.
    ///
    /// # Errors
    /// [`Error::Ragged`] if there are not so many; [`Error::Compute`].
    pub fn begin_pixel_values(&self, pixel_values: Vec<f32>) -> Result<PicturePass> {
        if pixel_values.len() != 3 * self.image_size() * self.image_size() {
            return Err(Error::Ragged { values: pixel_values.len(), dims: 3 * self.image_size() * self.image_size() });
        }
        Ok(PicturePass { tokens: self.towers.embed(&pixel_values)?, n_steps_done: 0 })
    }

    /// A picture's vector, all at once.
    ///
    /// # Errors
    /// See [`Model::begin_picture`] and [`PicturePass::finish`].
    pub fn embed_picture(&self, picture: &Picture) -> Result<Vec<f32>> {
        self.begin_picture(picture)?.finish(self)
    }

    /// The vector of a picture that is prepared already, see [`Model::begin_pixel_values`].
    ///
    /// # Errors
    /// See [`Model::begin_pixel_values`] and [`PicturePass::finish`].
    pub fn embed_pixel_values(&self, pixel_values: Vec<f32>) -> Result<Vec<f32>> {
        self.begin_pixel_values(pixel_values)?.finish(self)
    }

    /// A text's vector.
    ///
    /// # Errors
    /// See [`Model::embed_texts`].
    pub fn embed_text(&self, text: &str) -> Result<Vec<f32>> {
        Ok(self.embed_texts(&[text])?.into_values())
    }

    /// The vectors of several texts, which cost less together than one by one and are the same.
    ///
    /// # Errors
    /// [`Error::ModelConfig`] if the tokenizer gives an id that has no embedding or leaves the end token out;
    /// [`Error::NotFinite`] or [`Error::ZeroRow`] if a vector has no direction; [`Error::Compute`].
    pub fn embed_texts(&self, texts: &[&str]) -> Result<Rows> {
        let tokenizer = self.tokenizer()?;
        let ids = texts.iter().map(|it| self.family.read(tokenizer.ids(it)?)).collect::<Result<Vec<_>>>()?;
        let rows = Rows::new(self.towers.texts(&ids)?, self.n_names())?.normalized()?;
        Ok(rows.widened(self.dims()))
    }

    /// A name's vector: `text` put into every one of `templates` in the place of `{}`, the vectors of length 1
    /// averaged, the mean scaled to length 1 again (Radford et al. 2021, section 3.1.4,
    /// <https://arxiv.org/abs/2103.00020>). Without templates it is the bare text.
    ///
    /// # Errors
    /// As [`Model::embed_texts`]; [`Error::ZeroRow`] for a text of which the model knows nothing, whatever the templates
    /// say around it.
    pub fn embed_prompts(&self, text: &str, templates: &[String]) -> Result<Vec<f32>> {
        if templates.is_empty() {
            return self.embed_text(text);
        }
        if self.family.read(self.tokenizer()?.ids(text)?)?.is_empty() {
            return Err(Error::ZeroRow { row: 0 });
        }
        let texts: Vec<String> = templates.iter().map(|it| it.replace("{}", text)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut mean = vec![0.0_f32; self.dims()];
        for vector in self.embed_texts(&texts)?.iter() {
            mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        }
        normalize(&mut mean).map(|()| mean).ok_or(Error::ZeroRow { row: 0 })
    }
}

impl PicturePass {
    /// Goes half a layer on; does nothing once the progress is complete.
    ///
    /// # Errors
    /// [`Error::Compute`].
    pub fn step(&mut self, model: &Model) -> Result<Progress> {
        let n_steps = model.towers.n_steps();
        if self.n_steps_done < n_steps {
            model.towers.step(self.n_steps_done, &mut self.tokens)?;
            self.n_steps_done += 1;
        }
        Ok(Progress::new(self.n_steps_done, n_steps))
    }

    /// The picture's vector, of length 1; what [`PicturePass::step`] has not done is done first.
    ///
    /// # Errors
    /// [`Error::NotFinite`] or [`Error::ZeroRow`] if it has no direction; [`Error::Compute`].
    pub fn finish(mut self, model: &Model) -> Result<Vec<f32>> {
        while !self.step(model)?.is_complete() {}
        unit(model.towers.features(&self.tokens)?)
    }
}

/// Numbers of tensors of these shapes; nothing where that is beyond all bounds.
pub(super) fn n_parameters(tensors: &BTreeMap<String, Vec<usize>>) -> Option<u64> {
    let mut sum = 0_u64;
    for shape in tensors.values() {
        let count = shape.iter().try_fold(1_u64, |product, &side| product.checked_mul(side as u64))?;
        sum = sum.checked_add(count)?;
    }
    Some(sum)
}
