//! A picture file becomes upright RGB pixels. This room decides who decodes what, by what the file's own header says:
//! [`decode`] takes a file, or says why not; of what it does not decode, and of what it finds damaged though nothing is
//! missing, the browser is asked (`www/decode.js`), and its pixels come in by [`Picture::from_rgba`].
//!
//! The pixels are those of Pillow's `convert("RGB")`, with two exceptions. What is transparent is laid on white, as paper
//! is and as the page shows it: the colour that a fully transparent pixel happens to hold is nothing that anybody sees,
//! and is black in most files. And of 16-bit grey the upper byte is kept, as Pillow does for 16-bit colour, where Pillow
//! makes all but the 256 darkest shades white. Colour profiles are not applied.

mod gif;
mod jpeg;
mod png;
mod resize;
mod sniff;
mod tiff;

use std::io::Cursor;

use image::codecs::{bmp, jpeg::JpegEncoder, webp};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, Limits, RgbImage, Rgba};

pub use resize::{Filter, Wanted};

use crate::error::{Error, Result};
use sniff::{Kind, kind};

/// Pictures with more pixels than this are refused, unless they can be decoded smaller.
pub const MAX_MEGAPIXELS: u32 = 100;

/// What a decoder may take: 100 megapixels at 8 bytes, 16-bit RGBA, and as much again as bookkeeping is worth.
const MAX_DECODER_BYTES: u64 = 1 << 30;

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
    /// By which EXIF orientation, 1 to 8, it was turned upright; 0 where the browser has turned it.
    pub orientation: u8,
    /// `3 * width / step * height / step` bytes: red, green, blue, row by row.
    pub rgb: Vec<u8>,
    /// The file's real format, such as `JPEG`.
    pub format: &'static str,
}

/// Decodes a file, whatever it is called, and turns it upright by its EXIF orientation.
///
/// # Errors
/// [`Error::ImageEmpty`], [`Error::ImageUnknown`], [`Error::ImageUnsupported`] for known formats that are not decoded
/// here; [`Error::ImageTooLarge`] above [`MAX_MEGAPIXELS`], before memory is taken; [`Error::ImageCut`] where data are
/// missing, at the end or in the middle: such a picture is refused, whether a program could show the rest or not;
/// [`Error::ImageBroken`] for other damage, and for headers that claim more than the file can hold; [`Error::Memory`].
pub fn decode(bytes: &[u8]) -> Result<Picture> {
    decode_for(bytes, u32::MAX)
}

/// The same for something small: its shortest side keeps `edge` pixels, if it has so many, but a large JPEG may be
/// decoded smaller than it is, which takes less time and memory; then it may also be larger than [`MAX_MEGAPIXELS`].
///
/// # Errors
/// As [`decode`].
pub fn decode_for(bytes: &[u8], edge: u32) -> Result<Picture> {
    match kind(bytes) {
        _ if bytes.is_empty() => Err(Error::ImageEmpty),
        Kind::Unknown => Err(Error::ImageUnknown),
        Kind::Other(format) => Err(Error::NoPicture { format }),
        Kind::Known(format) => Err(Error::ImageUnsupported { format }),
        Kind::Jpeg => of_jpeg(bytes, edge),
        Kind::Gif => gif::decode(bytes),
        Kind::Png => {
            let (width, height, whole) = png::open(bytes)?;
            // Its decoder takes memory for a row before it tells how long that is. One bit a pixel, and deflate's best is
            // 1032 bytes for one.
            check_size(width, height, bytes.len(), 8 * 1032, "PNG")?;
            let decoder = image::codecs::png::PngDecoder::with_limits(Cursor::new(&*whole), limits());
            // Whatever the decoder finds wrong, a browser would show what comes before it as if that were all.
            let cut = |err: Error| match err {
                Error::ImageBroken { format, source } => Error::ImageCut { format, source },
                err => err,
            };
            decoder.map_err(|err| refused("PNG", err)).and_then(|it| by_image(it, "PNG", false)).map_err(cut)
        }
        Kind::Bmp => {
            let decoder = bmp::BmpDecoder::new(Cursor::new(bytes)).map_err(|err| refused("BMP", err))?;
            let (width, height) = decoder.dimensions();
            // One bit a pixel; but run lengths may skip whole areas.
            let pixels_a_byte = if matches!(bytes.get(30), Some(1 | 2)) { u64::MAX } else { 8 };
            check_size(width, height, bytes.len(), pixels_a_byte, "BMP")?;
            by_image(decoder, "BMP", false)
        }
        Kind::WebP => of_webp(bytes),
        Kind::Tiff => match tiff::kind(bytes)? {
            tiff::Kind::Palette(map, orientation) => tiff::palette(bytes, &map, orientation),
            tiff::Kind::Plain { is_multiplied } => {
                let decoder = image::codecs::tiff::TiffDecoder::new(Cursor::new(bytes));
                let decoder = decoder.map_err(|err| refused(FORMAT_TIFF, err))?;
                let (width, height) = decoder.dimensions();
                // A fax's white line of any length takes one bit.
                check_size(width, height, bytes.len(), u64::MAX, FORMAT_TIFF)?;
                by_image(decoder, FORMAT_TIFF, is_multiplied)
            }
        },
    }
}

impl Picture {
    /// A picture that the browser has decoded: `4 * width / step * height / step` bytes, the fourth of each its opacity.
    ///
    /// # Errors
    /// [`Error::Ragged`] if the bytes are more or fewer, or none.
    pub fn from_rgba(width: u32, height: u32, step: u32, rgba: &[u8]) -> Result<Self> {
        let side = |length: u32| length.checked_div(step).unwrap_or(0) as usize;
        let n_pixels = side(width) * side(height);
        if n_pixels == 0 || rgba.len() != 4 * n_pixels {
            return Err(Error::Ragged { values: rgba.len(), dims: 4 * n_pixels });
        }
        let rgb = rgba.chunks_exact(4).flat_map(|it| [it[0], it[1], it[2]].map(|part| on_white(part, it[3]))).collect();
        Ok(Self { width, height, step, orientation: 0, rgb, format: "RGBA" })
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
        let scale = f64::from(edge) / f64::from(side);
        let wanted = |length: u32| Wanted { scale, first: f64::from((length - edge) / 2) / scale, count: side };
        let square = self.resized(wanted(self.width), wanted(self.height), Filter::Bilinear)?;
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, THUMBNAIL_QUALITY)
            .encode(&square, side, side, image::ExtendedColorType::Rgb8)
            .map_err(Error::compute)?;
        Ok(file)
    }
}

const FORMAT_TIFF: &str = "TIFF";

fn of_jpeg(bytes: &[u8], edge: u32) -> Result<Picture> {
    let frame = jpeg::Frame::read(bytes)?;
    let (width, height) = (frame.width, frame.height);
    let step = jpeg::step(width, height, edge);
    // The numbers of one in several passes are kept whole, however small the picture becomes.
    let kept = if frame.is_progressive { 1 } else { step };
    check_megapixels(width / kept, height / kept).map_err(|_small| Error::ImageTooLarge {
        width,
        height,
        limit: MAX_MEGAPIXELS,
    })?;
    // A block of 8 x 8 takes one bit at least.
    check_header(width, height, bytes.len(), 512, "JPEG")?;
    let rgb = jpeg::decode(bytes, &frame, step)?;
    let small = upright(width / step, height / step, rgb, frame.orientation, "JPEG")?;
    Ok(Picture { width: small.width * step, height: small.height * step, step, ..small })
}

fn of_webp(bytes: &[u8]) -> Result<Picture> {
    // The decoder would fill up what is missing of a file that ends before it says.
    let length = bytes.get(4..8).and_then(|it| it.first_chunk::<4>()).map_or(0, |it| u32::from_le_bytes(*it));
    if bytes.len() as u64 - 8 < u64::from(length) {
        let reason = format!("it ends after {} of {} bytes", bytes.len(), u64::from(length) + 8);
        return Err(Error::ImageCut { format: "WebP", source: reason.into() });
    }
    let mut decoder = webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|err| refused("WebP", err))?;
    let (width, height) = decoder.dimensions();
    // One of a single colour takes no byte for a pixel.
    check_size(width, height, bytes.len(), u64::MAX, "WebP")?;
    // libwebp, and so Pillow, ignores the background that an animation names.
    if decoder.has_animation() {
        decoder.set_background_color(Rgba([0, 0, 0, 0])).map_err(|err| refused("WebP", err))?;
    }
    by_image(decoder, "WebP", false)
}

/// Decodes what image-rs decodes; `is_multiplied`: whether its colours are already multiplied by their opacity.
fn by_image(mut decoder: impl ImageDecoder, format: &'static str, is_multiplied: bool) -> Result<Picture> {
    decoder.set_limits(limits()).map_err(|err| refused(format, err))?;
    // A picture whose EXIF cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let ((width, height), color) = (decoder.dimensions(), decoder.color_type());
    let mut buffer = zeros(decoder.total_bytes())?;
    decoder.read_image(&mut buffer).map_err(|err| refused(format, err))?;
    // Many programs leave the byte for opacity empty in a BMP; browsers too take such a file for an opaque one.
    if format == "BMP" && color == ColorType::Rgba8 && buffer.chunks_exact(4).all(|it| it[3] == 0) {
        buffer.chunks_exact_mut(4).for_each(|it| it[3] = 255);
    }
    let rgb = into_rgb(buffer, color, is_multiplied).ok_or(Error::ImageUnsupported { format })?;
    upright(width, height, rgb, orientation, format)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    limits
}

fn refused(format: &'static str, err: ImageError) -> Error {
    match err {
        ImageError::Unsupported(_) => Error::ImageUnsupported { format },
        // The file ends: there is no other reading from memory that fails.
        ImageError::IoError(err) => Error::ImageCut { format, source: err.into() },
        // As words, because these errors already say what their own sources say.
        err => broken(format, err.to_string()),
    }
}

fn check_size(width: u32, height: u32, n_bytes: usize, pixels_a_byte: u64, format: &'static str) -> Result<()> {
    check_megapixels(width, height)?;
    check_header(width, height, n_bytes, pixels_a_byte, format)
}

/// `pixels_a_byte`: the most pixels that a byte can stand for. What claims more lies, and would cost memory for nothing.
fn check_header(width: u32, height: u32, n_bytes: usize, pixels_a_byte: u64, format: &'static str) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(broken(format, format!("its header says {width} x {height} pixels")));
    }
    if u64::from(width) * u64::from(height) > pixels_a_byte.saturating_mul(n_bytes as u64) {
        let reason = format!("its header says {width} x {height} pixels, too many for {n_bytes} bytes");
        return Err(Error::ImageCut { format, source: reason.into() });
    }
    Ok(())
}

fn check_megapixels(width: u32, height: u32) -> Result<()> {
    match u64::from(width) * u64::from(height) > u64::from(MAX_MEGAPIXELS) * 1_000_000 {
        true => Err(Error::ImageTooLarge { width, height, limit: MAX_MEGAPIXELS }),
        false => Ok(()),
    }
}

fn zeros(n_bytes: u64) -> Result<Vec<u8>> {
    let refused = Error::Memory { bytes: n_bytes };
    let mut buffer = Vec::new();
    match usize::try_from(n_bytes) {
        Ok(length) if buffer.try_reserve_exact(length).is_ok() => buffer.resize(length, 0),
        _ => return Err(refused),
    }
    Ok(buffer)
}

/// Three bytes a pixel out of whatever the decoder gave; in place where there is room, for a picture may be large.
fn into_rgb(buffer: Vec<u8>, color: ColorType, is_multiplied: bool) -> Option<Vec<u8>> {
    // 16-bit samples come in the machine's own order.
    let upper = |it: &[u8], sample: usize| u16::from_ne_bytes([it[2 * sample], it[2 * sample + 1]]).to_be_bytes()[0];
    let laid =
        |part: u8, alpha: u8| if is_multiplied { part.saturating_add(255 - alpha) } else { on_white(part, alpha) };
    Some(match color {
        ColorType::Rgb8 => buffer,
        ColorType::Rgba8 => narrowed(buffer, 4, |it| [it[0], it[1], it[2]].map(|part| laid(part, it[3]))),
        ColorType::L8 => buffer.iter().flat_map(|&it| [it; 3]).collect(),
        ColorType::La8 => buffer.chunks_exact(2).flat_map(|it| [laid(it[0], it[1]); 3]).collect(),
        ColorType::L16 => buffer.chunks_exact(2).flat_map(|it| [upper(it, 0); 3]).collect(),
        ColorType::La16 => narrowed(buffer, 4, |it| [laid(upper(it, 0), upper(it, 1)); 3]),
        ColorType::Rgb16 => narrowed(buffer, 6, |it| [0, 1, 2].map(|part| upper(it, part))),
        ColorType::Rgba16 => narrowed(buffer, 8, |it| [0, 1, 2].map(|part| laid(upper(it, part), upper(it, 3)))),
        _ => return None,
    })
}

/// A colour on white paper through its opacity.
fn on_white(part: u8, alpha: u8) -> u8 {
    let (part, alpha) = (u32::from(part), u32::from(alpha));
    ((part * alpha + 255 * (255 - alpha) + 127) / 255) as u8
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

fn upright(width: u32, height: u32, rgb: Vec<u8>, turn: Orientation, format: &'static str) -> Result<Picture> {
    let orientation = turn.to_exif();
    if turn == Orientation::NoTransforms {
        return Ok(Picture { width, height, step: 1, orientation, rgb, format });
    }
    let Some(lying) = RgbImage::from_raw(width, height, rgb) else {
        return Err(broken(format, "it has fewer pixels than its header says".into()));
    };
    let mut picture = DynamicImage::ImageRgb8(lying);
    picture.apply_orientation(turn);
    let (width, height) = (picture.width(), picture.height());
    Ok(Picture { width, height, step: 1, orientation, rgb: picture.into_rgb8().into_raw(), format })
}

fn broken(format: &'static str, message: String) -> Error {
    Error::ImageBroken { format, source: message.into() }
}
