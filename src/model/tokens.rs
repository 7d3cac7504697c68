//! `tokenizer.json`: a text becomes the ids that Hugging Face's tokenizers give.

use tokenizers::NormalizedString;

use crate::clip::config::TextConfig;
use crate::error::{Error, Result};

const FILE: &str = "tokenizer.json";

/// Cuts texts into tokens.
pub struct Tokenizer {
    inner: tokenizers::Tokenizer,
    max_position_embeddings: usize,
}

impl Tokenizer {
    /// Reads `tokenizer.json`. Truncation and padding that it asks for are not done: the text tower needs no padding,
    /// and its own length decides where a text is cut.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if it is no tokenizer; [`Error::ModelConfig`] if it does not end texts with the token at
    /// which `config` reads the vector, or has more tokens than `config` has embeddings for.
    pub fn from_bytes(json: &[u8], config: &TextConfig) -> Result<Self> {
        let mut inner =
            tokenizers::Tokenizer::from_bytes(json).map_err(|source| Error::ModelFile { file: FILE, source })?;
        inner.with_padding(None);
        inner.with_truncation(None).map_err(|source| Error::ModelFile { file: FILE, source })?;
        let tokenizer = Self { inner, max_position_embeddings: config.max_position_embeddings };
        let empty = tokenizer.ids("")?;
        // Without its end token, every text would be read at its first token and have the same vector.
        if config.pooled_position(&empty).is_none_or(|at| at + 1 != empty.len()) {
            let found = format!("{} (this tokenizer does not end a text with it)", config.eos_token_id);
            return Err(Error::ModelConfig { file: "config.json", key: "text_config.eos_token_id".into(), found });
        }
        Ok(tokenizer)
    }

    /// The ids of `text`, first and last token included; what is too long is cut before the last token.
    ///
    /// Before the tokenizer's own rules a text goes through NFKC and gets straight quotes, which few of the texts that a
    /// tower was trained on lack: ｓａｌｍｏｎ is salmon, ｻｹ is サケ.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if the tokenizer fails on it.
    pub fn ids(&self, text: &str) -> Result<Vec<u32>> {
        let encoding =
            self.inner.encode_fast(plain(text), true).map_err(|source| Error::ModelFile { file: FILE, source })?;
        let mut ids = encoding.get_ids().to_vec();
        if ids.len() > self.max_position_embeddings {
            let last = ids[ids.len() - 1];
            ids.truncate(self.max_position_embeddings - 1);
            ids.push(last);
        }
        Ok(ids)
    }
}

fn plain(text: &str) -> String {
    let mut text = NormalizedString::from(text);
    text.nfkc();
    text.get().replace(['\u{2018}', '\u{2019}'], "'").replace(['\u{201c}', '\u{201d}'], "\"")
}
