//! A page of a newspaper: columns of lines too small to read, headlines, pictures.

use crate::creatures::canvas::Canvas;
use crate::creatures::colour::{Rgb, hash, noise, step};
use crate::rng::Rng;

/// Lines in a block; a block is an article's part, or a picture.
const LINES: f32 = 13.0;

/// Paints the page, lying as it happens to lie.
pub(super) fn paint(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed) = (canvas.side(), rng.next_u32());
    let quarter = [0.0, 0.0, 0.0, std::f32::consts::FRAC_PI_2][rng.below(4)];
    let turn = quarter + rng.between(-0.4, 0.4);
    let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
    let (column, line) = (rng.between(0.24, 0.34), rng.between(0.026, 0.034));
    let (left, top) = (rng.uniform(), rng.uniform());
    let paper = Rgb::hex(0xE8DFC8).tint(jitter);
    let ink = Rgb::hex(0x2C2A28);
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side, py / side);
        let (u, v) = ((x * cos + y * sin + left) / column, (y * cos - x * sin + top) / line);
        let crumpled = paper.scale(0.95 + 0.07 * noise(x * 3.0, y * 3.0, seed));
        crumpled.mix(ink, inked(u, v, seed))
    });
}

/// How much ink lies at `u` columns and `v` lines.
fn inked(u: f32, v: f32, seed: u32) -> f32 {
    let column = u.floor();
    let across = (u - column - 0.06) / 0.88;
    if !(0.0..1.0).contains(&across) {
        return 0.0;
    }
    let v = v + LINES * hash(column as i32, 0, seed);
    let block = (v / LINES).floor();
    let (line, kind) = (v - block * LINES, hash(column as i32, block as i32, seed ^ 0xB10C));
    if line > LINES - 1.0 {
        return 0.0;
    }
    if kind < 0.22 {
        // A picture: a grey sky, something dark below it.
        let hill = 5.0 + 4.0 * noise(across * 3.0, block, seed);
        let tone = 0.22 + 0.3 * step(hill - 0.6, hill + 0.6, line) + 0.25 * noise(across * 9.0, line * 0.9, seed);
        return tone * step(0.0, 0.02, across) * step(1.0, 0.98, across);
    }
    if kind < 0.5 && line < 4.0 {
        // A headline: large signs, each a few strokes.
        let (sign, row) = (across * 5.0, line / 4.0);
        let (a, b) = (sign - sign.floor(), row);
        let inside = step(0.06, 0.1, a) * step(0.94, 0.9, a) * step(0.1, 0.16, b) * step(0.84, 0.78, b);
        let strokes = noise(sign * 4.2, row * 5.0, seed ^ block as u32);
        return 0.85 * inside * step(0.4, 0.5, strokes);
    }
    let (row, within) = (line.floor(), line - line.floor());
    // A paragraph ends before its line does.
    let end = if hash(column as i32, (block * LINES + row) as i32, seed) < 0.15 { 0.55 } else { 1.0 };
    let words = noise(across * 26.0, (block * LINES + row) * 7.31, seed);
    0.55 * step(0.14, 0.3, within) * step(0.8, 0.64, within) * step(0.22, 0.36, words) * step(end, end - 0.02, across)
}
