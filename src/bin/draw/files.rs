//! What is written to disk.

use std::path::Path;
use std::{fs, io};

use ikesu::creatures;
use ikesu::error::{Error, Result, Source};

/// Writes a PNG file.
pub(crate) fn png(path: &Path, rgba: Vec<u8>, width: u32, height: u32) -> Result<()> {
    fs::write(path, creatures::png(rgba, width, height)?).map_err(error)
}

/// A file that cannot be written.
pub(crate) fn error(source: io::Error) -> Error {
    Error::Compute { source: Source::from(source) }
}

/// Writes a text.
pub(crate) fn text(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(error)
}
