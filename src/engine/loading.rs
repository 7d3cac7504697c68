//! A model on its way: three small files whole, then the weights, chunk by chunk, straight into tensors.

use crate::clip::{Clip, Loader};
use crate::error::{Error, Result};
use crate::protocol::{JobId, ModelFacts, ModelFiles};

/// Something for the driver to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The request that it is for.
    pub job: JobId,
    /// Where.
    pub address: String,
    /// Whether it comes from elsewhere, so that it is worth keeping.
    pub is_far: bool,
}

/// What the driver says of a fetch.
pub enum Feed<'a> {
    /// How many bytes there will be, if the server says so.
    Length(u64),
    /// The next bytes.
    Bytes(&'a [u8]),
    /// All bytes have been fed.
    End,
    /// It could not be fetched: why.
    Failed(String),
}

/// A model on its way.
pub(super) struct Loading {
    pub(super) job: JobId,
    files: ModelFiles,
    is_asked: bool,
    /// `config.json`, `preprocessor_config.json`, `tokenizer.json` as far as they are there.
    small: Vec<Vec<u8>>,
    part: Vec<u8>,
    loader: Option<Loader>,
    done: u64,
    length: Option<u64>,
}

/// A model that has come.
pub(super) struct Loaded {
    pub(super) clip: Clip,
    pub(super) facts: ModelFacts,
    /// `config.json` and `preprocessor_config.json`, for its copies.
    pub(super) sources: Vec<Vec<u8>>,
}

const SMALL_FILES: usize = 3;
/// A tokenizer of 100 MB is none.
const SMALL_LIMIT: usize = 100 << 20;

impl Loading {
    pub(super) fn new(job: JobId, files: ModelFiles) -> Self {
        Self { job, files, is_asked: false, small: Vec::new(), part: Vec::new(), loader: None, done: 0, length: None }
    }

    /// The file that is to be fetched now, said once.
    pub(super) fn wants(&mut self) -> Option<Fetch> {
        if std::mem::replace(&mut self.is_asked, true) {
            return None;
        }
        Some(Fetch { job: self.job, address: self.address().to_owned(), is_far: self.files.is_far })
    }

    /// Bytes of the weights fed and expected (0 if unknown), for the line of progress.
    pub(super) fn progress(&self) -> (u32, u32) {
        let clamp = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX);
        (clamp(self.done), clamp(self.length.or(self.files.bytes).unwrap_or(0)))
    }

    /// The model, once the last byte is in.
    pub(super) fn feed(&mut self, feed: Feed<'_>) -> Result<Option<Loaded>> {
        match feed {
            Feed::Length(length) if self.loader.is_some() => self.length = Some(length),
            Feed::Length(_) => {}
            Feed::Bytes(bytes) => match &mut self.loader {
                Some(loader) => {
                    loader.push(bytes)?;
                    self.done += bytes.len() as u64;
                }
                None if self.part.len() + bytes.len() > SMALL_LIMIT => {
                    let (address, reason) = (self.address().to_owned(), "too large for what it should be".to_owned());
                    return Err(Error::Fetch { address, reason });
                }
                None => self.part.extend_from_slice(bytes),
            },
            Feed::Failed(reason) => return Err(Error::Fetch { address: self.address().to_owned(), reason }),
            Feed::End => return self.end(),
        }
        Ok(None)
    }

    fn end(&mut self) -> Result<Option<Loaded>> {
        if let Some(loader) = self.loader.take() {
            let fingerprint = loader.fingerprint();
            if let Some(expected) = &self.files.fingerprint
                && !expected.eq_ignore_ascii_case(&fingerprint)
            {
                let (expected, found) = (expected.clone(), fingerprint);
                return Err(Error::Checksum { expected, found });
            }
            let clip = loader.finish()?;
            let facts = ModelFacts {
                dims: clip.dims() as u32,
                image_size: clip.image_size() as u32,
                logit_scale: clip.logit_scale(),
                n_parameters: clip.n_parameters(),
                fingerprint,
            };
            let sources = std::mem::take(&mut self.small);
            return Ok(Some(Loaded { clip, facts, sources }));
        }
        self.small.push(std::mem::take(&mut self.part));
        self.is_asked = false;
        if let [config, preprocessor, tokenizer] = self.small.as_slice() {
            self.loader = Some(Loader::new(config, preprocessor, tokenizer)?);
            self.small.truncate(2);
        }
        Ok(None)
    }

    fn address(&self) -> &str {
        if self.loader.is_some() {
            return &self.files.weights;
        }
        let small: [&str; SMALL_FILES] = [&self.files.config, &self.files.preprocessor, &self.files.tokenizer];
        small[self.small.len().min(SMALL_FILES - 1)]
    }
}
