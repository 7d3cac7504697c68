//! Fins and tails.

use super::brush::Brush;
use super::colour::Rgb;
use super::form::{Fin, Fish, Shape};
use super::outline::{Point, ellipse, smooth};

/// A fin on the back (`side` < 0) or the belly.
pub(super) fn unpaired(brush: &mut Brush<'_>, fish: &Fish<'_>, fin: &Fin, side: f32, colour: Rgb) {
    const N: u8 = 24;
    let Fin(from, to, height, shape, own) = *fin;
    let colour = if own == 0 { colour } else { Rgb::hex(own) };
    let at = |it: u8| f32::from(it) / f32::from(N);
    let base = |it: u8| {
        let x = from + (to - from) * at(it);
        (x, side * (fish.half(x, side) - 0.012_f32.min(0.3 * fish.depth)))
    };
    let edge = |it: u8| {
        let (rise, lean) = profile(shape, at(it), it);
        let (x, y) = base(it);
        (x + lean * height, y + side * (rise * height + 0.01))
    };
    let outline: Vec<Point> = (0..=N).map(base).chain((0..=N).rev().map(edge)).collect();
    brush.part(&outline, colour, 0.92);
    let step = if shape == Shape::Spiny { 2 } else { 3 };
    for it in (1..N).step_by(step) {
        brush.line(&[base(it), edge(it)], 0.005, colour.scale(0.6), 0.6);
    }
}

/// How high a fin is at `s` of its base, and how far its edge leans back, both against its height.
fn profile(shape: Shape, s: f32, index: u8) -> (f32, f32) {
    match shape {
        Shape::Spiny => {
            let tooth = if index.is_multiple_of(2) { 1.0 } else { 0.78 };
            ((s * 5.0).min(1.0) * (1.0 - 0.55 * s * s) * tooth, 0.25)
        }
        Shape::Soft => (libm::powf(s, 0.45) * (1.0 - 0.6 * s * s), 0.3 + 0.3 * (1.0 - s)),
        Shape::Sickle => {
            let fall = (1.0 - s) * (1.0 - s) * (1.0 - s);
            ((s * 9.0).min(1.0) * (0.16 + 0.84 * fall), 0.75 * fall)
        }
        Shape::Triangle => ((s * 3.0).min(1.4 * (1.0 - s)).min(1.0), 0.5 * (1.0 - s)),
        Shape::Lobe => (libm::powf(s, 0.6) * libm::sqrtf((1.0 - s).max(0.0)) * 1.5, 0.9 * s),
        Shape::Fringe => ((s * 8.0).min((1.0 - s) * 8.0).min(1.0) * (1.0 - 0.12 * f32::from(index % 2)), 0.1),
    }
}

/// The small fins behind the dorsal and anal ones.
pub(super) fn finlets(brush: &mut Brush<'_>, fish: &Fish<'_>, colour: Rgb) {
    let from = fish.dorsal.last().map_or(0.7, |it| it.1) + 0.02;
    for it in 0..fish.finlets {
        let x = from + (0.96 - from) * f32::from(it) / f32::from(fish.finlets);
        for side in [-1.0, 1.0] {
            let y = side * (fish.half(x, side) - 0.004);
            let colour = if fish.depth > 0.24 { Rgb::hex(0xE0C040) } else { colour };
            brush.part(&[(x, y), (x + 0.028, y + side * 0.022), (x + 0.02, y)], colour, 1.0);
        }
    }
}

/// The tail.
pub(super) fn tail(brush: &mut Brush<'_>, fish: &Fish<'_>, colour: Rgb) {
    let (length, span, notch, lean, own) = (fish.tail.0, fish.tail.1, fish.tail.2, fish.tail.3, fish.tail.4);
    if length < 0.01 {
        return;
    }
    let colour = if own == 0 { colour } else { Rgb::hex(own) };
    let (above, below) = (fish.half(0.985, -1.0), fish.half(0.985, 1.0));
    let (up, down) = (0.5 * span * (1.0 + lean), 0.5 * span * (1.0 - lean));
    // A forked tail runs to its tips; a rounded one reaches farthest in the middle.
    let tip = if notch < 0.0 { 1.0 + length * (1.0 + notch) } else { 1.0 + length };
    let middle = if notch < 0.0 { 1.0 + length } else { 1.0 + length * (1.0 - notch) };
    let bulge = if notch < 0.0 { 0.9 } else { 0.5 };
    let inner = |share: f32| middle + (tip - middle) * share * share;
    let outline = [
        (0.975, -above),
        (1.0 + 0.35 * length, -(above + (up - above) * 0.45)),
        (tip, -up),
        (inner(bulge), -0.55 * up),
        (middle, 0.0),
        (inner(bulge), 0.55 * down),
        (tip, down),
        (1.0 + 0.35 * length, below + (down - below) * 0.45),
        (0.975, below),
    ];
    brush.part(&outline, colour, 0.95);
    for it in 0..9_u8 {
        let t = f32::from(it) / 4.0 - 1.0;
        let reach = middle + (tip - middle) * t * t;
        let root = if t < 0.0 { above } else { below };
        let end = if t < 0.0 { up } else { down };
        brush.line(&[(1.0, 0.8 * t * root), (reach - 0.15 * length, 0.86 * t * end)], 0.005, colour.scale(0.6), 0.5);
    }
}

/// The fin behind the gills.
pub(super) fn pectoral(brush: &mut Brush<'_>, fish: &Fish<'_>, colour: Rgb) {
    let length = fish.pectoral;
    if length < 0.01 {
        return;
    }
    let (x, y) = (0.27, 0.28 * fish.half(0.27, 1.0));
    let width = (0.34 * length).min(0.6 * fish.depth);
    let outline = smooth(&[
        (x, y - 0.22 * width),
        (x + 0.55 * length, y - 0.05 * width),
        (x + length, y + 0.55 * width),
        (x + 0.6 * length, y + 0.85 * width),
        (x, y + 0.3 * width),
    ]);
    brush.part(&outline, colour.scale(0.92), 0.85);
    for ray in 1..5_u8 {
        let t = f32::from(ray) / 5.0;
        brush.line(&[(x, y), (x + 0.8 * length, y + (0.1 + 0.6 * t) * width)], 0.004, colour.scale(0.55), 0.5);
    }
}

/// The fin under the body.
pub(super) fn pelvic(brush: &mut Brush<'_>, fish: &Fish<'_>, colour: Rgb) {
    let length = fish.pelvic;
    if length < 0.01 {
        return;
    }
    let x = 0.36;
    let y = fish.half(x, 1.0) - 0.01;
    brush.part(
        &[(x - 0.03, y), (x + 0.35 * length, y + 0.5 * length), (x + 0.95 * length, y + 0.5 * length), (x + 0.05, y)],
        colour,
        0.9,
    );
}

/// A pectoral fin grown into a wing: the near one (`side` > 0) hangs, the far one is raised.
pub(super) fn wing(brush: &mut Brush<'_>, fish: &Fish<'_>, length: f32, side: f32, colour: Rgb, spots: u32) {
    let (x, y) = (0.25, if side < 0.0 { -0.5 } else { 0.2 } * fish.half(0.25, side));
    let at = |along: f32, out: f32| (x + along * length, y + side * out * length);
    let outline =
        smooth(&[(x, y), at(0.4, 0.55), at(0.85, 0.82), at(1.0, 0.7), at(0.92, 0.42), at(0.7, 0.2), (x + 0.07, y)]);
    brush.part(&outline, colour, 0.9);
    for ray in 0..7_u8 {
        let t = f32::from(ray) / 6.0;
        brush.line(&[(x + 0.02, y), at(0.84 + 0.1 * t, 0.76 - 0.5 * t)], 0.005, colour.scale(0.6), 0.6);
    }
    if spots != 0 {
        for (along, out) in [(0.6, 0.5), (0.78, 0.62), (0.8, 0.42), (0.55, 0.32), (0.92, 0.6), (0.7, 0.3)] {
            brush.fill(&ellipse(at(along, out), 0.016, 0.016), Rgb::hex(spots), 1.0);
        }
    }
}
