//! Prawns, shrimps and lobsters, from the side.

use super::brush::Brush;
use super::colour::{Rgb, step};
use super::face;
use super::form::Prawn;
use super::outline::{Point, ellipse, smooth, smooth_line, tapered};
use super::pattern::spots;

const STEPS: u8 = 48;
/// Where the head shield ends.
const SHIELD: f32 = 0.36;

impl Prawn {
    /// Without the feelers, which may leave the picture.
    pub(super) fn extent(&self) -> [f32; 3] {
        [-0.3 - 0.4 * self.claws, 1.22 - 0.16 * self.curl, 0.44]
    }

    /// Half of the body's depth at `s` of its length.
    fn half(&self, s: f32) -> f32 {
        let front = step(-0.12, 0.22, s);
        let back = 1.0 - 0.68 * ((s - 0.3) / 0.7).clamp(0.0, 1.0);
        0.5 * self.depth * front * back
    }

    /// The middle line with the direction towards the tail.
    fn spine(&self) -> Vec<(Point, f32)> {
        let mut at = (0.0, -0.12);
        let mut line = Vec::with_capacity(usize::from(STEPS) + 1);
        for it in 0..=STEPS {
            let s = f32::from(it) / f32::from(STEPS);
            let t = ((s - SHIELD) / (1.0 - SHIELD)).max(0.0);
            let heading = -0.12 + self.curl * t * (0.55 + 0.45 * t);
            line.push((at, heading));
            let length = 1.0 / f32::from(STEPS);
            at = (at.0 + length * libm::cosf(heading), at.1 + length * libm::sinf(heading));
        }
        line
    }
}

/// Draws one prawn.
pub(super) fn draw(brush: &mut Brush<'_>, prawn: &Prawn) {
    brush.frame.bend = 0.0;
    brush.frame.middle.1 = 0.05;
    let spine = prawn.spine();
    let last = spine.len() - 1;
    // The place at `s` of the body, `w` half depths below the middle line.
    let at = |s: f32, w: f32| {
        let ((x, y), heading) = spine[((s * last as f32 + 0.5) as usize).min(last)];
        let out = w * prawn.half(s);
        (x - out * libm::sinf(heading), y + out * libm::cosf(heading))
    };
    let (shell, bands, legs) = (Rgb::hex(prawn.shell), Rgb::hex(prawn.bands), Rgb::hex(prawn.legs));
    let opacity = 1.0 - 0.5 * prawn.clear;
    feelers(brush, prawn, bands);
    tail(brush, prawn, spine[last]);
    for it in 0..5_u8 {
        let s = 0.14 + 0.05 * f32::from(it);
        let (x, y) = at(s, 0.7);
        let foot = (x - 0.09 + 0.035 * f32::from(it), y + 0.17 + 0.3 * prawn.depth);
        let line = smooth_line(&[(x, y), (x - 0.06, y + 0.1), foot]);
        brush.fill(&tapered(&line, |t| (0.02 + 0.05 * prawn.feeler_width) * (1.0 - 0.6 * t)), legs.scale(0.9), 1.0);
        let s = 0.44 + 0.1 * f32::from(it);
        let (root, tip) = (at(s, 0.8), at(s - 0.03, 2.3));
        brush.part(
            &tapered(&[root, ((root.0 + tip.0) * 0.5, (root.1 + tip.1) * 0.5), tip], |t| 0.03 * (1.0 - 0.6 * t)),
            legs,
            0.9,
        );
    }
    claws(brush, prawn, at(0.16, 0.6), legs);
    let (style, seed, soft) = (brush.style, brush.seed, 0.8 / brush.frame.scale);
    let dotted = |colour: Rgb, x: f32, y: f32| {
        let amount = if prawn.dots == 0 { 0.0 } else { 0.9 * spots(x / 0.05, y / 0.05, 0.27, soft / 0.05, seed) };
        colour.mix(Rgb::hex(prawn.dots), amount)
    };
    // Rings from the tail to the head, so that each overlaps the one behind it.
    for ring in (0..7_u8).rev() {
        let from = SHIELD - 0.02 + (1.0 - SHIELD) * f32::from(ring) / 7.0;
        let to = (from + (1.0 - SHIELD) / 7.0 + 0.03).min(1.0);
        let edge = |it: u8, w: f32| at(from + (to - from) * f32::from(it) / 6.0, w);
        let outline: Vec<Point> =
            (0..=6).map(|it| edge(it, -1.0)).chain((0..=6).rev().map(|it| edge(it, 1.15))).collect();
        let (near, far) = (at(from, 0.0), at(to, 0.0));
        let length = ((far.0 - near.0) * (far.0 - near.0) + (far.1 - near.1) * (far.1 - near.1)).max(1e-6);
        brush.shade(&outline, bands.scale(0.55), |x, y| {
            let t = ((x - near.0) * (far.0 - near.0) + (y - near.1) * (far.1 - near.1)) / length;
            let w = ((x - near.0) * (near.1 - far.1) + (y - near.1) * (far.0 - near.0))
                / length.sqrt()
                / prawn.half(from).max(1e-3);
            let band = step(1.0 - prawn.band_share - 0.08, 1.0 - prawn.band_share + 0.08, t);
            dotted(shell.mix(bands, 0.9 * band), x, y).scale(Brush::lit(style, w))
        });
    }
    let shield: Vec<Point> = (0..=12_u8)
        .map(|it| at(SHIELD * f32::from(it) / 12.0, -1.0))
        .chain((0..=12_u8).rev().map(|it| at((SHIELD + 0.02) * f32::from(it) / 12.0, 1.1)))
        .collect();
    brush.shade(&shield, bands.scale(0.55), |x, y| {
        let w = (y + 0.13 + 0.12 * x) / (0.5 * prawn.depth);
        let bar = prawn.band_share * step(0.1, 0.16, (x * 3.2 + 0.3 * w).rem_euclid(0.5));
        dotted(shell.mix(bands, bar), x, y).scale(Brush::lit(style, w))
    });
    // The beak between the eyes.
    let (head, crown) = (at(0.0, -0.6), at(0.2, -0.98));
    brush.part(
        &[(head.0 - 0.13, head.1 - 0.05), crown, (head.0 + 0.06, head.1 + 0.02)],
        shell.mix(bands, 0.4),
        opacity.max(0.8),
    );
    face::eye(brush, (0.035, -0.14), 0.018 + 0.035 * prawn.depth, Rgb::hex(0x30241C));
}

fn feelers(brush: &mut Brush<'_>, prawn: &Prawn, colour: Rgb) {
    let long = prawn.feelers;
    for (rise, reach) in [(0.2, 0.95), (0.34, 0.75)] {
        let line = if prawn.feeler_width > 0.02 {
            smooth_line(&[
                (0.04, -0.12),
                (-0.22, -0.1 - 0.5 * rise),
                (-0.3 + 0.2 * rise, -0.36 - 0.3 * rise),
                (long * reach - 0.6, -0.5 - 0.4 * rise),
            ])
        } else {
            smooth_line(&[
                (0.02, -0.1),
                (-0.25, -0.14 - 0.3 * rise),
                (-0.2, -0.25 - 0.4 * rise),
                (0.25, -0.34 - 0.35 * rise),
                (long * reach - 0.1, -0.3 - 0.3 * rise),
            ])
        };
        brush.part(&tapered(&line, |t| prawn.feeler_width * (1.0 - 0.8 * t) + 0.003), colour, 1.0);
    }
    // The small pair.
    for rise in [-0.16, -0.05] {
        brush.line(
            &smooth_line(&[(0.02, -0.1), (-0.12, -0.11 + 0.3 * rise), (-0.27, -0.08 + rise)]),
            0.008,
            colour,
            0.9,
        );
    }
}

fn tail(brush: &mut Brush<'_>, prawn: &Prawn, ((x, y), heading): (Point, f32)) {
    let colour = Rgb::hex(prawn.tail);
    for spread in [-0.75, 0.75, -0.4, 0.4, 0.0] {
        let turn = heading + spread;
        let (dx, dy) = (libm::cosf(turn), libm::sinf(turn));
        let leaf = |along: f32, out: f32| (x + along * dx - out * dy, y + along * dy + out * dx);
        let wide = 0.2 * prawn.depth;
        brush.part(
            &smooth(&[
                leaf(-0.02, 0.0),
                leaf(0.1, wide),
                leaf(0.19, 0.7 * wide),
                leaf(0.2, -0.6 * wide),
                leaf(0.1, -wide),
            ]),
            colour,
            0.95,
        );
    }
}

fn claws(brush: &mut Brush<'_>, prawn: &Prawn, (x, y): Point, colour: Rgb) {
    if prawn.claws <= 0.0 {
        return;
    }
    for (rise, reach) in [(0.0, 0.5), (0.12, 0.42)] {
        let long = prawn.claws * reach;
        let wrist = (x - 0.25 - long, y + 0.02 + rise);
        let line = smooth_line(&[(x, y), (x - 0.18, y + 0.14 + rise), wrist]);
        brush.part(&tapered(&line, |_| 0.026), colour.scale(0.8), 1.0);
        for open in [-0.022, 0.022] {
            brush.part(
                &[
                    (wrist.0 + 0.04, wrist.1 - 0.016),
                    (wrist.0 - 0.14, wrist.1 + open - 0.02),
                    (wrist.0 + 0.03, wrist.1 + 0.016),
                ],
                colour.scale(0.75),
                1.0,
            );
        }
        brush.fill(&ellipse(wrist, 0.03, 0.022), colour.scale(0.8), 1.0);
    }
}
