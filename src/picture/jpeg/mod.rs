//! JPEG (ITU-T T.81). jpeg-decoder makes the pixels: it takes colours in any order and any sampling, whole or in scans of
//! their own, where the decoder of `image` 0.25.10, zune-jpeg 0.5.15, shows files of several scans with two rows of
//! luma a unit in wrong colours, and refuses a sampling of three; and it makes a large picture small on the way: blocks
//! of 8 x 8 pixels are stored as frequencies, and a smaller block needs but the low ones. What a model sees of 12 million
//! pixels is 50,000.

mod bits;
mod frame;
mod scans;
mod segments;

use std::io::Read;

use jpeg_decoder::{Decoder, Error as Refusal, PixelFormat};

pub(super) use frame::Frame;

use crate::error::{Error, Result};
use crate::picture::broken;

const FORMAT: &str = "JPEG";

/// The greatest reduction at which the shortest side keeps `edge` pixels: how many pixels of the file stand side by side
/// in one. It divides both sides, so that the grid is the same however the picture is turned.
pub(super) fn step(width: u32, height: u32, edge: u32) -> u32 {
    let holds =
        |step: &u32| width.is_multiple_of(*step) && height.is_multiple_of(*step) && width.min(height) / step >= edge;
    [8, 4, 2].into_iter().find(holds).unwrap_or(1)
}

/// Red, green and blue, `3 * (width / step) * (height / step)` bytes.
///
/// # Errors
/// [`Error::ImageCut`] where data are missing; [`Error::ImageUnsupported`] and [`Error::ImageBroken`] for what the
/// decoder refuses though all of it is there.
pub(super) fn decode(bytes: &[u8], frame: &Frame, step: u32) -> Result<Vec<u8>> {
    let end = scans::end_of_data(bytes, frame)?;
    let refused = |err: Refusal| match err {
        Refusal::Unsupported(_) => Error::ImageUnsupported { format: FORMAT },
        err => broken(FORMAT, err.to_string()),
    };
    // What comes after the picture is not the picture's, and one without an end is given one.
    let mut decoder = Decoder::new(bytes[..end].chain(&b"\xff\xd9"[..]));
    let [width, height] = [frame.width / step, frame.height / step];
    if step > 1 {
        decoder.scale(width as u16, height as u16).map_err(refused)?;
    }
    let pixels = decoder.decode().map_err(refused)?;
    let rgb = match decoder.info().map(|it| it.pixel_format) {
        Some(PixelFormat::RGB24) => pixels,
        Some(PixelFormat::L8) => pixels.into_iter().flat_map(|it| [it; 3]).collect(),
        Some(PixelFormat::CMYK32) => pixels.as_chunks().0.iter().flat_map(|it| mixed(*it, frame.is_adobe)).collect(),
        Some(PixelFormat::L16) | None => return Err(Error::ImageUnsupported { format: FORMAT }),
    };
    if rgb.len() != 3 * width as usize * height as usize {
        return Err(broken(FORMAT, "it has more or fewer pixels than its header says".into()));
    }
    Ok(rgb)
}

/// Printers' inks as light, as Pillow mixes them. The decoder takes every file for one of Adobe's, whose inks are
/// upside down.
fn mixed(inks: [u8; 4], is_adobe: bool) -> [u8; 3] {
    let [c, m, y, k] = if is_adobe { inks } else { inks.map(|it| 255 - it) };
    let light = 255 - u32::from(k);
    [c, m, y].map(|ink| {
        let dark = u32::from(ink) * light + 128;
        (light - (((dark >> 8) + dark) >> 8).min(light)) as u8
    })
}
