//! `tokenizer.json`: a text becomes the ids that Hugging Face's tokenizers give.

use tokenizers::NormalizedString;

use crate::error::{Error, Result};

const FILE: &str = "tokenizer.json";

/// Cuts texts into tokens.
pub struct Tokenizer {
    inner: tokenizers::Tokenizer,
    max_tokens: usize,
}

impl Tokenizer {
    /// Reads `tokenizer.json`. Truncation and padding that it asks for are not done: no text tower here needs padding,
    /// and its own length, `max_tokens`, decides where a text is cut.
    ///
    /// # Errors
    /// [`Error::ModelFile`] if it is no tokenizer.
    pub fn from_bytes(json: &[u8], max_tokens: usize) -> Result<Self> {
        let mut inner =
            tokenizers::Tokenizer::from_bytes(json).map_err(|source| Error::ModelFile { file: FILE, source })?;
        inner.with_padding(None);
        inner.with_truncation(None).map_err(|source| Error::ModelFile { file: FILE, source })?;
        Ok(Self { inner, max_tokens })
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
        if ids.len() > self.max_tokens {
            let last = ids[ids.len() - 1];
            ids.truncate(self.max_tokens - 1);
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
