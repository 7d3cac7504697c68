//! The first frame of a GIF.

use std::io::Cursor;
use std::num::NonZeroU64;

use ::gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use super::{MAX_DECODER_BYTES, Picture, broken, check_size, zeros};
use crate::error::{Error, Result};

const FORMAT: &str = "GIF";

/// Decodes the first frame; what it leaves free of the screen is white, as what is transparent in it.
pub(super) fn decode(bytes: &[u8]) -> Result<Picture> {
    let refused = |err: DecodingError| Error::ImageCut { format: FORMAT, source: err.into() };
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(NonZeroU64::new(MAX_DECODER_BYTES).map_or(MemoryLimit::Unlimited, MemoryLimit::Bytes));
    let mut decoder = options.read_info(Cursor::new(bytes)).map_err(refused)?;
    let (screen_width, screen_height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let Some(frame) = decoder.next_frame_info().map_err(refused)? else {
        return Err(broken(FORMAT, "it has no frame".into()));
    };
    let transparent = frame.transparent;
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let (frame_width, frame_height) = (usize::from(frame.width), usize::from(frame.height));
    // A frame that hangs over the edge widens the screen.
    let width = screen_width.max((left + frame_width) as u32);
    let height = screen_height.max((top + frame_height) as u32);
    // A code of 12 bits stands for 4096 pixels at most.
    check_size(width, height, bytes.len(), 4096, FORMAT)?;

    let mut indices = zeros(decoder.buffer_size() as u64)?;
    decoder.read_into_buffer(&mut indices).map_err(refused)?;
    let palette = decoder.palette().map_err(refused)?;
    let color = |index: u8| match palette.get(3 * usize::from(index)..3 * usize::from(index) + 3) {
        _ if transparent == Some(index) => &[255; 3],
        Some(color) => color,
        None => &[0; 3],
    };

    let mut rgb = zeros(3 * u64::from(width) * u64::from(height))?;
    rgb.fill(255);
    if frame_width > 0 {
        for (row, line) in indices.chunks_exact(frame_width).enumerate() {
            let at = 3 * ((top + row) * width as usize + left);
            let places = rgb[at..at + 3 * frame_width].chunks_exact_mut(3);
            places.zip(line).for_each(|(pixel, &index)| pixel.copy_from_slice(color(index)));
        }
    }
    Ok(Picture { width, height, step: 1, orientation: 1, rgb, format: FORMAT })
}
