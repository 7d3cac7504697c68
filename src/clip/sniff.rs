//! What a file is, by its first bytes; its name is never asked.

use image::ImageFormat;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A picture that is decoded here, and what people call its format.
    Decoded(ImageFormat, &'static str),
    /// Something known that is not decoded here.
    Known(&'static str),
    /// Nothing known.
    Unknown,
}

/// Tells the format of a file from its bytes.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    if let Some(&(_, format, name)) = DECODED.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Kind::Decoded(format, name);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Kind::Decoded(ImageFormat::WebP, "WebP");
    }
    if is_bmp(bytes) {
        return Kind::Decoded(ImageFormat::Bmp, "BMP");
    }
    if let Some(&(_, name)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Known(name);
    }
    if let Some(name) = iso_media(bytes).or_else(|| by_content(bytes)) {
        return Kind::Known(name);
    }
    Kind::Unknown
}

const DECODED: &[(&[u8], ImageFormat, &str)] = &[
    (b"\xff\xd8\xff", ImageFormat::Jpeg, "JPEG"),
    (b"\x89PNG\r\n\x1a\n", ImageFormat::Png, "PNG"),
    (b"GIF87a", ImageFormat::Gif, "GIF"),
    (b"GIF89a", ImageFormat::Gif, "GIF"),
    (b"II*\0", ImageFormat::Tiff, "TIFF"),
    (b"MM\0*", ImageFormat::Tiff, "TIFF"),
    (b"II+\0", ImageFormat::Tiff, "TIFF"),
    (b"MM\0+", ImageFormat::Tiff, "TIFF"),
];

const KNOWN: &[(&[u8], &str)] = &[
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"II\xbc\x01", "JPEG XR"),
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
    (b"%PDF-", "PDF"),
    (b"%!PS", "PostScript"),
    (b"\x1a\x45\xdf\xa3", "WebM"),
    (b"PK\x03\x04", "ZIP"),
];

/// "BM" alone begins many a text, so the second header's size must be one that exists.
fn is_bmp(bytes: &[u8]) -> bool {
    let header_size = bytes.get(14..18).and_then(|it| it.first_chunk::<4>()).map(|it| u32::from_le_bytes(*it));
    bytes.starts_with(b"BM") && matches!(header_size, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// Brands of the container that AVIF, HEIC and MP4 share: ISO/IEC 14496-12, section 4.3.
fn iso_media(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) != Some(b"ftyp") {
        return None;
    }
    let size = bytes.first_chunk::<4>().map_or(0, |it| u32::from_be_bytes(*it)) as usize;
    let brands = bytes.get(8..size.clamp(8, 256).min(bytes.len())).unwrap_or_default();
    let has = |wanted: &[&[u8]]| brands.chunks_exact(4).any(|brand| wanted.contains(&brand));
    Some(if has(&[b"avif", b"avis"]) {
        "AVIF"
    } else if has(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        "HEIC"
    } else if has(&[b"crx "]) {
        "Canon raw"
    } else {
        "MP4"
    })
}

/// Formats without a fixed beginning.
fn by_content(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(4096)];
    let trimmed = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let is_xml = [&b"<svg"[..], b"<?xml", b"<!--", b"<!DOCTYPE svg"].iter().any(|it| trimmed.starts_with(it));
    if is_xml && trimmed.windows(4).any(|it| it == b"<svg") {
        return Some("SVG");
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Kind) {
        assert_eq!(kind(bytes), expected);
    }

    #[test]
    fn formats_are_told_by_their_bytes() {
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", Kind::Decoded(ImageFormat::Jpeg, "JPEG"));
        check(b"RIFF\0\0\0\0WEBPVP8 ", Kind::Decoded(ImageFormat::WebP, "WebP"));
        check(b"RIFF\0\0\0\0WAVEfmt ", Kind::Unknown);
        check(b"BM and other abbreviations of long words", Kind::Unknown);
        check(b"\0\0\0\x20ftypmif1\0\0\0\0mif1avifmiaf", Kind::Known("AVIF"));
        check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Kind::Known("HEIC"));
        check(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1", Kind::Known("MP4"));
        check("\u{feff}<?xml version='1.0'?>\n<!-- fish --><svg/>".as_bytes(), Kind::Known("SVG"));
        check(b"<!DOCTYPE html><html><svg></svg></html>", Kind::Unknown);
        check(b"just words", Kind::Unknown);
        check(b"\0\0\x01\0\x01\0", Kind::Known("ICO"));
        check(b"\0", Kind::Unknown);
    }
}
