//! PNG: what surrounds the pixels, which image-rs decodes.

use std::borrow::Cow;

use crate::error::{Error, Result};

/// A whole last chunk: no bytes, its name, its checksum.
const END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";

/// Columns and rows, and the file with an end where it has none though all of its pixels are there.
///
/// # Errors
/// [`Error::ImageUnsupported`] for a file that begins otherwise than the standard has it, as those that Xcode packs for
/// iPhones do; [`Error::ImageCut`].
pub(super) fn open(bytes: &[u8]) -> Result<(u32, u32, Cow<'_, [u8]>)> {
    let cut = |reason: &str| Error::ImageCut { format: "PNG", source: reason.into() };
    let number = |at: usize| bytes.get(at..).and_then(|it| it.first_chunk::<4>()).map(|it| u32::from_be_bytes(*it));
    match bytes.get(12..16) {
        Some(b"IHDR") => {}
        Some(b"CgBI") => return Err(Error::ImageUnsupported { format: "PNG (CgBI)" }),
        _ => return Err(cut("it ends inside its header, or has none")),
    }
    let (Some(width), Some(height)) = (number(16), number(20)) else { return Err(cut("it ends inside its header")) };
    let (mut at, mut has_pixels) = (8, false);
    loop {
        let kind = bytes.get(at + 4..at + 8).unwrap_or_default();
        let end =
            number(at).and_then(|it| at.checked_add(it as usize)?.checked_add(12)).filter(|it| *it <= bytes.len());
        match (kind, end) {
            (b"IEND", Some(_)) => return Ok((width, height, Cow::Borrowed(bytes))),
            (b"IDAT", None) => return Err(cut("it ends among its pixels")),
            (kind, Some(end)) if kind.iter().all(u8::is_ascii_alphabetic) => {
                has_pixels |= kind == b"IDAT";
                at = end;
            }
            // It ends between two chunks, or in one that comes after the pixels: those are the decoder's to count.
            _ if has_pixels => return Ok((width, height, Cow::Owned([&bytes[..at], END].concat()))),
            _ => return Err(cut("it ends before its pixels")),
        }
    }
}
