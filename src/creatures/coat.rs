//! A fish's skin: counter-shading, patterns and shine as a colour for each place on the body.

use super::attributes::Style;
use super::brush::Brush;
use super::colour::{Rgb, noise, step};
use super::form::{Extra, Fish, Mark};
use super::pattern::{spots_where, stripe};

/// The colour at (`x`, `y`); `soft` is the width of an edge, `seed` is what the noise follows from.
pub(super) fn colour_at(fish: &Fish<'_>, style: Style, seed: u32, soft: f32, x: f32, y: f32) -> Rgb {
    let half = fish.half(x, y).max(1e-3);
    let w = y / half;
    let [back, flank, belly] = fish.coat.map(Rgb::hex);
    let wobble = 0.12 * (noise(x * 7.0, y * 7.0, seed) - 0.5);
    let mut colour = back.mix(flank, step(-0.62, -0.12, w + wobble)).mix(belly, step(0.25, 0.8, w + wobble));
    let glint = 1.0 - ((w + 0.22).abs() * 3.2).min(1.0);
    colour = colour.mix(Rgb::hex(0xFFFFFF), 0.55 * fish.shine * glint);
    for (at, mark) in fish.marks.iter().enumerate() {
        let (mark_colour, amount) = amount(mark, fish, seed, soft, [x, y, w]);
        let strength = fish.strengths.get(at).copied().unwrap_or(1.0);
        colour = colour.mix(Rgb::hex(mark_colour), amount * strength);
    }
    let round = if matches!(fish.extra, Extra::Flat(_)) { 0.6 * w } else { w };
    colour.scale(Brush::lit(style, round))
}

/// A mark's colour, and how much of it lies here.
fn amount(mark: &Mark, fish: &Fish<'_>, seed: u32, soft: f32, [x, y, w]: [f32; 3]) -> (u32, f32) {
    match *mark {
        Mark::Bands(n, share, slant, colour) => {
            let at = (x + slant * y - 0.2) * n / 0.8 + 0.3 * (noise(x * 6.0, y * 6.0, seed) - 0.5);
            let body = step(0.14, 0.2, x) * step(1.05, 0.6, w);
            (colour, 0.9 * body * stripe(at, share, soft * n))
        }
        Mark::Stripes(n, share, low, high, colour) => {
            let at = (w - low) / (high - low) * n + 0.1 * (noise(x * 5.0, 0.0, seed) - 0.5);
            let inside = if (0.0..n).contains(&at) { step(0.02, 0.1, x) } else { 0.0 };
            (colour, 0.92 * inside * stripe(at, share, soft * 2.0 * n / fish.depth / (high - low)))
        }
        Mark::Line(at, width, from, to, colour) => {
            let edge = (soft * 2.0 / fish.depth).max(0.02);
            let across = step(width + edge, width - edge, (w - at).abs());
            (colour, 0.9 * across * step(from - 0.03, from + 0.03, x) * step(to + 0.03, to - 0.03, x))
        }
        Mark::Spots(spacing, share, low, high, colour) => {
            let shown = |u: f32, v: f32| {
                let (x, y) = (u * spacing, v * spacing);
                x > 0.08 && (low..=high).contains(&(y / fish.half(x, y).max(1e-3)))
            };
            (colour, 0.95 * spots_where(x / spacing, y / spacing, share * 1.5, soft / spacing, seed, shown))
        }
        Mark::Clouds(length, share, colour) => {
            let (u, v) = (x / length, y / length);
            let cloud = 0.62 * noise(u, v, seed) + 0.38 * noise(2.1 * u, 2.1 * v, seed ^ 0x51);
            let edge = 0.5 + 0.55 * (0.5 - share);
            (colour, 0.85 * step(edge - 0.06, edge + 0.06, cloud) * step(1.0, 0.6, w))
        }
        Mark::Scribbles(to, colour) => {
            let at = x * 17.0 + 1.6 * noise(x * 10.0, w * 3.0, seed) + 0.5 * w;
            (colour, 0.9 * step(to + 0.12, to - 0.05, w) * step(0.1, 0.16, x) * stripe(at, 0.5, soft * 17.0))
        }
        Mark::Scales(size, colour) => {
            let row = (y / size).floor();
            let shift = if (row as i32).rem_euclid(2) == 0 { 0.0 } else { 0.5 };
            let (u, v) = ((x / size + shift).rem_euclid(1.0) - 0.2, (y / size - row) - 0.5);
            (colour, 0.6 * step(0.5, 0.66, (u * u + v * v).sqrt()) * step(0.2, 0.26, x) * step(0.99, 0.9, w.abs()))
        }
        Mark::Dot(at, across, radius, colour) => {
            let (dx, dy) = (x - at, y - across * fish.half(at, across));
            (colour, step(radius + soft, radius - soft, (dx * dx + dy * dy).sqrt()))
        }
        Mark::Row(n, across, radius, colour) => {
            let at = ((x - 0.26) * n / 0.7).rem_euclid(1.0) - 0.5;
            let (dx, dy) = (at * 0.7 / n, y - across * fish.half(x, across));
            // Upright ovals, as parr marks are.
            let far = (dx * dx * 1.4 + dy * dy * 0.7).sqrt();
            (colour, step(0.24, 0.27, x) * step(0.98, 0.95, x) * step(radius + soft, radius - soft, far))
        }
        Mark::EyeBar(colour) => {
            let from_eye = x - 0.13 - (-y / fish.depth - 0.1) * 0.22;
            (colour, 0.9 * step(0.034 + soft, 0.034 - soft, from_eye.abs()) * step(0.35, 0.1, w))
        }
    }
}
