//! Squids, from above.

use super::brush::Brush;
use super::colour::{Rgb, hash, noise};
use super::form::Squid;
use super::outline::{Point, ellipse, smooth, smooth_line, tapered};
use super::pattern::spots;

const HEAD: f32 = 0.14;

impl Squid {
    /// From the arms' tips to the mantle's.
    pub(super) fn extent(&self) -> [f32; 3] {
        [-HEAD - 1.25 * self.arms, 1.0, 0.5 * self.width + self.fin_width]
    }

    /// Half of the mantle's width.
    fn half(&self, x: f32) -> f32 {
        let t = ((x - self.fullness) / (1.0 - self.fullness)).clamp(0.0, 1.0);
        let bulge = 1.0 + 0.12 * libm::sinf(x.clamp(0.0, 1.0) * std::f32::consts::PI);
        0.5 * self.width * bulge * libm::powf(1.0 - t, 0.75)
    }
}

/// Draws one squid.
pub(super) fn draw(brush: &mut Brush<'_>, squid: &Squid) {
    let (skin, dots) = (Rgb::hex(squid.skin), Rgb::hex(squid.dots));
    let phase = brush.frame.phase;
    for it in 0..10_u8 {
        // The two tentacles are longer and end in clubs.
        let long = it == 2 || it == 7;
        let t = f32::from(it) / 4.5 - 1.0;
        let reach = squid.arms * if long { 1.25 } else { 0.72 + 0.28 * (1.0 - t * t) };
        let sway = 0.05 * libm::sinf(f32::from(it) * 2.1 + phase * 6.0);
        let line = smooth_line(&[
            (-0.6 * HEAD, t * 0.32 * squid.width),
            (-HEAD - 0.4 * reach, t * 0.5 * squid.width + sway),
            (-HEAD - reach, t * 0.62 * squid.width - sway),
        ]);
        let width = if long { 0.02 } else { 0.042 };
        brush.part(&tapered(&line, |s| width * (1.0 - 0.75 * s) + 0.006), skin.mix(dots, 0.25), 1.0);
        if long {
            brush.part(&ellipse((-HEAD - reach, t * 0.62 * squid.width - sway), 0.05, 0.018), skin.mix(dots, 0.3), 1.0);
        }
    }
    for side in [-1.0, 1.0] {
        brush.part(&fin(squid, side), skin.mix(dots, 0.22), 0.95);
    }
    let head = smooth(&[
        (-HEAD, -0.3 * squid.width),
        (-0.05, -0.42 * squid.width),
        (0.06, -0.3 * squid.width),
        (0.06, 0.3 * squid.width),
        (-0.05, 0.42 * squid.width),
        (-HEAD, 0.3 * squid.width),
    ]);
    brush.part(&head, skin.mix(dots, 0.15), 1.0);
    let outline: Vec<Point> = (0..=30_u8)
        .map(|it| f32::from(it) / 30.0)
        .map(|x| (x, -squid.half(x)))
        .chain((0..30_u8).rev().map(|it| f32::from(it) / 30.0).map(|x| (x, squid.half(x))))
        .collect();
    let (style, seed, soft) = (brush.style, brush.seed, 0.8 / brush.frame.scale);
    brush.shade(&outline, dots.scale(0.6), |x, y| {
        let w = y / squid.half(x).max(1e-3);
        // Darker along the middle of the back, as living skin is.
        let back = 0.5 * (1.0 - w.abs()) * noise(x * 8.0, y * 8.0, seed);
        let speck = 0.75 * spots(x / 0.045, y / 0.045, 0.3, soft / 0.045, seed);
        skin.mix(dots, back.max(speck)).scale(Brush::lit(style, 0.8 * w))
    });
    for side in [-1.0, 1.0] {
        let radius = 0.032 + 0.05 * squid.width;
        let place = (-0.05, side * 0.38 * squid.width);
        brush.part(&ellipse(place, radius, 0.8 * radius), Rgb::hex(0xE8ECEC), 1.0);
        brush.fill(&ellipse(place, 0.62 * radius, 0.5 * radius), Rgb::hex(0x101418), 1.0);
    }
    if squid.lights {
        for it in 0..46_i32 {
            let x = 1.3 * hash(it, 1, seed) - 0.4;
            let y = (hash(it, 2, seed) - 0.5) * 1.6 * if x < 0.0 { 0.28 * squid.width } else { squid.half(x) };
            brush.fill(&ellipse((x, y), 0.026, 0.026), Rgb::hex(0x2C8CFF), 0.4);
            brush.fill(&ellipse((x, y), 0.012, 0.012), Rgb::hex(0xA8F4FF), 1.0);
        }
    }
}

fn fin(squid: &Squid, side: f32) -> Vec<Point> {
    let (from, out) = (squid.fin_from, squid.fin_width);
    let at = |x: f32, more: f32| (x, side * (squid.half(x) + more));
    if squid.round {
        return smooth(&[
            at(0.06, -0.02),
            at(0.2, 0.7 * out),
            at(0.5, out),
            at(0.78, 0.95 * out),
            (0.97, side * 0.1),
            (1.0, 0.0),
            at(0.5, -0.04),
        ]);
    }
    let middle = from + 0.42 * (1.0 - from);
    vec![
        at(from, -0.01),
        at(0.6 * middle + 0.4 * from, 0.62 * out),
        at(middle, out),
        at(middle + 0.3 * (1.0 - middle), 0.75 * out),
        (1.01, 0.0),
        (middle, 0.0),
    ]
}
