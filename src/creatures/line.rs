//! A production line: taiyaki that differ as little as those from one mould do, but for those with a flaw.

pub use super::others::Flaw;

use super::attributes::Style;
use super::brush::{Brush, Frame};
use super::canvas::Canvas;
use super::colour::{Rgb, noise};
use super::guise::Guise;
use super::others::{self, Cake};
use crate::error::Result;
use crate::rng::Rng;

/// The pixels of taiyaki number `seed` on the belt, as a camera above the line sees it: RGBA, `size * size * 4`.
///
/// # Errors
/// [`crate::error::Error::Parameter`] for a size that no picture has.
pub fn draw(seed: u32, flaw: Option<Flaw>, size: u32) -> Result<Vec<u8>> {
    let mut rng = Rng::new(seed);
    let mut canvas = Canvas::new(size)?;
    let side = canvas.side();
    belt(&mut canvas, rng.next_u32());
    let frame = Frame {
        centre: (side * (0.5 + rng.between(-0.015, 0.015)), side * (0.5 + rng.between(-0.015, 0.015))),
        middle: (0.58, 0.0),
        scale: side * 0.74,
        turn: rng.between(-0.03, 0.03),
        flip: 1.0,
        bend: 0.0,
        waves: 0.0,
        phase: 0.0,
    };
    let (shade, done) = (rng.between(0.96, 1.04), rng.between(-0.05, 0.05));
    let usual = Cake::default();
    let cake = Cake {
        crust: usual.crust.scale(shade),
        dark: usual.dark.scale(shade),
        baked: (usual.baked.0 + done, usual.baked.1 + done),
        seam: usual.seam * rng.between(0.8, 1.3),
        flaw,
    };
    let (seed, light) = (rng.next_u32(), rng.between(0.97, 1.03));
    let (style, edge, guise) = (Style::Shaded, side / 240.0, Guise::NONE);
    let mut brush = Brush { canvas: &mut canvas, frame, style, edge, seed, guise };
    others::taiyaki(&mut brush, &cake);
    canvas.repaint(|_, _, old| old.scale(light));
    Ok(canvas.into_rgba())
}

/// A pale belt with its ribs.
fn belt(canvas: &mut Canvas, seed: u32) {
    let side = canvas.side();
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side, py / side);
        let rib = if (x * 9.0).rem_euclid(1.0) < 0.08 { 0.93 } else { 1.0 };
        Rgb::hex(0xC9D3D8).scale(rib * (0.99 + 0.02 * noise(x * 30.0, y * 30.0, seed)))
    });
}
