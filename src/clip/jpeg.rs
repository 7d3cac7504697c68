//! A large JPEG decoded at an eighth, a quarter or half of its size: its blocks of 8 x 8 pixels are stored as frequencies,
//! and a smaller block needs but the low ones. What a model sees of 12 million pixels is 50,000.

use jpeg_decoder::{Decoder, PixelFormat};

/// The greatest reduction at which the shortest side keeps `edge` pixels: how many pixels of the file stand side by side
/// in one. It divides both sides, so that the grid is the same however the picture is turned.
pub(super) fn step(width: u32, height: u32, edge: u32) -> u32 {
    let holds =
        |step: &u32| width.is_multiple_of(*step) && height.is_multiple_of(*step) && width.min(height) / step >= edge;
    [8, 4, 2].into_iter().find(holds).unwrap_or(1)
}

/// Red, green and blue, `3 * (width / step) * (height / step)` bytes; `None` for what it does not decode so, which is
/// then decoded whole, and refused there if need be.
pub(super) fn decode(bytes: &[u8], width: u32, height: u32, step: u32) -> Option<Vec<u8>> {
    let size = (u16::try_from(width / step).ok()?, u16::try_from(height / step).ok()?);
    let mut decoder = Decoder::new(bytes);
    if decoder.scale(size.0, size.1).ok()? != size {
        return None;
    }
    let format = decoder.info()?.pixel_format;
    let pixels = match format {
        PixelFormat::RGB24 => decoder.decode().ok()?,
        PixelFormat::L8 => decoder.decode().ok()?.into_iter().flat_map(|it| [it; 3]).collect(),
        // Printers' inks and X-rays.
        PixelFormat::CMYK32 | PixelFormat::L16 => return None,
    };
    (pixels.len() == 3 * usize::from(size.0) * usize::from(size.1)).then_some(pixels)
}
