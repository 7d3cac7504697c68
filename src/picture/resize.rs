//! Pillow's resampling, through fast_image_resize.

use fast_image_resize::images::TypedImage;
use fast_image_resize::pixels::U16x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};

use super::Picture;
use crate::error::{Error, Result};

/// How a picture is made larger or smaller, as Pillow names and numbers it:
/// <https://github.com/python-pillow/Pillow/blob/13.0.0/src/PIL/Image.py>, `Resampling`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Number 0.
    Nearest,
    /// Number 1.
    Lanczos,
    /// Number 2.
    Bilinear,
    /// Number 3.
    Bicubic,
    /// Number 4.
    Box,
    /// Number 5.
    Hamming,
}

impl Filter {
    /// The filter of Pillow's number.
    pub fn of_pillow(number: u32) -> Option<Self> {
        use Filter::{Bicubic, Bilinear, Box, Hamming, Lanczos, Nearest};
        [Nearest, Lanczos, Bilinear, Bicubic, Box, Hamming].get(number as usize).copied()
    }
}

/// The pixels that are wanted of one direction, across or down.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// How many pixels of the file one of them stands for.
    pub scale: f64,
    /// The first, counted in pixels of that size.
    pub first: f64,
    /// How many.
    pub count: u32,
}

impl Picture {
    /// A part of the picture at another size: `3 * across.count * down.count` bytes.
    ///
    /// Across first, then down, rounded to bytes in between, as Pillow does it. The bytes travel as 16-bit numbers,
    /// because for those fast_image_resize has coefficients as fine as Pillow's; its 8-bit ones, and its order of the two
    /// passes, are off by up to two of 255 where a picture is enlarged.
    ///
    /// # Errors
    /// [`Error::Compute`] if the resizer refuses it.
    pub fn resized(&self, across: Wanted, down: Wanted, filter: Filter) -> Result<Vec<u8>> {
        let (columns, rows) = (self.width / self.step, self.height / self.step);
        let Some(algorithm) = algorithm(filter) else { return Ok(self.nearest(across, down)) };
        // In the pixels that are here.
        let start_and_length = |it: Wanted| {
            let scale = it.scale / f64::from(self.step);
            (it.first * scale, f64::from(it.count) * scale)
        };
        let ((from_left, wide), (from_top, high)) = (start_and_length(across), start_and_length(down));
        let (left, right) = reached(from_left, wide, across.count, columns);
        let (top, bottom) = reached(from_top, high, down.count, rows);
        let line_bytes = 3 * columns as usize;
        let mut lines = Vec::with_capacity(3 * across.count as usize * (bottom - top) as usize);
        let mut first = top;
        while first < bottom {
            let last = bottom.min(first + BAND_ROWS);
            let band = self.rgb[first as usize * line_bytes..last as usize * line_bytes].chunks_exact(line_bytes);
            let band: Vec<u16> =
                band.flat_map(|line| &line[3 * left as usize..3 * right as usize]).map(|&it| it.into()).collect();
            let n_rows = last - first;
            let window = Window { left: from_left - f64::from(left), width: wide, top: 0.0, height: n_rows.into() };
            lines.extend(pass(band, (right - left, n_rows), window, (across.count, n_rows), algorithm)?);
            first = last;
        }
        let window = Window { left: 0.0, width: across.count.into(), top: from_top - f64::from(top), height: high };
        let done = pass(lines, (across.count, bottom - top), window, (across.count, down.count), algorithm)?;
        Ok(done.into_iter().map(|it| it as u8).collect())
    }

    fn nearest(&self, across: Wanted, down: Wanted) -> Vec<u8> {
        let (columns, rows) = (places(across, self.width), places(down, self.height));
        let step = self.step as usize;
        let line_bytes = 3 * (self.width as usize / step);
        let pixel = |row: &usize, column: &usize| &self.rgb[row / step * line_bytes + 3 * (column / step)..][..3];
        rows.iter().flat_map(|row| columns.iter().flat_map(move |column| pixel(row, column))).copied().collect()
    }
}

/// Which pixels of the file are taken. Pillow adds the scale up one pixel after another, so that its sums, and now and
/// then a pixel, differ from those of a product: `ImagingScaleAffine` in
/// <https://github.com/python-pillow/Pillow/blob/13.0.0/src/libImaging/Geometry.c>.
fn places(wanted: Wanted, n_pixels: u32) -> Vec<usize> {
    let mut at = wanted.scale * 0.5;
    let mut places = Vec::with_capacity(wanted.count as usize);
    for place in 0..wanted.first as u64 + u64::from(wanted.count) {
        if place >= wanted.first as u64 {
            places.push((at as usize).min(n_pixels as usize - 1));
        }
        at += wanted.scale;
    }
    places
}

/// A part of a picture, in its pixels.
#[derive(Clone, Copy)]
struct Window {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Enough rows to be worth a call, few enough that their 16-bit copy is small beside the picture.
const BAND_ROWS: u32 = 64;

/// The source's pixels that matter for a window: no filter reaches farther than three pixels of the coarser grid.
fn reached(start: f64, length: f64, n_results: u32, n_pixels: u32) -> (u32, u32) {
    let reach = 3.0 * (length / f64::from(n_results)).max(1.0) + 1.0;
    let first = ((start - reach).max(0.0) as u32).min(n_pixels - 1);
    (first, ((start + length + reach) as u32).clamp(first + 1, n_pixels))
}

/// One pass of the two; the results are bytes again, in 16 bits.
fn pass(
    values: Vec<u16>,
    (source_width, source_height): (u32, u32),
    window: Window,
    (width, height): (u32, u32),
    algorithm: ResizeAlg,
) -> Result<Vec<u16>> {
    let pixels: Vec<U16x3> = values.chunks_exact(3).map(|it| U16x3::new([it[0], it[1], it[2]])).collect();
    drop(values);
    let source = TypedImage::from_pixels(source_width, source_height, pixels).map_err(Error::compute)?;
    // Rounding must not carry the window over the edge.
    let (left, top) = (window.left.max(0.0), window.top.max(0.0));
    let options = ResizeOptions::new().resize_alg(algorithm).use_alpha(false).crop(
        left,
        top,
        window.width.min(f64::from(source_width) - left),
        window.height.min(f64::from(source_height) - top),
    );
    let mut resized = TypedImage::<U16x3>::new(width, height);
    Resizer::new().resize_typed(&source, &mut resized, &options).map_err(Error::compute)?;
    Ok(resized.pixels().iter().flat_map(|it| it.0).map(|it| it.min(255)).collect())
}

/// The resizer's name for it; it has none for the nearest pixel that chooses as Pillow does.
fn algorithm(filter: Filter) -> Option<ResizeAlg> {
    Some(ResizeAlg::Convolution(match filter {
        Filter::Nearest => return None,
        Filter::Lanczos => FilterType::Lanczos3,
        Filter::Bilinear => FilterType::Bilinear,
        Filter::Bicubic => FilterType::CatmullRom,
        Filter::Box => FilterType::Box,
        Filter::Hamming => FilterType::Hamming,
    }))
}
