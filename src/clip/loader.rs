//! A model's four files become a [`Clip`], the weights while they are fetched.

use crate::clip::backend::Backend;
use crate::clip::checkpoint::Checkpoint;
use crate::clip::config::Config;
#[cfg(feature = "exact")]
use crate::clip::exact;
use crate::clip::int8;
use crate::clip::model::Clip;
use crate::clip::pixels::Preprocessor;
use crate::clip::tokens::Tokenizer;
use crate::error::Result;

/// Takes the small files at once and the weights in chunks.
///
/// At no time are there more bytes in memory than the weights as they are kept, one tensor in `f32` and one chunk: a tensor
/// is rounded as soon as its last byte has come.
pub struct Loader {
    config: Config,
    preprocessor: Preprocessor,
    tokenizer: Tokenizer,
    checkpoint: Checkpoint,
}

impl Loader {
    /// Reads `config.json`, `preprocessor_config.json` and `tokenizer.json`.
    ///
    /// # Errors
    /// [`Error::ModelFile`] or [`Error::ModelConfig`] naming the file and the key that cannot be used.
    pub fn new(config_json: &[u8], preprocessor_json: &[u8], tokenizer_json: &[u8]) -> Result<Self> {
        Self::on(Box::<int8::Shelf>::default(), config_json, preprocessor_json, tokenizer_json)
    }

    /// The same for the reference: nothing is rounded, everything is `f32`.
    ///
    /// # Errors
    /// As [`Loader::new`].
    #[cfg(feature = "exact")]
    pub fn exact(config_json: &[u8], preprocessor_json: &[u8], tokenizer_json: &[u8]) -> Result<Self> {
        Self::on(Box::<exact::Shelf>::default(), config_json, preprocessor_json, tokenizer_json)
    }

    fn on(
        backend: Box<dyn Backend>,
        config_json: &[u8],
        preprocessor_json: &[u8],
        tokenizer_json: &[u8],
    ) -> Result<Self> {
        let config = Config::from_json(config_json)?;
        let preprocessor = Preprocessor::from_json(preprocessor_json, config.vision_config.image_size)?;
        let tokenizer = Tokenizer::from_bytes(tokenizer_json, &config.text_config)?;
        let checkpoint = Checkpoint::new(config.tensors(), backend);
        Ok(Self { config, preprocessor, tokenizer, checkpoint })
    }

    /// The model's configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How long the weights' file is by its own header, once that has come.
    pub fn total_bytes(&self) -> Option<u64> {
        self.checkpoint.total_bytes()
    }

    /// sha256 in hexadecimal of the weights' bytes so far; of the file, once all have come.
    pub fn fingerprint(&self) -> String {
        self.checkpoint.fingerprint()
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
    pub fn finish(self) -> Result<Clip> {
        let fingerprint = self.checkpoint.fingerprint();
        let (backend, logit_scale) = self.checkpoint.finish()?;
        let towers = backend.build(&self.config)?;
        Ok(Clip {
            towers,
            tokenizer: Some(self.tokenizer),
            preprocessor: self.preprocessor,
            config: self.config,
            logit_scale: libm::expf(logit_scale),
            fingerprint,
        })
    }
}
