//! TIFF: which of its many kinds a file is of, before image-rs decodes it, and pictures with a palette, which image-rs
//! 0.25.10 does not decode.

use std::collections::BTreeMap;
use std::io::Cursor;

use ::tiff::decoder::{Decoder, DecodingResult, Limits};
use image::metadata::Orientation;

use super::{FORMAT_TIFF, MAX_DECODER_BYTES, Picture, broken, check_size, upright};
use crate::error::{Error, Result};

/// Tags by the number of the standard: TIFF 6.0, and of Adobe's supplements 1 and DNG.
mod tag {
    pub(super) const NEW_SUBFILE_TYPE: u16 = 254;
    pub(super) const PHOTOMETRIC_INTERPRETATION: u16 = 262;
    pub(super) const ORIENTATION: u16 = 274;
    pub(super) const COLOR_MAP: u16 = 320;
    pub(super) const SUB_IFDS: u16 = 330;
    pub(super) const EXTRA_SAMPLES: u16 = 338;
    pub(super) const SAMPLE_FORMAT: u16 = 339;
    pub(super) const DNG_VERSION: u16 = 50706;
}

/// What a file is to be decoded as.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    /// By image-rs; whether its colours are already multiplied by their opacity.
    Plain { is_multiplied: bool },
    /// Numbers of colours: red, green and blue of each, 16 bits, one after another.
    Palette(Vec<u16>, Orientation),
}

/// Tells what a file is by the tags of its first picture.
///
/// # Errors
/// [`Error::ImageUnsupported`] for raw photos, of which only a small preview could be had, and for numbers that are no
/// red, green and blue.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind> {
    let unsupported = |format| Err(Error::ImageUnsupported { format });
    let tags = Tags::read(bytes);
    let first = |tag: u16| tags.numbers(tag).first().copied();
    let is_preview = first(tag::NEW_SUBFILE_TYPE).is_some_and(|it| it & 1 == 1);
    if tags.entries.contains_key(&tag::DNG_VERSION) {
        return unsupported("DNG");
    }
    if bytes.get(8..10) == Some(b"CR") || (is_preview && tags.entries.contains_key(&tag::SUB_IFDS)) {
        return unsupported("RAW");
    }
    if first(tag::SAMPLE_FORMAT) == Some(3) {
        return unsupported("TIFF (floating point)");
    }
    match first(tag::PHOTOMETRIC_INTERPRETATION) {
        Some(3) => {
            let orientation = first(tag::ORIENTATION).and_then(|it| Orientation::from_exif(it as u8));
            let map = tags.numbers(tag::COLOR_MAP).into_iter().map(|it| it as u16).collect();
            Ok(Kind::Palette(map, orientation.unwrap_or(Orientation::NoTransforms)))
        }
        Some(6) => unsupported("TIFF (YCbCr)"),
        Some(8..=10) => unsupported("TIFF (Lab)"),
        Some(32803 | 34892) => unsupported("RAW"),
        _ => Ok(Kind::Plain { is_multiplied: first(tag::EXTRA_SAMPLES) == Some(1) }),
    }
}

/// Decodes a picture whose numbers stand for the colours of `map`.
///
/// # Errors
/// As [`super::decode`].
pub(super) fn palette(bytes: &[u8], map: &[u16], orientation: Orientation) -> Result<Picture> {
    let refused = |err: ::tiff::TiffError| match err {
        ::tiff::TiffError::UnsupportedError(_) => Error::ImageUnsupported { format: FORMAT_TIFF },
        ::tiff::TiffError::IoError(err) => Error::ImageCut { format: FORMAT_TIFF, source: err.into() },
        err => broken(FORMAT_TIFF, err.to_string()),
    };
    // The decoder gives numbers for shades of grey only, so this says that they are some.
    let grey = Tags::read(bytes).with_first(tag::PHOTOMETRIC_INTERPRETATION, 1);
    let mut limits = Limits::default();
    (limits.decoding_buffer_size, limits.intermediate_buffer_size) =
        (MAX_DECODER_BYTES as usize, MAX_DECODER_BYTES as usize);
    let mut decoder = Decoder::new(Cursor::new(&grey)).map_err(refused)?.with_limits(limits);
    let (width, height) = decoder.dimensions().map_err(refused)?;
    check_size(width, height, bytes.len(), u64::MAX, FORMAT_TIFF)?;
    let ::tiff::ColorType::Gray(bits @ (1 | 2 | 4 | 8)) = decoder.colortype().map_err(refused)? else {
        return Err(Error::ImageUnsupported { format: FORMAT_TIFF });
    };
    let bits = usize::from(bits);
    let DecodingResult::U8(numbers) = decoder.read_image().map_err(refused)? else {
        return Err(Error::ImageUnsupported { format: FORMAT_TIFF });
    };
    let n_colors = 1 << bits;
    if map.len() != 3 * n_colors {
        return Err(broken(FORMAT_TIFF, format!("its palette has {} numbers for {n_colors} colours", map.len())));
    }
    let line_bytes = (width as usize * bits).div_ceil(8);
    let lines = numbers.chunks_exact(line_bytes);
    // Several numbers a byte, the first in its upper bits.
    let number = |line: &[u8], column: usize| {
        let at = column * bits;
        usize::from(line[at / 8] >> (8 - bits - at % 8)) & (n_colors - 1)
    };
    let color = |number: usize| [0, 1, 2].map(|part| (map[part * n_colors + number] >> 8) as u8);
    let rgb: Vec<u8> =
        lines.flat_map(|line| (0..width as usize).flat_map(move |column| color(number(line, column)))).collect();
    upright(width, height, rgb, orientation, FORMAT_TIFF)
}

/// The tags of the first picture.
struct Tags<'a> {
    bytes: &'a [u8],
    is_little: bool,
    /// For each tag: the size of its numbers, how many, and where they are.
    entries: BTreeMap<u16, (usize, usize, usize)>,
}

impl<'a> Tags<'a> {
    /// Reads them; there are none where the file makes no sense, which is the decoder's to say.
    fn read(bytes: &'a [u8]) -> Self {
        let mut tags = Self { bytes, is_little: bytes.starts_with(b"II"), entries: BTreeMap::new() };
        let Some(start) = tags.number(4, 4).map(|it| it as usize) else { return tags };
        for at in 0..tags.number(start, 2).unwrap_or(0) as usize {
            let at = start + 2 + 12 * at;
            let (Some(tag), Some(kind), Some(count)) =
                (tags.number(at, 2), tags.number(at + 2, 2), tags.number(at + 4, 4))
            else {
                break;
            };
            let (size, count) = (
                match kind {
                    1 | 6 | 7 => 1,
                    3 | 8 => 2,
                    4 | 9 | 13 => 4,
                    _ => 8,
                },
                count as usize,
            );
            let is_here = count.checked_mul(size).is_some_and(|it| it <= 4);
            let place = if is_here { Some(at + 8) } else { tags.number(at + 8, 4).map(|it| it as usize) };
            tags.entries.insert(tag as u16, (size, count, place.unwrap_or(bytes.len())));
        }
        tags
    }

    fn number(&self, at: usize, size: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(size)?)?;
        let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
        Some(if self.is_little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }

    /// The numbers of a tag, as far as they are there.
    fn numbers(&self, tag: u16) -> Vec<u32> {
        let Some(&(size @ (1 | 2 | 4), count, at)) = self.entries.get(&tag) else { return Vec::new() };
        (0..count).map_while(|it| self.number(at + it * size, size)).collect()
    }

    /// The file with another first number of a tag.
    fn with_first(&self, tag: u16, number: u8) -> Vec<u8> {
        let mut bytes = self.bytes.to_vec();
        let place = self.entries.get(&tag).and_then(|&(size, _, at)| bytes.get_mut(at..at.checked_add(size)?));
        if let Some(place) = place {
            place.fill(0);
            let last = if self.is_little { 0 } else { place.len() - 1 };
            place[last] = number;
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of one directory with the given tags, each a number of two bytes.
    fn file(tags: &[(u16, u16)]) -> Vec<u8> {
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend((tags.len() as u16).to_le_bytes());
        for (tag, number) in tags {
            bytes.extend([tag.to_le_bytes(), 3_u16.to_le_bytes(), 1_u16.to_le_bytes(), [0, 0]].concat());
            bytes.extend([number.to_le_bytes(), [0, 0]].concat());
        }
        bytes.extend([0; 4]);
        bytes
    }

    #[track_caller]
    fn check(tags: &[(u16, u16)], expected: &str) {
        let found = match kind(&file(tags)) {
            Err(Error::ImageUnsupported { format }) => format.to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn kinds_are_told_by_their_tags() {
        check(&[(254, 1), (262, 2), (330, 0)], "RAW");
        check(&[(254, 1), (262, 2), (50706, 1)], "DNG");
        check(&[(262, 32803)], "RAW");
        check(&[(262, 8)], "TIFF (Lab)");
        check(&[(262, 6)], "TIFF (YCbCr)");
        check(&[(262, 2), (339, 3)], "TIFF (floating point)");
        // A preview alone is all that there is of a picture.
        check(&[(254, 1), (262, 2)], "Ok(Plain { is_multiplied: false })");
        check(&[(262, 2), (338, 1)], "Ok(Plain { is_multiplied: true })");
        check(&[], "Ok(Plain { is_multiplied: false })");
    }
}
