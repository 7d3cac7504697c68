//! What a JPEG is: its size, its kind, and how it is to be turned.

use image::metadata::Orientation;

use super::segments::Segments;
use crate::error::{Error, Result};
use crate::picture::broken;

/// What stands before the first scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::picture) struct Frame {
    /// Columns.
    pub(in crate::picture) width: u32,
    /// Rows.
    pub(in crate::picture) height: u32,
    /// How it is to be turned, by the first EXIF that it has.
    pub(in crate::picture) orientation: Orientation,
    /// Whether a program of Adobe's kind made it, which says how its inks are meant.
    pub(super) is_adobe: bool,
    pub(in crate::picture) is_progressive: bool,
    pub(super) components: Vec<Component>,
}

/// One colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Component {
    pub(super) id: u8,
    /// Blocks of 8 x 8 side by side in a unit of several colours, and one below the other.
    pub(super) across: u32,
    pub(super) down: u32,
}

impl Frame {
    /// Reads up to the first scan.
    ///
    /// # Errors
    /// [`Error::ImageUnsupported`] for kinds of JPEG that hardly anything reads, [`Error::ImageBroken`].
    pub(in crate::picture) fn read(bytes: &[u8]) -> Result<Self> {
        let (mut exif, mut found, mut is_adobe) = (None, None, false);
        for segment in Segments::new(bytes) {
            match segment.marker {
                0xe1 => exif = exif.or_else(|| segment.body.strip_prefix(b"Exif\0\0")),
                0xee => is_adobe |= segment.body.starts_with(b"Adobe"),
                0xc0..=0xcf if !matches!(segment.marker, 0xc4 | 0xc8 | 0xcc) => {
                    found = Some(Self::parse(segment.marker, segment.body)?);
                }
                0xda | 0xd9 => break,
                _ => {}
            }
        }
        let orientation = exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
        let frame =
            found.ok_or_else(|| Error::ImageCut { format: "JPEG", source: "it ends before its size".into() })?;
        Ok(Self { orientation, is_adobe, ..frame })
    }

    fn parse(marker: u8, body: &[u8]) -> Result<Self> {
        let unsupported = |format| Err(Error::ImageUnsupported { format });
        match marker {
            0xc3 | 0xc7 | 0xcb | 0xcf => return unsupported("JPEG (lossless)"),
            0xc9 | 0xca | 0xcd | 0xce => return unsupported("JPEG (arithmetic coding)"),
            0xc5 | 0xc6 => return unsupported("JPEG (hierarchical)"),
            _ => {}
        }
        let short = || broken("JPEG", "its frame header is too short".into());
        let &[precision, h0, h1, w0, w1, n_components] = body.first_chunk::<6>().ok_or_else(short)?;
        if precision != 8 {
            return unsupported(if precision == 12 { "JPEG (12 bits)" } else { "JPEG (bits other than 8)" });
        }
        let (components, []) = body[6..].as_chunks::<3>() else { return Err(short()) };
        if components.len() != usize::from(n_components) {
            return Err(short());
        }
        let components: Vec<Component> = components
            .iter()
            .map(|[id, sampling, _]| Component {
                id: *id,
                across: u32::from(sampling >> 4),
                down: u32::from(sampling & 15),
            })
            .collect();
        if !components.iter().all(|it| (1..=4).contains(&it.across) && (1..=4).contains(&it.down)) {
            return Err(broken("JPEG", "it samples a colour as none can be sampled".into()));
        }
        if !matches!(n_components, 1 | 3 | 4) {
            return unsupported("JPEG (two colours, or more than four)");
        }
        let [width, height] = [[w0, w1], [h0, h1]].map(|it| u32::from(u16::from_be_bytes(it)));
        let orientation = Orientation::NoTransforms;
        Ok(Self { width, height, orientation, is_adobe: false, is_progressive: marker == 0xc2, components })
    }
}
