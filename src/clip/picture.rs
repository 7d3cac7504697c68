//! A picture file becomes upright RGB pixels, the way Pillow's `convert("RGB")` does it.

use std::io::Cursor;

use image::codecs::{bmp, jpeg, png, tiff, webp};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits, RgbImage, Rgba};

use crate::clip::pixels::{Window, resize};
use crate::clip::sniff::{Kind, kind};
use crate::clip::{gif, jpeg as reduced};
use crate::error::{Error, Result};

/// Pictures with more pixels than this are refused.
pub const MAX_MEGAPIXELS: u32 = 100;

/// What a decoder may take: 100 megapixels at 8 bytes, 16-bit RGBA, and as much again as bookkeeping is worth.
pub(super) const MAX_DECODER_BYTES: u64 = 1 << 30;

/// JPEG's usual compromise between bytes and blocks that show.
const THUMBNAIL_QUALITY: u8 = 85;

/// An upright picture in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Columns of the file.
    pub width: u32,
    /// Rows of the file.
    pub height: u32,
    /// How many pixels of the file stand side by side in one that is here: 1, unless it was decoded for something small.
    pub step: u32,
    /// `3 * width / step * height / step` bytes: red, green, blue, row by row.
    pub rgb: Vec<u8>,
    /// The file's real format, such as `JPEG`.
    pub format: &'static str,
}

/// Decodes a file, whatever it is called, and turns it upright by its EXIF orientation.
///
/// As with Pillow, transparency is dropped, not blended, and colour profiles are not applied. In one thing this is not
/// Pillow: of 16-bit grey it keeps the upper byte, as Pillow does for 16-bit colour, where Pillow makes all but the
/// 256 darkest shades white.
///
/// # Errors
/// [`Error::ImageEmpty`], [`Error::ImageUnknown`], [`Error::ImageUnsupported`] for known formats that are not decoded
/// here; [`Error::ImageTooLarge`] above [`MAX_MEGAPIXELS`], before memory is taken; [`Error::ImageBroken`] for damaged
/// files, headers that claim more than the file can hold, and, as Pillow has it, JPEGs that break off;
/// [`Error::Memory`].
pub fn decode(bytes: &[u8]) -> Result<Picture> {
    decode_for(bytes, u32::MAX)
}

/// The same for something small: its shortest side keeps `edge` pixels, if it has so many, but a large JPEG may be
/// decoded smaller than it is, which takes less time and memory.
///
/// # Errors
/// As [`decode`].
pub fn decode_for(bytes: &[u8], edge: u32) -> Result<Picture> {
    if bytes.is_empty() {
        return Err(Error::ImageEmpty);
    }
    let (image_format, format) = match kind(bytes) {
        Kind::Decoded(image_format, format) => (image_format, format),
        Kind::Known(format) => return Err(Error::ImageUnsupported { format }),
        Kind::Unknown => return Err(Error::ImageUnknown),
    };
    let refused = |err: ImageError| match err {
        ImageError::Unsupported(_) => Error::ImageUnsupported { format },
        // As words, because these errors already say what their own sources say.
        err => broken(format, err.to_string()),
    };
    match image_format {
        ImageFormat::Gif => return gif::decode(bytes),
        // Its decoder takes memory for a row before it tells how long that is.
        ImageFormat::Png => check_png_header(bytes)?,
        _ => {}
    }
    let mut decoder = open(bytes, image_format).map_err(refused)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, bytes, image_format, format)?;
    if image_format == ImageFormat::Jpeg && !ends_as_jpeg(bytes) {
        return Err(broken(format, "it breaks off before its end".into()));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    decoder.set_limits(limits).map_err(refused)?;
    // A picture whose EXIF cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    if image_format == ImageFormat::Jpeg {
        let step = reduced::step(width, height, edge);
        if step > 1
            && let Some(rgb) = reduced::decode(bytes, width, height, step)
        {
            let small = upright(width / step, height / step, rgb, orientation, format)?;
            return Ok(Picture { width: small.width * step, height: small.height * step, step, ..small });
        }
    }
    let color = decoder.color_type();
    let mut buffer = zeros(decoder.total_bytes())?;
    decoder.read_image_boxed(&mut buffer).map_err(refused)?;
    let rgb = into_rgb(buffer, color).ok_or(Error::ImageUnsupported { format })?;
    upright(width, height, rgb, orientation, format)
}

impl Picture {
    /// A picture that the browser has decoded: `4 * width * height` bytes, the fourth of each pixel dropped.
    ///
    /// # Errors
    /// [`Error::ImageTooLarge`] above [`MAX_MEGAPIXELS`]; [`Error::Ragged`] if the bytes are more or fewer.
    pub fn from_rgba(width: u32, height: u32, rgba: &[u8]) -> Result<Self> {
        check_megapixels(width, height)?;
        let n_pixels = width as usize * height as usize;
        if n_pixels == 0 || rgba.len() != 4 * n_pixels {
            return Err(Error::Ragged { values: rgba.len(), dims: 4 * n_pixels });
        }
        let rgb = rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]]).collect();
        Ok(Self { width, height, step: 1, rgb, format: "RGBA" })
    }

    /// The middle square as a JPEG file of `side` x `side` pixels.
    ///
    /// # Errors
    /// [`Error::Parameter`] if `side` is zero or over 4096; [`Error::Compute`].
    pub fn thumbnail(&self, side: u32) -> Result<Vec<u8>> {
        if !(1..=4096).contains(&side) {
            return Err(Error::Parameter { parameter: "side", bounds: "1..=4096".into(), found: side.to_string() });
        }
        let edge = self.width.min(self.height);
        let window = Window {
            left: f64::from((self.width - edge) / 2),
            top: f64::from((self.height - edge) / 2),
            width: f64::from(edge),
            height: f64::from(edge),
        };
        let square = resize(self, window, side, side, 2)?;
        let mut file = Vec::new();
        jpeg::JpegEncoder::new_with_quality(&mut file, THUMBNAIL_QUALITY)
            .encode(&square, side, side, image::ExtendedColorType::Rgb8)
            .map_err(Error::compute)?;
        Ok(file)
    }
}

fn open<'a>(bytes: &'a [u8], format: ImageFormat) -> Result<Box<dyn ImageDecoder + 'a>, ImageError> {
    let file = Cursor::new(bytes);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    Ok(match format {
        ImageFormat::Jpeg => Box::new(jpeg::JpegDecoder::new(file)?),
        ImageFormat::Png => Box::new(png::PngDecoder::with_limits(file, limits)?),
        ImageFormat::Bmp => Box::new(bmp::BmpDecoder::new(file)?),
        ImageFormat::WebP => {
            let mut decoder = webp::WebPDecoder::new(file)?;
            // libwebp, and so Pillow, ignores the background that an animation names.
            if decoder.has_animation() {
                decoder.set_background_color(Rgba([0, 0, 0, 0]))?;
            }
            Box::new(decoder)
        }
        _ => Box::new(tiff::TiffDecoder::new(file)?),
    })
}

pub(super) fn check_size(
    width: u32,
    height: u32,
    bytes: &[u8],
    image_format: ImageFormat,
    format: &'static str,
) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(broken(format, format!("its header says {width} x {height} pixels")));
    }
    check_megapixels(width, height)?;
    let n_pixels = u64::from(width) * u64::from(height);
    // The most pixels that a byte can stand for: what claims more lies, and would cost memory for nothing.
    let pixels_a_byte: u64 = match image_format {
        // An 8 x 8 block takes one bit at least.
        ImageFormat::Jpeg => 512,
        // One bit a pixel, and deflate's best is 1032 bytes for one.
        ImageFormat::Png => 8 * 1032,
        // A code of 12 bits stands for 4096 pixels at most.
        ImageFormat::Gif => 4096,
        // One bit a pixel; but run lengths may skip whole areas.
        ImageFormat::Bmp if matches!(bytes.get(30), Some(1 | 2)) => u64::MAX,
        ImageFormat::Bmp => 8,
        // A fax's white line of any length takes one bit, a WebP of one colour none at all.
        _ => u64::MAX,
    };
    if n_pixels > pixels_a_byte.saturating_mul(bytes.len() as u64) {
        let message = format!("its header says {width} x {height} pixels, too many for {} bytes", bytes.len());
        return Err(broken(format, message));
    }
    Ok(())
}

fn check_png_header(bytes: &[u8]) -> Result<()> {
    let number = |at: usize| bytes.get(at..).and_then(|it| it.first_chunk::<4>()).map(|it| u32::from_be_bytes(*it));
    match (number(16), number(20)) {
        (Some(width), Some(height)) => check_megapixels(width, height),
        _ => Err(broken("PNG", "it ends inside its header".into())),
    }
}

fn check_megapixels(width: u32, height: u32) -> Result<()> {
    match u64::from(width) * u64::from(height) > u64::from(MAX_MEGAPIXELS) * 1_000_000 {
        true => Err(Error::ImageTooLarge { width, height, limit: MAX_MEGAPIXELS }),
        false => Ok(()),
    }
}

/// Whether the end marker follows the first scan. The decoder would paint the missing rest grey.
fn ends_as_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    // Walk over the segments, so that the end of a preview inside one does not count.
    while let Some(&[0xff, marker]) = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>()) {
        match marker {
            0xff => at += 1,
            0xda | 0xd9 => break,
            _ => match bytes.get(at + 2..).and_then(|rest| rest.first_chunk::<2>()) {
                Some(length) => at += 2 + usize::from(u16::from_be_bytes(*length)),
                None => return false,
            },
        }
    }
    // From the back, where the marker usually is.
    bytes.get(at..).is_some_and(|rest| rest.windows(2).rev().any(|it| it == [0xff, 0xd9]))
}

pub(super) fn zeros(n_bytes: u64) -> Result<Vec<u8>> {
    let refused = Error::Memory { bytes: n_bytes };
    let mut buffer = Vec::new();
    match usize::try_from(n_bytes) {
        Ok(length) if buffer.try_reserve_exact(length).is_ok() => buffer.resize(length, 0),
        _ => return Err(refused),
    }
    Ok(buffer)
}

/// Three bytes a pixel out of whatever the decoder gave; in place where there is room, for a picture may be large.
fn into_rgb(buffer: Vec<u8>, color: ColorType) -> Option<Vec<u8>> {
    // 16-bit samples come in the machine's own order.
    let upper = |it: &[u8], sample: usize| u16::from_ne_bytes([it[2 * sample], it[2 * sample + 1]]).to_be_bytes()[0];
    let unit = |it: &[u8], sample: usize| {
        let bytes = [it[4 * sample], it[4 * sample + 1], it[4 * sample + 2], it[4 * sample + 3]];
        (f32::from_ne_bytes(bytes).clamp(0.0, 1.0) * 255.0 + 0.5) as u8
    };
    Some(match color {
        ColorType::Rgb8 => buffer,
        ColorType::Rgba8 => narrowed(buffer, 4, |it| [it[0], it[1], it[2]]),
        ColorType::L8 => buffer.iter().flat_map(|&it| [it, it, it]).collect(),
        ColorType::La8 => buffer.chunks_exact(2).flat_map(|it| [it[0], it[0], it[0]]).collect(),
        ColorType::L16 => buffer.chunks_exact(2).flat_map(|it| [upper(it, 0); 3]).collect(),
        ColorType::La16 => narrowed(buffer, 4, |it| [upper(it, 0); 3]),
        ColorType::Rgb16 => narrowed(buffer, 6, |it| [upper(it, 0), upper(it, 1), upper(it, 2)]),
        ColorType::Rgba16 => narrowed(buffer, 8, |it| [upper(it, 0), upper(it, 1), upper(it, 2)]),
        ColorType::Rgb32F => narrowed(buffer, 12, |it| [unit(it, 0), unit(it, 1), unit(it, 2)]),
        ColorType::Rgba32F => narrowed(buffer, 16, |it| [unit(it, 0), unit(it, 1), unit(it, 2)]),
        _ => return None,
    })
}

fn narrowed(mut buffer: Vec<u8>, n_bytes: usize, rgb: impl Fn(&[u8]) -> [u8; 3]) -> Vec<u8> {
    let n_pixels = buffer.len() / n_bytes;
    for pixel in 0..n_pixels {
        let narrow = rgb(&buffer[n_bytes * pixel..n_bytes * (pixel + 1)]);
        buffer[3 * pixel..3 * pixel + 3].copy_from_slice(&narrow);
    }
    buffer.truncate(3 * n_pixels);
    buffer
}

fn upright(width: u32, height: u32, rgb: Vec<u8>, orientation: Orientation, format: &'static str) -> Result<Picture> {
    if orientation == Orientation::NoTransforms {
        return Ok(Picture { width, height, step: 1, rgb, format });
    }
    let Some(lying) = RgbImage::from_raw(width, height, rgb) else {
        return Err(broken(format, "it has fewer pixels than its header says".into()));
    };
    let mut picture = DynamicImage::ImageRgb8(lying);
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    Ok(Picture { width, height, step: 1, rgb: picture.into_rgb8().into_raw(), format })
}

pub(super) fn broken(format: &'static str, message: String) -> Error {
    Error::ImageBroken { format, source: message.into() }
}
