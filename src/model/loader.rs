//! A model's four files become a [`Model`], the weights while they are fetched.

use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::model::backend::Backend;
use crate::model::checkpoint::Checkpoint;
#[cfg(feature = "exact")]
use crate::model::exact::Exact;
use crate::model::family::{self, Family};
use crate::model::pixels::Preprocessor;
use crate::model::shelf::Shelf;
use crate::model::tokens::Tokenizer;
use crate::model::whole::Model;

/// Takes the small files at once and the weights in chunks.
///
/// At no time are there more bytes in memory than the weights as they are kept, one tensor in `f32` and one chunk: a tensor
/// is rounded as soon as its last byte has come.
pub struct Loader {
    family: Box<dyn Family>,
    preprocessor: Preprocessor,
    tokenizer: Tokenizer,
    checkpoint: Checkpoint,
    /// Of the small files.
    sha256: Sha256,
}

/// What becomes of a picture or a text on its way to the towers, as a number: another one where the same files make
/// other vectors than before. 2: white under transparency, transformers' crop, NFKC.
const PIPELINE: &[u8] = b"ikesu 2";

impl Loader {
    /// Reads `config.json`, `preprocessor_config.json` and `tokenizer.json`.
    ///
    /// # Errors
    /// [`Error::ModelFile`] or [`Error::ModelConfig`] naming the file and the key that cannot be used.
    pub fn new(config_json: &[u8], preprocessor_json: &[u8], tokenizer_json: &[u8]) -> Result<Self> {
        Self::on(Box::<Shelf>::default(), config_json, preprocessor_json, tokenizer_json)
    }

    /// The same for the reference: nothing is rounded, everything is `f32`.
    ///
    /// # Errors
    /// As [`Loader::new`].
    #[cfg(feature = "exact")]
    pub fn exact(config_json: &[u8], preprocessor_json: &[u8], tokenizer_json: &[u8]) -> Result<Self> {
        Self::on(Box::<Exact>::default(), config_json, preprocessor_json, tokenizer_json)
    }

    fn on(
        backend: Box<dyn Backend>,
        config_json: &[u8],
        preprocessor_json: &[u8],
        tokenizer_json: &[u8],
    ) -> Result<Self> {
        let family = family::of_config(config_json)?;
        let preprocessor = Preprocessor::from_json(preprocessor_json, family.image_size())?;
        let tokenizer = Tokenizer::from_bytes(tokenizer_json, family.max_tokens())?;
        family.check(&tokenizer)?;
        let checkpoint = Checkpoint::new(family.tensors(), backend);
        let mut sha256 = Sha256::new_with_prefix(PIPELINE);
        for json in [config_json, preprocessor_json, tokenizer_json] {
            sha256.update(Sha256::digest(json));
        }
        Ok(Self { family, preprocessor, tokenizer, checkpoint, sha256 })
    }

    /// How long the weights' file is by its own header, once that has come.
    pub fn total_bytes(&self) -> Option<u64> {
        self.checkpoint.total_bytes()
    }

    /// What tells this model's vectors from all others, once all bytes have come: the sha256, in hexadecimal, over those
    /// of the four files that a vector is made with, and over the way in which this library makes it.
    pub fn fingerprint(&self) -> String {
        let sha256 = self.sha256.clone().chain_update(self.checkpoint.sha256()).finalize();
        sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Says that the weights come in `n_parts` files, each a safetensors file of its own; it is one unless this is called.
    pub fn expect_parts(&mut self, n_parts: usize) {
        self.checkpoint.expect_parts(n_parts);
    }

    /// Says that all bytes of a file have come, of which others follow.
    ///
    /// # Errors
    /// [`Error::Truncated`] if bytes are missing.
    pub fn end_of_part(&mut self) -> Result<()> {
        self.checkpoint.end_of_part()
    }

    /// Takes the next bytes of `model.safetensors`, as many as there are.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if it is no safetensors file or longer than it says; [`Error::TensorMissing`],
    /// [`Error::TensorShape`] and [`Error::TensorType`] as soon as the header is there; [`Error::TensorNotFinite`].
    /// After an error the loader is of no more use.
    pub fn push(&mut self, chunk: &[u8]) -> Result<()> {
        self.checkpoint.push(chunk)
    }

    /// Builds the towers.
    ///
    /// # Errors
    /// [`Error::Truncated`] if bytes are missing.
    pub fn finish(self) -> Result<Model> {
        let fingerprint = self.fingerprint();
        let (backend, logit_scale) = self.checkpoint.finish()?;
        let towers = backend.build(&*self.family)?;
        Ok(Model {
            towers,
            tokenizer: Some(self.tokenizer),
            preprocessor: self.preprocessor,
            family: self.family,
            logit_scale: libm::expf(logit_scale),
            fingerprint,
        })
    }
}
