//! A phone's camera pointed at a drawing that is printed or shown on a screen.
//!
//! What it does to a finished picture follows from a seed: the drawing becomes a quadrilateral among other things,
//! something may lie before it, light and shadow fall over it, lens, sensor and file do the rest.

mod jpeg;
mod lens;
mod surroundings;
mod view;

pub use jpeg::through_jpeg;

use super::canvas::Canvas;
use super::colour::Rgb;
use crate::error::{Error, Result};
use crate::rng::Rng;
use view::View;

/// A photograph of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// RGBA, 8 bits, row by row, all opaque.
    pub rgba: Vec<u8>,
    /// How much of each pixel still belongs to a creature, if that was asked.
    pub mask: Option<Vec<u8>>,
    /// The quality at which a phone would write it as JPEG, 1 to 100.
    pub quality: u8,
}

/// Photographs a square picture of `size` columns, and its mask along with it.
///
/// # Errors
/// [`Error::Parameter`] for a size that no picture has, and for pixels or a mask that are not `size * size`.
pub fn photograph(rgba: &[u8], mask: Option<&[u8]>, size: u32, seed: u32) -> Result<Photo> {
    let mut rng = Rng::new(seed ^ 0xCA3E_4A5E);
    let mut canvas = Canvas::new(size)?;
    check_len("rgba", rgba.len(), 4, size)?;
    mask.map_or(Ok(()), |it| check_len("mask", it.len(), 1, size))?;
    let view = View::random(&mut rng, size);
    surroundings::behind(&mut canvas, &view, &mut rng);
    if view.framed {
        canvas.shade(&view.corners, 1.0, |x, y| colour(rgba, size, view.source(x, y)));
    } else {
        canvas.repaint(|x, y, _| colour(rgba, size, view.source(x, y)));
    }
    let bare = mask.map(|_| canvas.rgba().to_vec());
    surroundings::before(&mut canvas, &view, &mut rng);
    let mask = mask.zip(bare).map(|(mask, bare)| {
        let seen = |(at, (old, new)): (usize, (&[u8], &[u8]))| {
            let (x, y) = view.source((at as u32 % size) as f32 + 0.5, (at as u32 / size) as f32 + 0.5);
            if old == new { amount(mask, size, x, y) } else { 0 }
        };
        bare.chunks_exact(4).zip(canvas.rgba().chunks_exact(4)).enumerate().map(seen).collect()
    });
    surroundings::light(&mut canvas, &mut rng);
    let mut rgba = canvas.into_rgba();
    lens::expose(&mut rgba, size as usize, &mut rng);
    let quality = 30 + rng.below(66) as u8;
    Ok(Photo { rgba, mask, quality })
}

/// Refuses what does not have `each` bytes for every pixel of a square.
fn check_len(parameter: &'static str, found: usize, each: u64, side: u32) -> Result<()> {
    let bytes = u64::from(side).pow(2).saturating_mul(each);
    if found as u64 == bytes {
        return Ok(());
    }
    Err(Error::Parameter { parameter, bounds: format!("{bytes} bytes long"), found: found.to_string() })
}

/// The drawing's colour at a place between its pixels; beyond its edge the edge's.
fn colour(rgba: &[u8], size: u32, (x, y): (f32, f32)) -> Rgb {
    let last = (size - 1) as f32;
    let (x, y) = ((x - 0.5).clamp(0.0, last), (y - 0.5).clamp(0.0, last));
    let (left, top) = (x.floor(), y.floor());
    let (column, row) = (left as u32, top as u32);
    let at = |column: u32, row: u32| {
        let at = ((row.min(size - 1) * size + column.min(size - 1)) * 4) as usize;
        Rgb::from_bytes(rgba[at], rgba[at + 1], rgba[at + 2])
    };
    let above = at(column, row).mix(at(column + 1, row), x - left);
    let below = at(column, row + 1).mix(at(column + 1, row + 1), x - left);
    above.mix(below, y - top)
}

/// The mask's value at a place; beyond its edge none.
fn amount(mask: &[u8], size: u32, x: f32, y: f32) -> u8 {
    let inside = 0.0..size as f32;
    if !inside.contains(&x) || !inside.contains(&y) {
        return 0;
    }
    mask[(y as u32 * size + x as u32) as usize]
}
