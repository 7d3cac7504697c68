//! A model's four files become a [`Clip`], the weights while they are fetched.

use candle_core::{DType, Device};
use candle_nn::VarBuilder;

use crate::clip::checkpoint::Checkpoint;
use crate::clip::config::Config;
use crate::clip::model::{Clip, compute_error};
use crate::clip::pixels::Preprocessor;
use crate::clip::text::TextTower;
use crate::clip::tokens::Tokenizer;
use crate::clip::vision::VisionTower;
use crate::error::{Error, Result};

/// Takes the small files at once and the weights in chunks.
///
/// At no time are there more bytes in memory than the `f32` weights and one chunk: a tensor is made as soon as its last
/// byte has come.
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
        let config = Config::from_json(config_json)?;
        let preprocessor = Preprocessor::from_json(preprocessor_json, config.vision_config.image_size)?;
        let tokenizer = Tokenizer::from_bytes(tokenizer_json, &config.text_config)?;
        let checkpoint = Checkpoint::new(config.tensors());
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
        let tensors = self.checkpoint.finish()?;
        let logit_scale = match tensors.get("logit_scale") {
            Some(tensor) => libm::expf(tensor.to_scalar::<f32>().map_err(compute_error)?),
            None => return Err(Error::TensorMissing { name: "logit_scale".into() }),
        };
        let vb = VarBuilder::from_tensors(tensors, DType::F32, &Device::Cpu);
        Ok(Clip {
            text: TextTower::new(vb.clone(), &self.config).map_err(compute_error)?,
            vision: VisionTower::new(vb, &self.config).map_err(compute_error)?,
            tokenizer: self.tokenizer,
            preprocessor: self.preprocessor,
            config: self.config,
            logit_scale,
            fingerprint,
        })
    }
}
