//! JSON as Python writes it, and errors that name the key.

use serde::Deserialize;
use serde_json::Value;

use crate::error::{Error, Result};

/// What `file` holds. Python's NaN and Infinity, which JSON does not know, are null: no key that is read has them.
///
/// # Errors
/// [`Error::ModelFile`] if it is no JSON.
pub(super) fn parse(file: &'static str, json: &[u8]) -> Result<Value> {
    serde_json::from_slice(&without_nan(json)).map_err(|err| Error::ModelFile { file, source: err.into() })
}

/// The keys that a `T` has.
///
/// # Errors
/// [`Error::ModelConfig`] naming the key whose value is of another kind.
pub(super) fn read<'a, T: Deserialize<'a>>(file: &'static str, value: &'a Value) -> Result<T> {
    serde_path_to_error::deserialize(value).map_err(|err| Error::ModelConfig {
        file,
        key: err.path().to_string(),
        found: err.inner().to_string(),
    })
}

fn without_nan(json: &[u8]) -> Vec<u8> {
    let (mut found, mut rest, mut is_text) = (Vec::with_capacity(json.len()), json, false);
    while let Some((&byte, behind)) = rest.split_first() {
        let word = ["NaN", "-Infinity", "Infinity"].into_iter().find(|it| rest.starts_with(it.as_bytes()));
        match (byte, word) {
            (_, Some(word)) if !is_text => {
                found.extend_from_slice(b"null");
                rest = &rest[word.len()..];
                continue;
            }
            // What follows it ends no text.
            (b'\\', _) if is_text && !behind.is_empty() => {
                found.extend_from_slice(&rest[..2]);
                rest = &behind[1..];
                continue;
            }
            (b'"', _) => is_text = !is_text,
            _ => {}
        }
        found.push(byte);
        rest = behind;
    }
    found
}
