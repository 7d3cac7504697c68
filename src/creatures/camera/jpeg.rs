//! What writing a photograph to a file does to it.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder};

use super::check_len;
use crate::error::{Error, Result, Source};

/// A square picture as it is after it was written as JPEG and read again.
///
/// # Errors
/// [`Error::Parameter`] for pixels that are not `side * side`, [`Error::Compute`] for a side that no JPEG has.
pub fn through_jpeg(rgba: &[u8], side: u32, quality: u8) -> Result<Vec<u8>> {
    check_len("rgba", rgba.len(), 4, side)?;
    let failed = |source| Error::Compute { source: Source::from(source) };
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, quality);
    encoder.write_image(&rgb, side, side, ExtendedColorType::Rgb8).map_err(failed)?;
    let read = JpegDecoder::new(Cursor::new(file)).and_then(DynamicImage::from_decoder).map_err(failed)?;
    Ok(read.into_rgba8().into_raw())
}
