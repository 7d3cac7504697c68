//! The first frame of a GIF, with the colours that Pillow's `convert("RGB")` gives its transparent parts.

use std::io::Cursor;
use std::num::NonZeroU64;

use ::gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};
use image::ImageFormat;

use crate::clip::picture::{MAX_DECODER_BYTES, Picture, broken, check_size, zeros};
use crate::error::{Error, Result};

const FORMAT: &str = "GIF";

/// Decodes the first frame. Where it leaves the screen free, the colour is that of the transparent index, or else of
/// index 0: <https://github.com/python-pillow/Pillow/blob/13.0.0/src/PIL/GifImagePlugin.py>, `load_prepare`.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture> {
    let refused = |err: DecodingError| Error::ImageBroken { format: FORMAT, source: err.into() };
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(NonZeroU64::new(MAX_DECODER_BYTES).map_or(MemoryLimit::Unlimited, MemoryLimit::Bytes));
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(refused)?;
    let (screen_width, screen_height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let Some(frame) = decoder.next_frame_info().map_err(refused)? else {
        return Err(broken(FORMAT, "it has no frame".into()));
    };
    let transparent = frame.transparent.unwrap_or(0);
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let (frame_width, frame_height) = (usize::from(frame.width), usize::from(frame.height));
    // A frame that hangs over the edge widens the screen.
    let width = screen_width.max((left + frame_width) as u32);
    let height = screen_height.max((top + frame_height) as u32);
    check_size(width, height, bytes, ImageFormat::Gif, FORMAT)?;

    let mut indices = zeros(decoder.buffer_size() as u64)?;
    decoder.read_into_buffer(&mut indices).map_err(refused)?;
    let palette = decoder.palette().map_err(refused)?;
    let color = |index: u8| palette.get(3 * usize::from(index)..3 * usize::from(index) + 3).unwrap_or(&[0, 0, 0]);

    let mut rgb = zeros(3 * u64::from(width) * u64::from(height))?;
    if frame_width < width as usize || frame_height < height as usize {
        rgb.chunks_exact_mut(3).for_each(|pixel| pixel.copy_from_slice(color(transparent)));
    }
    if frame_width > 0 {
        for (row, line) in indices.chunks_exact(frame_width).enumerate() {
            let at = 3 * ((top + row) * width as usize + left);
            let places = rgb[at..at + 3 * frame_width].chunks_exact_mut(3);
            places.zip(line).for_each(|(pixel, &index)| pixel.copy_from_slice(color(index)));
        }
    }
    Ok(Picture { width, height, step: 1, rgb, format: FORMAT })
}
