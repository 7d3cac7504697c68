//! What the creatures lie on or swim in, and what of it lies before them.

mod hand;
mod net;
mod newspaper;

use super::attributes::Background;
use super::canvas::Canvas;
use super::colour::{Rgb, hash, noise, step};
use super::outline::{Point, ellipse};
use crate::rng::Rng;

/// Paints a background; everything about it follows from `seed`.
pub(super) fn paint(background: Background, canvas: &mut Canvas, seed: u32) {
    let mut rng = Rng::new(seed);
    let (warm, green) = (rng.between(-0.03, 0.03), rng.between(-0.015, 0.015));
    let jitter = Rgb { r: 1.0 + warm, g: 1.0 + green, b: 1.0 - warm };
    match background {
        Background::Sand => sand(canvas, &mut rng, jitter),
        Background::Sea => sea(canvas, &mut rng, jitter),
        Background::Ice => ice(canvas, &mut rng, jitter),
        Background::Board => board(canvas, &mut rng, jitter),
        Background::Plate => plate(canvas, &mut rng, jitter),
        Background::Paper => paper(canvas, &mut rng, jitter),
        Background::Newspaper => newspaper::paint(canvas, &mut rng, jitter),
        Background::Net => net::Net::random(&mut rng).paint(canvas),
        Background::Hand => hand::Hand::random(&mut rng).paint(canvas, &mut rng),
    }
}

/// Paints what of the background lies before the creatures; `seed` is that of [`paint`].
pub(super) fn cover(background: Background, canvas: &mut Canvas, seed: u32) {
    let mut rng = Rng::new(seed);
    // The two numbers that `paint` draws first.
    let _jitter = (rng.uniform(), rng.uniform());
    match background {
        Background::Net => net::Net::random(&mut rng).cover(canvas),
        Background::Hand => hand::Hand::random(&mut rng).cover(canvas),
        Background::Sand
        | Background::Sea
        | Background::Ice
        | Background::Board
        | Background::Plate
        | Background::Paper
        | Background::Newspaper => {}
    }
}

fn sand(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed) = (canvas.side(), rng.next_u32());
    let (slope, grain) = (rng.between(-0.5, 0.5), rng.between(0.7, 1.4));
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side, py / side);
        let ripple = noise(x * 3.0, (y + slope * x) * 14.0 * grain, seed);
        let grit = hash((x * 96.0) as i32, (y * 96.0) as i32, seed);
        Rgb::hex(0xD8C49A).scale(0.86 + 0.16 * ripple + 0.1 * grit).tint(jitter)
    });
}

fn sea(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed) = (canvas.side(), rng.next_u32());
    let (slope, grain) = (rng.between(-0.5, 0.5), rng.between(0.7, 1.4));
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side, py / side);
        let ray = step(0.55, 0.8, noise((x + slope * y) * 5.0 * grain, 0.5, seed)) * (1.0 - y);
        let deep = Rgb::hex(0x54B0D0).mix(Rgb::hex(0x0E3C6C), y * 0.9 + 0.1 * noise(x * 4.0, y * 4.0, seed));
        deep.mix(Rgb::hex(0xC8F0F4), 0.35 * ray).tint(jitter)
    });
    for _ in 0..rng.below(9) {
        let (x, y, r) = (rng.uniform() * side, rng.uniform() * side, side * rng.between(0.006, 0.016));
        canvas.contour(&ellipse((x, y), r, r), 0.006 * side, Rgb::hex(0xE0F8FC), 0.5);
    }
}

fn ice(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed, grain) = (canvas.side(), rng.next_u32(), rng.between(0.7, 1.4));
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side, py / side);
        let (a, b) = (noise(x * 9.0 * grain, y * 9.0, seed), noise(x * 17.0, y * 17.0 * grain, seed ^ 7));
        let facet = ((a * 5.0).floor() / 5.0) * 0.6 + ((b * 4.0).floor() / 4.0) * 0.4;
        Rgb::hex(0xA8C4D8).mix(Rgb::hex(0xF6FCFF), 0.25 + 0.95 * facet).tint(jitter)
    });
}

fn board(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed) = (canvas.side(), rng.next_u32());
    let (slope, grain) = (rng.between(-0.06, 0.06), rng.between(0.7, 1.4));
    canvas.repaint(|px, py, _| {
        let (x, y) = (px / side, py / side);
        let along = y + slope * x;
        let ring = noise(x * 1.5, along * 26.0 * grain + 2.0 * noise(x * 2.0, along * 3.0, seed), seed);
        Rgb::hex(0xD2A86C).mix(Rgb::hex(0x9A6A38), 0.75 * ring).tint(jitter)
    });
}

fn plate(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed) = (canvas.side(), rng.next_u32());
    let table = Rgb::hex([0x6A4A34, 0x3C4858, 0x8A8478, 0x7A3430, 0x48604C][rng.below(5)]);
    canvas.repaint(|px, py, _| table.scale(0.9 + 0.2 * noise(px / side * 2.0, py / side * 30.0, seed)).tint(jitter));
    let (at, radius) =
        ((side * rng.between(0.45, 0.55), side * rng.between(0.45, 0.55)), side * rng.between(0.44, 0.52));
    canvas.fill(&circle((at.0, at.1 + side * 0.02), radius * 1.02), Rgb::hex(0x101010), 0.35);
    canvas.fill(&circle(at, radius), Rgb::hex(0xF2F2F0).tint(jitter), 1.0);
    canvas.fill(&circle(at, radius * 0.76), Rgb::hex(0xE2E2E2), 1.0);
    canvas.fill(&circle((at.0, at.1 + side * 0.006), radius * 0.75), Rgb::hex(0xF8F8F7), 1.0);
}

fn paper(canvas: &mut Canvas, rng: &mut Rng, jitter: Rgb) {
    let (side, seed) = (canvas.side(), rng.next_u32());
    canvas.repaint(|px, py, _| {
        Rgb::hex(0xF6F2E8).scale(0.96 + 0.05 * noise(px / side * 40.0, py / side * 40.0, seed)).tint(jitter)
    });
}

/// A circle large enough for its corners to show if it had only an ellipse's few.
fn circle(centre: Point, radius: f32) -> Vec<Point> {
    let turn = |it: u8| f32::from(it) / 96.0 * std::f32::consts::TAU;
    (0..96).map(|it| (centre.0 + radius * libm::cosf(turn(it)), centre.1 + radius * libm::sinf(turn(it)))).collect()
}
