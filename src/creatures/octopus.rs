//! Octopuses, sitting.

use super::brush::Brush;
use super::colour::{Rgb, noise, step};
use super::form::Octopus;
use super::outline::{Point, ellipse, smooth, smooth_line, tapered};
use super::pattern::spots;

impl Octopus {
    /// It is as high as wide.
    pub(super) fn extent(&self) -> [f32; 3] {
        [-0.76 * self.arms, 0.76 * self.arms, 0.25 * self.arms + 0.9 * self.head]
    }
}

/// Draws one octopus; its coordinates begin where the arms meet.
pub(super) fn draw(brush: &mut Brush<'_>, octopus: &Octopus) {
    let (skin, clouds) = (Rgb::hex(octopus.skin), Rgb::hex(octopus.clouds));
    let (style, seed, soft) = (brush.style, brush.seed, 0.8 / brush.frame.scale);
    let hide = |x: f32, y: f32| {
        let cloud = 0.6 * noise(x * 11.0, y * 11.0, seed) + 0.4 * noise(x * 24.0, y * 24.0, seed);
        skin.mix(clouds, 0.8 * step(0.42, 0.62, cloud))
    };
    brush.frame.middle = (0.0, 0.2 * octopus.arms - 0.8 * octopus.head);
    brush.frame.bend = 0.0;
    let edge = clouds.mix(skin, 0.3).scale(0.5);
    for it in [0_u8, 7, 1, 6, 2, 5, 3, 4] {
        let arm = arm(octopus, it, brush.frame.phase);
        let outline = tapered(&arm, |s| octopus.arm_width * (1.0 - 0.85 * s) + 0.012);
        brush.shade(&outline, edge, |x, y| hide(x, y).scale(if it.is_multiple_of(2) { 0.92 } else { 1.02 }));
        for (index, place) in arm.iter().enumerate().skip(3) {
            let s = index as f32 / arm.len() as f32;
            let radius = 0.2 * octopus.arm_width * (1.0 - 0.8 * s) + 0.003;
            brush.fill(
                &ellipse((place.0, place.1 + 0.25 * octopus.arm_width * (1.0 - s)), radius, radius),
                Rgb::hex(0xF4DED0),
                0.85,
            );
        }
    }
    let h = octopus.head;
    let head = smooth(&[
        (-0.55 * h, 0.1),
        (-0.5 * h, -0.45 * h),
        (-0.72 * h, -h),
        (-0.45 * h, -1.45 * h),
        (0.0, -1.6 * h),
        (0.45 * h, -1.45 * h),
        (0.72 * h, -h),
        (0.5 * h, -0.45 * h),
        (0.55 * h, 0.1),
        (0.0, 0.16),
    ]);
    brush.shade(&head, edge, |x, y| {
        let bump = 0.35 * spots(x / 0.06, y / 0.06, 0.25, soft / 0.06, seed);
        let w = (x * x / (h * h) + (y + 0.9 * h) * (y + 0.9 * h) / (h * h)).sqrt();
        hide(x, y).mix(clouds.scale(0.7), bump).scale(Brush::lit(style, 0.9 * w - 0.25))
    });
    for side in [-1.0, 1.0] {
        let place = (side * 0.36 * h, -0.36 * h);
        brush.part(&ellipse(place, 0.2 * h, 0.17 * h), skin.scale(1.2), 1.0);
        brush.fill(&ellipse(place, 0.13 * h, 0.1 * h), Rgb::hex(0xF0D890), 1.0);
        brush.fill(&ellipse(place, 0.12 * h, 0.035 * h), Rgb::hex(0x14100C), 1.0);
        if octopus.ring {
            let place = (side * 0.3 * h, 0.05);
            brush.fill(&ellipse(place, 0.13 * h, 0.13 * h), Rgb::hex(0xF4C830), 1.0);
            brush.fill(&ellipse(place, 0.075 * h, 0.075 * h), Rgb::hex(0x241A18), 1.0);
        }
    }
}

/// The middle line of arm `index` of eight, curling outwards at its end.
fn arm(octopus: &Octopus, index: u8, phase: f32) -> Vec<Point> {
    let t = f32::from(index) / 3.5 - 1.0;
    let curl = libm::sinf(f32::from(index) * 2.4 + phase * 6.3);
    let a = octopus.arms;
    let (x, y) = (t * 0.42 * octopus.head, 0.02);
    let reach = 0.56 * a;
    let out = if t < 0.0 { -1.0 } else { 1.0 };
    // Inner arms hang down, outer ones reach out; all end in a curl.
    let down = 0.34 * a * (1.0 - 0.72 * t * t);
    let side = t * reach;
    smooth_line(&[
        (x, y),
        (x + 0.3 * side, y + 0.55 * down),
        (x + 0.6 * side + 0.02 * curl, y + 0.95 * down),
        (x + 0.88 * side, y + 1.02 * down + 0.03 * curl),
        (x + 1.04 * side + 0.05 * out, y + 0.78 * down + 0.03 * curl),
        (x + 1.02 * side + 0.09 * out, y + 0.52 * down + 0.02 * curl),
        (x + 0.92 * side + 0.07 * out, y + 0.5 * down + 0.03 * curl),
    ])
}
