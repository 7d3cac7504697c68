//! The segments of a JPEG file: ITU-T T.81, annex B.

/// A marker and what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    /// The marker's second byte.
    pub(super) marker: u8,
    /// What follows the length.
    pub(super) body: &'a [u8],
}

/// Walks over the segments; a scan's data are not walked over, [`Segments::go_on_at`] leads past them.
#[derive(Clone, Debug)]
pub(super) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Segments<'a> {
    /// From the one behind the file's first marker.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 2 }
    }

    /// Where the last one ended.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Goes on there.
    pub(super) fn go_on_at(&mut self, at: usize) {
        self.at = at;
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    /// The next one; `None` where the file ends, also in its middle.
    fn next(&mut self) -> Option<Segment<'a>> {
        // Any number of 0xff may come before a marker, and writers leave other bytes between segments.
        let rest = self.bytes.get(self.at..)?;
        let found = rest.windows(2).position(|it| it[0] == 0xff && !matches!(it[1], 0 | 0xff))?;
        let marker = rest[found + 1];
        let rest = &rest[found + 2..];
        // These stand alone.
        if matches!(marker, 0x01 | 0xd0..=0xd9) {
            self.at += found + 2;
            return Some(Segment { marker, body: &[] });
        }
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk::<2>()?));
        let body = rest.get(2..length)?;
        self.at += found + 2 + length;
        Some(Segment { marker, body })
    }
}
