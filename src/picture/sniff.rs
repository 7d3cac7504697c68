//! What a file is, by its first bytes; its name is never asked.

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Decoded here, as all down to [`Kind::Tiff`].
    Jpeg,
    Png,
    Gif,
    Bmp,
    WebP,
    Tiff,
    /// A picture of a known format that is not decoded here.
    Known(&'static str),
    /// Something known that is no picture.
    Other(&'static str),
    /// Nothing known.
    Unknown,
}

/// Tells the format of a file from its bytes.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if let Some(&(_, kind)) = DECODED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return kind;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Kind::WebP;
    }
    if is_bmp(bytes) {
        return Kind::Bmp;
    }
    if let Some(&(_, name)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Known(name);
    }
    if let Some(&(_, name)) = OTHER.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(name);
    }
    iso_media(bytes).or_else(|| by_content(bytes).map(Kind::Known)).unwrap_or(Kind::Unknown)
}

const DECODED: &[(&[u8], Kind)] = &[
    (b"\xff\xd8\xff", Kind::Jpeg),
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"GIF87a", Kind::Gif),
    (b"GIF89a", Kind::Gif),
    (b"II*\0", Kind::Tiff),
    (b"MM\0*", Kind::Tiff),
    (b"II+\0", Kind::Tiff),
    (b"MM\0+", Kind::Tiff),
];

const KNOWN: &[(&[u8], &str)] = &[
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"II\xbc\x01", "JPEG XR"),
    (b"IIU\0", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"FOVb", "RAW"),
    (b"8BPS", "Photoshop"),
    (b"BPG\xfb", "BPG"),
    (b"qoif", "QOI"),
    (b"\x76\x2f\x31\x01", "OpenEXR"),
    (b"#?RADIANCE", "Radiance HDR"),
    (b"#?RGBE", "Radiance HDR"),
    (b"farbfeld", "farbfeld"),
    (b"DDS ", "DDS"),
    (b"gimp xcf", "GIMP"),
    (b"\x8aMNG\r\n\x1a\n", "MNG"),
];

const OTHER: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\x1a\x45\xdf\xa3", "WebM"),
    (b"PK\x03\x04", "ZIP"),
    (b"bplist00", "plist"),
    (b"ID3", "MP3"),
];

/// "BM" alone begins many a text, so the second header's size must be one that exists.
fn is_bmp(bytes: &[u8]) -> bool {
    let header_size = bytes.get(14..18).and_then(|it| it.first_chunk::<4>()).map(|it| u32::from_le_bytes(*it));
    bytes.starts_with(b"BM") && matches!(header_size, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// Brands of the container that AVIF, HEIC and MP4 share: ISO/IEC 14496-12, section 4.3.
fn iso_media(bytes: &[u8]) -> Option<Kind> {
    if bytes.get(4..8) != Some(b"ftyp") {
        return None;
    }
    let size = bytes.first_chunk::<4>().map_or(0, |it| u32::from_be_bytes(*it)) as usize;
    let brands = bytes.get(8..size.clamp(8, 256).min(bytes.len())).unwrap_or_default();
    let has = |wanted: &[&[u8]]| brands.chunks_exact(4).any(|brand| wanted.contains(&brand));
    Some(if has(&[b"avif", b"avis"]) {
        Kind::Known("AVIF")
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Kind::Known("HEIC")
    } else if has(&[b"crx "]) {
        Kind::Known("RAW")
    } else {
        Kind::Other("MP4")
    })
}

/// Formats without a fixed beginning.
fn by_content(bytes: &[u8]) -> Option<&'static str> {
    if is_svg(bytes) {
        return Some("SVG");
    }
    let start = &bytes[..bytes.len().min(16)];
    if let [0, 0, kind @ (1 | 2), 0, count, 0, ..] = start
        && *count > 0
    {
        return Some(if *kind == 1 { "ICO" } else { "CUR" });
    }
    if matches!(start, [b'P', b'1'..=b'7', b' ' | b'\t' | b'\r' | b'\n', ..]) {
        return Some("PNM");
    }
    bytes.ends_with(b"TRUEVISION-XFILE.\0").then_some("TGA")
}

/// Whether the first element is an SVG's: comments, a list of entities and the like may come before it, at any length.
fn is_svg(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    loop {
        let end = if rest.starts_with(b"<!--") {
            &b"-->"[..]
        } else if rest.starts_with(b"<?") {
            b"?>"
        } else if rest.starts_with(b"<!DOCTYPE") {
            let opening = rest.iter().position(|it| matches!(it, b'[' | b'>'));
            if opening.is_some_and(|it| rest[it] == b'[') { &b"]>"[..] } else { b">" }
        } else {
            // The element's name may have a prefix.
            let name = rest.strip_prefix(b"<").unwrap_or_default();
            let name =
                name.split(|it| it.is_ascii_whitespace() || matches!(it, b'>' | b'/')).next().unwrap_or_default();
            return name == b"svg" || name.ends_with(b":svg");
        };
        let Some(at) = rest.windows(end.len()).position(|it| it == end) else { return false };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Kind) {
        assert_eq!(kind(bytes), expected);
    }

    #[test]
    fn formats_are_told_by_their_bytes() {
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", Kind::Jpeg);
        check(b"RIFF\0\0\0\0WEBPVP8 ", Kind::WebP);
        check(b"RIFF\0\0\0\0WAVEfmt ", Kind::Unknown);
        check(b"BM and other abbreviations of long words", Kind::Unknown);
        check(b"\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf", Kind::Known("AVIF"));
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Known("HEIC"));
        check(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", Kind::Other("MP4"));
        check("\u{feff}<?xml version='1.0'?>\n<!-- fish --><svg/>".as_bytes(), Kind::Known("SVG"));
        let comment = format!("<!-- {} --><!DOCTYPE svg [<!ENTITY a 'b'>]><s:svg xmlns:s=''/>", "fish ".repeat(10_000));
        check(comment.as_bytes(), Kind::Known("SVG"));
        check(b"<!-- <svg> --><html><svg/></html>", Kind::Unknown);
        check(b"<!-- without an end <svg/>", Kind::Unknown);
        check(b"<!DOCTYPE html><html><svg></svg></html>", Kind::Unknown);
        check(b"just words", Kind::Unknown);
        check(b"\0\0\x01\0\x01\0", Kind::Known("ICO"));
        check(b"\0", Kind::Unknown);
    }
}
