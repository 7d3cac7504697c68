//! Pixels as a PNG file.

use tiny_skia::{IntSize, Pixmap};

use crate::error::{Error, Result};

/// Encodes opaque RGBA pixels, 8 bits, row by row, as a PNG file.
///
/// # Errors
/// [`Error::Ragged`] if they do not fill `width` columns and `height` rows.
pub fn png(rgba: Vec<u8>, width: u32, height: u32) -> Result<Vec<u8>> {
    let values = rgba.len();
    let pixmap = IntSize::from_wh(width, height).and_then(|size| Pixmap::from_vec(rgba, size));
    let pixmap = pixmap.ok_or(Error::Ragged { values, dims: 4 * width as usize })?;
    pixmap.encode_png().map_err(|source| Error::compute(source.to_string()))
}
