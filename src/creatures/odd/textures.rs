//! Whole pictures of nothing but a pattern.

use crate::creatures::canvas::Canvas;
use crate::creatures::colour::{Rgb, hash, noise as waves, step};
use crate::creatures::pattern::spots;
use crate::rng::Rng;

/// Every square of a colour of its own: a screen without a picture.
pub(super) fn noise(canvas: &mut Canvas, rng: &mut Rng) {
    let (seed, squares) = (rng.next_u32(), rng.between(24.0, 192.0));
    fill(canvas, 0.0, |x, y| {
        let at = |salt: u32| hash((x * squares) as i32, (y * squares) as i32, seed ^ salt);
        Rgb { r: at(1), g: at(2), b: at(3) }
    });
}

pub(super) fn stripes(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, seed) = (any(rng), any(rng), rng.next_u32());
    let (n, share, wobble) = (rng.between(3.0, 18.0), rng.between(0.25, 0.75), rng.between(0.0, 0.8));
    fill(canvas, rng.between(-1.6, 1.6), |x, y| {
        let at = (x * n + wobble * waves(x * 3.0, y * 3.0, seed)).rem_euclid(1.0);
        a.mix(b, step(share - 0.05, share + 0.05, at))
    });
}

pub(super) fn checks(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b) = (any(rng), any(rng));
    let (n, m) = (rng.between(3.0, 14.0), rng.between(0.6, 1.6));
    fill(canvas, rng.between(-0.8, 0.8), |x, y| {
        if (((x * n).floor() + (y * n * m).floor()) as i32).rem_euclid(2) == 0 { a } else { b }
    });
}

pub(super) fn plaid(canvas: &mut Canvas, rng: &mut Rng) {
    let (cloth, a, b) = (any(rng), any(rng), any(rng));
    let n = rng.between(2.5, 7.0);
    fill(canvas, rng.between(-0.8, 0.8), |x, y| {
        let band = |at: f32, from: f32, to: f32| if (from..to).contains(&at.rem_euclid(1.0)) { 0.5 } else { 0.0 };
        let (u, v) = (x * n, y * n);
        let wide = cloth.mix(a, band(u, 0.0, 0.4)).mix(a, band(v, 0.0, 0.4));
        wide.mix(b, band(u, 0.6, 0.68)).mix(b, band(v, 0.6, 0.68))
    });
}

pub(super) fn gradient(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, c) = (any(rng), any(rng), any(rng));
    let round = rng.below(2) == 0;
    fill(canvas, rng.between(-3.2, 3.2), |x, y| {
        let t = if round { 2.0 * ((x - 0.1) * (x - 0.1) + y * y) } else { x + 0.5 };
        a.mix(b, 2.0 * t).mix(c, 2.0 * t - 1.0)
    });
}

/// Noise of many sizes, one on the other.
pub(super) fn smoke(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, c, seed) = (any(rng), any(rng), any(rng), rng.next_u32());
    let (n, stretch) = (rng.between(2.0, 7.0), rng.between(0.4, 1.0));
    fill(canvas, rng.between(-1.6, 1.6), |x, y| {
        let cloud = |n: f32, salt: u32| waves(x * n, y * n * stretch, seed ^ salt);
        let t = 0.5 * cloud(n, 1) + 0.3 * cloud(2.1 * n, 2) + 0.2 * cloud(4.3 * n, 3);
        a.mix(b, step(0.25, 0.75, t)).mix(c, step(0.5, 0.9, cloud(1.4 * n, 4)))
    });
}

/// Dots of one or two colours on one ground.
pub(super) fn speckle(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, c, seed) = (any(rng), any(rng), any(rng), rng.next_u32());
    let (n, radius) = (rng.between(5.0, 26.0), rng.between(0.12, 0.45));
    fill(canvas, rng.between(-0.8, 0.8), |x, y| {
        let more = spots(x * n * 0.6, y * n * 0.6, 0.6 * radius, 0.08, seed ^ 5);
        a.mix(b, spots(x * n, y * n, radius, 0.08, seed)).mix(c, more)
    });
}

/// Bands that a liquid has carried away.
pub(super) fn marble(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, seed) = (any(rng), any(rng), rng.next_u32());
    let (n, drift) = (rng.between(2.0, 9.0), rng.between(1.0, 4.0));
    fill(canvas, rng.between(-1.6, 1.6), |x, y| {
        let warp = waves(x * 3.0, y * 3.0, seed) + 0.5 * waves(x * 7.0, y * 7.0, seed ^ 1);
        let t = libm::sinf(x * n * 3.0 + drift * 3.0 * warp);
        a.mix(b, 0.5 + 0.5 * t)
    });
}

pub(super) fn rings(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, c) = (any(rng), any(rng), any(rng));
    let (n, flat) = (rng.between(3.0, 14.0), rng.between(0.6, 1.4));
    let (left, top) = (rng.between(-0.4, 0.4), rng.between(-0.4, 0.4));
    fill(canvas, 0.0, |x, y| {
        let far = ((x - left) * (x - left) + flat * (y - top) * (y - top)).sqrt();
        let at = (far * n).rem_euclid(1.0);
        a.mix(b, step(0.45, 0.52, at)).mix(c, 0.8 * far)
    });
}

/// Cells around scattered points, each of one colour.
pub(super) fn mosaic(canvas: &mut Canvas, rng: &mut Rng) {
    let (a, b, c, seed) = (any(rng), any(rng), any(rng), rng.next_u32());
    let (n, joint) = (rng.between(3.0, 11.0), rng.between(0.0, 0.12));
    fill(canvas, 0.0, |x, y| {
        let (u, v) = (x * n, y * n);
        let (column, row) = (u.floor() as i32, v.floor() as i32);
        let (mut first, mut second, mut cell) = (9.0_f32, 9.0_f32, (0, 0));
        for at in 0..9 {
            let (cx, cy) = (column + at % 3 - 1, row + at / 3 - 1);
            let (dx, dy) = (cx as f32 + hash(cx, cy, seed) - u, cy as f32 + hash(cx, cy, seed ^ 1) - v);
            let far = (dx * dx + dy * dy).sqrt();
            if far < first {
                (second, first, cell) = (first, far, (cx, cy));
            } else {
                second = second.min(far);
            }
        }
        let tile = a.mix(b, hash(cell.0, cell.1, seed ^ 2)).scale(0.75 + 0.5 * hash(cell.0, cell.1, seed ^ 3));
        if second - first < joint { c } else { tile }
    });
}

/// Paints every pixel; `x` and `y` run from -0.5 to 0.5, turned.
fn fill(canvas: &mut Canvas, turn: f32, colour_at: impl Fn(f32, f32) -> Rgb) {
    let (side, sin, cos) = (canvas.side(), libm::sinf(turn), libm::cosf(turn));
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side - 0.5, py / side - 0.5);
        colour_at(x * cos + y * sin, y * cos - x * sin)
    });
}

fn any(rng: &mut Rng) -> Rgb {
    Rgb { r: rng.uniform(), g: rng.uniform(), b: rng.uniform() }
}
