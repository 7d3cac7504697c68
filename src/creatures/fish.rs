//! Fish, and all that has a fish's profile: eels, ribbons, flatfish, puffers, sharks.

use super::brush::Brush;
use super::coat;
use super::colour::Rgb;
use super::face;
use super::fins;
use super::form::{Extra, Fish, Jaw};
use super::outline::{Point, ellipse, smooth_line, tapered};
use crate::rng::Rng;

impl Fish<'_> {
    /// A specimen: the same species, a little different in every proportion.
    pub(super) fn varied(mut self, rng: &mut Rng) -> Self {
        let mut about = |value: &mut f32, share: f32| *value *= rng.between(1.0 - share, 1.0 + share);
        about(&mut self.depth, 0.08);
        about(&mut self.peak, 0.06);
        about(&mut self.snout, 0.06);
        about(&mut self.peduncle, 0.1);
        about(&mut self.eye, 0.1);
        about(&mut self.pectoral, 0.12);
        about(&mut self.tail.0, 0.1);
        about(&mut self.tail.1, 0.1);
        self
    }

    /// From where to where it reaches, and how far to each side.
    pub(super) fn extent(&self) -> [f32; 3] {
        let front = match self.jaw {
            Jaw::Beak(length, _)
            | Jaw::Spear(length)
            | Jaw::Needle(length, _)
            | Jaw::Pike(length)
            | Jaw::Snout(length) => length,
            _ => 0.0,
        };
        let crest = if matches!(self.extra, Extra::Crest(_)) { 0.16 } else { 0.0 };
        let fin = self.dorsal.iter().fold(0.0_f32, |most, it| most.max(it.2));
        [-front, 1.0 + self.tail.0, (0.55 * self.depth + 0.7 * fin).max(0.5 * self.tail.1).max(crest)]
    }

    /// Half of the depth at `x`, above (`side` < 0) or below the axis.
    pub(super) fn half(&self, x: f32, side: f32) -> f32 {
        let share = if side < 0.0 { 1.0 - self.belly } else { self.belly };
        let form = if x < self.peak {
            let t = 1.0 - x.max(0.0) / self.peak;
            libm::powf((1.0 - t * t).max(0.0), self.snout)
        } else {
            let t = ((x - self.peak) / (1.0 - self.peak)).min(1.0);
            let fall = t * t * (3.0 - 2.0 * t);
            self.peduncle + (1.0 - self.peduncle) * (1.0 - fall)
        };
        self.depth * share * form
    }

    /// The body without fins.
    pub(super) fn outline(&self) -> Vec<Point> {
        // Closer together at the snout, where the outline turns.
        let x = |it: u8| f32::from(it) / 40.0 * (f32::from(it) / 40.0) * 0.4 + f32::from(it) / 40.0 * 0.6;
        let above = (0..=40).map(|it| (x(it), -self.half(x(it), -1.0)));
        let below = (0..40).rev().map(|it| (x(it), self.half(x(it), 1.0)));
        above.chain(below).collect()
    }
}

/// Draws one fish.
pub(super) fn draw(brush: &mut Brush<'_>, fish: &Fish<'_>) {
    let fin_colour = Rgb::hex(fish.fins);
    if fish.winding > 0.0 {
        brush.frame.bend = 0.05 * fish.winding + brush.frame.bend * (1.0 - 0.4 * fish.winding);
        brush.frame.waves = 0.9 + 0.5 * brush.frame.waves * fish.winding;
    }
    if let Extra::Wings(length, colour, spots) = fish.extra {
        fins::wing(brush, fish, 0.8 * length, -1.0, Rgb::hex(colour).scale(0.8), spots);
    }
    fins::tail(brush, fish, fin_colour);
    for (fin, side) in fish.dorsal.iter().map(|it| (it, -1.0)).chain(fish.anal.iter().map(|it| (it, 1.0))) {
        fins::unpaired(brush, fish, fin, side, fin_colour);
    }
    fins::finlets(brush, fish, fin_colour);
    fins::pelvic(brush, fish, fin_colour);
    if let Extra::Crest(colour) = fish.extra {
        crest(brush, fish, Rgb::hex(colour));
    }
    face::jaws(brush, fish);
    let (style, seed, soft) = (brush.style, brush.seed, 0.8 / brush.frame.scale);
    let edge = Rgb::hex(fish.coat[0]).scale(0.5);
    brush.shade(&fish.outline(), edge, |x, y| coat::colour_at(fish, style, seed, soft, x, y));
    face::draw(brush, fish);
    match fish.extra {
        Extra::Wings(length, colour, spots) => fins::wing(brush, fish, length, 1.0, Rgb::hex(colour), spots),
        Extra::Gills => gills(brush, fish),
        _ => fins::pectoral(brush, fish, fin_colour),
    }
    if let Extra::Wings(_, _, 1..) = fish.extra {
        // A gurnard walks on three free rays of each wing.
        for ray in 0..3_u8 {
            let x = 0.22 + 0.025 * f32::from(ray);
            let foot = (x - 0.05 + 0.02 * f32::from(ray), fish.half(x, 1.0) + 0.07);
            brush.line(
                &[(x, 0.6 * fish.half(x, 1.0)), (x - 0.04, fish.half(x, 1.0) + 0.02), foot],
                0.012,
                fin_colour,
                1.0,
            );
        }
    }
    if fish.extra == Extra::Thread {
        let line = smooth_line(&[
            (0.55, -fish.half(0.55, -1.0)),
            (0.66, -fish.half(0.6, -1.0) - 0.01),
            (0.82, -fish.half(0.7, -1.0)),
        ]);
        brush.line(&line, 0.01, fin_colour.scale(0.7), 1.0);
    }
}

fn gills(brush: &mut Brush<'_>, fish: &Fish<'_>) {
    for slit in 0..5_u8 {
        let x = 0.2 + 0.022 * f32::from(slit);
        let h = fish.half(x, 1.0);
        brush.line(&[(x, -0.45 * h), (x + 0.008, 0.0), (x, 0.4 * h)], 0.006, Rgb::hex(0x14222C), 0.7);
    }
    // A shark's stiff pectoral fin.
    let fin = [(0.3, 0.05), (0.38, 0.07), (0.52, 0.24), (0.47, 0.25), (0.36, 0.17)];
    brush.part(&fin, Rgb::hex(fish.fins).scale(0.9), 1.0);
}

fn crest(brush: &mut Brush<'_>, fish: &Fish<'_>, colour: Rgb) {
    for ray in 0..6_u8 {
        let at = f32::from(ray);
        let x = 0.02 + 0.012 * at;
        let top = (x + 0.05 + 0.02 * at, -0.17 + 0.018 * at);
        let line = smooth_line(&[(x, -fish.half(x, -1.0)), (x + 0.005, -0.1 + 0.008 * at), top]);
        brush.fill(&tapered(&line, |_| 0.008), colour, 1.0);
        brush.fill(&ellipse(top, 0.014, 0.009), colour, 1.0);
    }
    for (length, drop) in [(0.34, 0.12), (0.27, 0.15)] {
        let end = (0.12 + length, drop);
        let line = smooth_line(&[(0.12, 0.02), (0.12 + 0.4 * length, 0.75 * drop), end]);
        brush.fill(&tapered(&line, |_| 0.007), colour, 1.0);
        brush.fill(&ellipse(end, 0.018, 0.01), colour, 1.0);
    }
}
