//! What is written to disk.

use std::fs;
use std::path::Path;

use ikesu::creatures;
use ikesu::error::{Error, Result};

/// Writes a PNG file.
pub(crate) fn png(path: &Path, rgba: Vec<u8>, width: u32, height: u32) -> Result<()> {
    fs::write(path, creatures::png(rgba, width, height)?).map_err(Error::compute)
}

/// Writes a text.
pub(crate) fn text(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(Error::compute)
}
