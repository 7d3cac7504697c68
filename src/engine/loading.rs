//! A model on its way: three small files whole, then the weights, chunk by chunk, straight into tensors.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::error::{Error, Refusal, Result};
use crate::model::{Loader, Model};
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
    /// The next bytes.
    Bytes(&'a [u8]),
    /// All bytes have been fed.
    End,
    /// It could not be fetched: why, and what the network said.
    Failed(Refusal, String),
}

/// A model on its way.
pub(super) struct Loading {
    pub(super) job: JobId,
    files: ModelFiles,
    is_asked: bool,
    at: Part,
    /// What lies at the usual address of the part, where another was asked for in its place.
    missing: Option<String>,
    /// `config.json`, `preprocessor_config.json`, `tokenizer.json` as far as they are there.
    small: Vec<Vec<u8>>,
    part: Vec<u8>,
    loader: Option<Loader>,
    done: u64,
    /// Bytes of all tensors, where the weights have an index that says so.
    total: u64,
    has_index: bool,
}

/// What is on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Config,
    Preprocessor,
    Tokenizer,
    /// The list of the files that hold the weights, where there is no single one.
    Index,
    /// One of those files.
    Weights(usize),
}

/// A model that has come.
pub(super) struct Loaded {
    pub(super) model: Model,
    pub(super) facts: ModelFacts,
    /// `config.json` and `preprocessor_config.json`, for its copies.
    pub(super) sources: Vec<Vec<u8>>,
}

/// The part of `model.safetensors.index.json` that matters.
#[derive(Deserialize)]
struct Index {
    weight_map: BTreeMap<String, String>,
    metadata: Option<serde_json::Value>,
}

/// A tokenizer of 100 MB is none.
const SMALL_LIMIT: usize = 100 << 20;

const PREPROCESSOR: &str = "preprocessor_config.json";
/// Where transformers 5 saves what was in [`PREPROCESSOR`] before.
const PROCESSOR: &str = "processor_config.json";
const WEIGHTS: &str = "model.safetensors";
const INDEX: &str = "model.safetensors.index.json";

impl Loading {
    pub(super) fn new(job: JobId, files: ModelFiles) -> Self {
        Self {
            job,
            files,
            is_asked: false,
            at: Part::Config,
            missing: None,
            small: Vec::new(),
            part: Vec::new(),
            loader: None,
            done: 0,
            total: 0,
            has_index: false,
        }
    }

    /// The file that is to be fetched now, said once.
    pub(super) fn wants(&mut self) -> Option<Fetch> {
        if std::mem::replace(&mut self.is_asked, true) {
            return None;
        }
        Some(Fetch { job: self.job, address: self.address().to_owned(), is_far: self.files.is_far })
    }

    /// Bytes of the weights fed and expected (0 if unknown), for the line of progress. What a server says of a length is
    /// not asked: it may be that of compressed bytes. The weights' own header knows.
    pub(super) fn progress(&self) -> (u32, u32) {
        let clamp = |bytes: u64| u32::try_from(bytes).unwrap_or(u32::MAX);
        let own = || self.loader.as_ref().and_then(Loader::total_bytes).unwrap_or(0);
        let total = if self.files.weights.len() == 1 { own() } else { self.total };
        (clamp(self.done), clamp(if total > 0 { total.max(self.done) } else { 0 }))
    }

    /// The model, once the last byte is in.
    pub(super) fn feed(&mut self, feed: Feed<'_>) -> Result<Option<Loaded>> {
        match feed {
            Feed::Bytes(bytes) => match (&mut self.loader, self.at) {
                (Some(loader), Part::Weights(_)) => {
                    if self.done == 0 && is_page(bytes) {
                        return Err(self.refused(Refusal::Page, "it begins as a web page".to_owned()));
                    }
                    loader.push(bytes)?;
                    self.done += bytes.len() as u64;
                }
                _ if self.part.len() + bytes.len() > SMALL_LIMIT => {
                    return Err(self.refused(Refusal::Other, "too large for what it should be".to_owned()));
                }
                _ => self.part.extend_from_slice(bytes),
            },
            // Servers say in all of these ways that there is no such file; some do not even let a page read that.
            Feed::Failed(Refusal::Other, reason) => return Err(self.refused(Refusal::Other, reason)),
            Feed::Failed(why, reason) => return self.instead(why, reason).map(|()| None),
            Feed::End => return self.end(),
        }
        Ok(None)
    }

    /// Looks where else the part may be.
    fn instead(&mut self, why: Refusal, reason: String) -> Result<()> {
        let address = self.address().to_owned();
        let usual = match self.at {
            Part::Preprocessor => address.strip_suffix(PREPROCESSOR),
            Part::Weights(0) if !self.has_index => address.strip_suffix(WEIGHTS),
            _ => None,
        };
        let Some(folder) = usual else { return Err(self.refused(why, reason)) };
        if self.at == Part::Preprocessor {
            self.files.preprocessor = [folder, PROCESSOR].concat();
        } else {
            self.files.weights = vec![[folder, INDEX].concat()];
            self.at = Part::Index;
        }
        self.missing = Some(address);
        self.part.clear();
        self.is_asked = false;
        Ok(())
    }

    fn end(&mut self) -> Result<Option<Loaded>> {
        self.missing = None;
        let next = match self.at {
            Part::Weights(at) if at + 1 == self.files.weights.len() => return self.loaded().map(Some),
            Part::Weights(at) => {
                if let Some(loader) = &mut self.loader {
                    loader.end_of_part()?;
                }
                Part::Weights(at + 1)
            }
            Part::Index => {
                self.read_index()?;
                Part::Weights(0)
            }
            _ if is_page(&self.part) => {
                return Err(self.refused(Refusal::Page, "it begins as a web page".to_owned()));
            }
            at => {
                self.small.push(std::mem::take(&mut self.part));
                match at {
                    Part::Config => Part::Preprocessor,
                    Part::Preprocessor => Part::Tokenizer,
                    _ => Part::Weights(0),
                }
            }
        };
        if next == Part::Weights(0)
            && let [config, preprocessor, tokenizer] = self.small.as_slice()
        {
            self.loader = Some(Loader::new(config, preprocessor, tokenizer)?);
            self.small.truncate(2);
        }
        if let (Part::Weights(0), Some(loader)) = (next, &mut self.loader) {
            loader.expect_parts(self.files.weights.len());
        }
        self.at = next;
        self.is_asked = false;
        Ok(None)
    }

    /// The files that hold the weights, in the order of their names; they lie beside their index.
    fn read_index(&mut self) -> Result<()> {
        let folder = self.address().strip_suffix(INDEX).unwrap_or_default().to_owned();
        let damaged = |err: serde_json::Error| Error::ModelFile { file: INDEX, source: err.into() };
        let index: Index = serde_json::from_slice(&std::mem::take(&mut self.part)).map_err(damaged)?;
        let names: BTreeSet<String> = index.weight_map.into_values().collect();
        // A name that leads elsewhere is nobody's file.
        if names.is_empty() || names.iter().any(|it| it.contains(['/', '\\', ':'])) {
            let reason = format!("its weight_map names {names:?}");
            return Err(Error::ModelFile { file: INDEX, source: reason.into() });
        }
        // It is worth nothing but a line of progress.
        let size = index.metadata.and_then(|it| it.get("total_size").and_then(serde_json::Value::as_f64));
        self.total = size.unwrap_or(0.0) as u64;
        self.has_index = true;
        self.files.weights = names.iter().map(|it| [&folder, it.as_str()].concat()).collect();
        Ok(())
    }

    fn loaded(&mut self) -> Result<Loaded> {
        let Some(loader) = self.loader.take() else { return Err(Error::NoModel) };
        let fingerprint = loader.fingerprint();
        if let Some(expected) = &self.files.fingerprint
            && !expected.eq_ignore_ascii_case(&fingerprint)
        {
            let (expected, found) = (expected.clone(), fingerprint);
            return Err(Error::Checksum { expected, found });
        }
        let model = loader.finish()?;
        let facts = ModelFacts {
            dims: model.dims() as u32,
            n_names: model.n_names() as u32,
            image_size: model.image_size() as u32,
            logit_scale: model.logit_scale(),
            n_parameters: model.n_parameters(),
            fingerprint,
        };
        Ok(Loaded { model, facts, sources: std::mem::take(&mut self.small) })
    }

    fn refused(&self, why: Refusal, reason: String) -> Error {
        let address = self.missing.as_deref().unwrap_or_else(|| self.address()).to_owned();
        Error::Fetch { address, why, reason }
    }

    fn address(&self) -> &str {
        match self.at {
            Part::Config => &self.files.config,
            Part::Preprocessor => &self.files.preprocessor,
            Part::Tokenizer => &self.files.tokenizer,
            Part::Index => self.files.weights.first().map_or("", String::as_str),
            Part::Weights(at) => self.files.weights.get(at).map_or("", String::as_str),
        }
    }
}

/// What a server sends in place of a file that it does not have, or does not give to everybody.
fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    [&b"<!doctype"[..], b"<html", b"<?xml"]
        .iter()
        .any(|it| start.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
}
