//! A fish's head: jaws, mouth, gill cover, eyes, barbels.

use super::brush::Brush;
use super::colour::Rgb;
use super::form::{Extra, Fish, Jaw};
use super::outline::{Point, ellipse, smooth, smooth_line, tapered};

/// What of the jaws lies behind the body.
pub(super) fn jaws(brush: &mut Brush<'_>, fish: &Fish<'_>) {
    let [back, flank, _] = fish.coat.map(Rgb::hex);
    let d = fish.depth;
    match fish.jaw {
        Jaw::Under => {
            brush.part(&[(-0.016, 0.03 * d), (0.1, 0.1 * d), (0.1, fish.half(0.1, 1.0)), (0.0, 0.22 * d)], flank, 1.0)
        }
        Jaw::Over => brush.part(
            &[(-0.022, -0.02 * d), (0.08, -fish.half(0.08, -1.0)), (0.08, 0.1 * d)],
            back.mix(flank, 0.5),
            1.0,
        ),
        Jaw::Beak(length, tip) => {
            brush.part(
                &[(-length, 0.02 * d), (0.05, -fish.half(0.05, -1.0)), (0.05, fish.half(0.05, 1.0))],
                flank.scale(0.9),
                1.0,
            );
            let at = |x: f32| (0.05 + x).max(0.0) / (0.05 + length);
            let (from, half) = (-0.55 * length, 0.5 * at(length * 0.45) * fish.half(0.05, 1.0));
            brush.fill(&[(-length, 0.02 * d), (from, -half), (from, half)], Rgb::hex(tip), 1.0);
        }
        Jaw::Spear(length) => {
            brush.part(&[(-length, -0.02 * d), (0.06, -fish.half(0.05, -1.0)), (0.06, 0.15 * d)], back, 1.0)
        }
        Jaw::Needle(length, tip) => {
            brush.part(
                &[(-length, 0.1 * d), (0.04, -0.05 * d), (0.06, fish.half(0.06, 1.0))],
                back.mix(flank, 0.3),
                1.0,
            );
            brush.fill(&[(-length, 0.1 * d), (-0.7 * length, 0.03 * d), (-0.7 * length, 0.2 * d)], Rgb::hex(tip), 1.0);
            brush.part(&[(-0.03, -0.02 * d), (0.04, -fish.half(0.04, -1.0)), (0.04, 0.05 * d)], back, 1.0);
        }
        Jaw::Pike(length) => {
            let lower = [(-length - 0.02, 0.12 * d), (-length, 0.06 * d), (0.1, 0.1 * d), (0.1, fish.half(0.1, 1.0))];
            brush.part(&lower, flank, 1.0);
            brush.part(&[(-length, 0.04 * d), (0.1, -fish.half(0.1, -1.0)), (0.1, 0.1 * d)], back.mix(flank, 0.4), 1.0);
        }
        Jaw::Snout(length) => {
            brush.part(&ellipse((-0.3 * length, 0.34 * d), 0.4 * length, 0.09 * d), Rgb::hex(0xE8B0A0), 1.0);
            brush.part(&snout(fish, length), back.mix(flank, 0.6), 1.0);
        }
        Jaw::Hook => brush.part(
            &[
                (-0.05, 0.16 * d),
                (-0.055, 0.06 * d),
                (-0.03, -0.06 * d),
                (0.08, -fish.half(0.08, -1.0)),
                (0.08, 0.1 * d),
            ],
            back.mix(flank, 0.6),
            1.0,
        ),
        Jaw::Even | Jaw::Teeth(_) | Jaw::Wide => {}
    }
}

/// Mouth, gill cover, eyes, barbels.
pub(super) fn draw(brush: &mut Brush<'_>, fish: &Fish<'_>) {
    let dark = Rgb::hex(fish.coat[0]).scale(0.45);
    blend(brush, fish);
    mouth(brush, fish, dark);
    if !matches!(fish.extra, Extra::Gills) {
        let gill = |x: f32, w: f32| (x, w * fish.half(x, w));
        let reach = if fish.winding > 0.6 { 0.14 } else { 0.235 };
        let line = smooth_line(&[
            gill(reach - 0.035, -0.6),
            gill(reach + 0.01, -0.15),
            gill(reach, 0.35),
            gill(reach - 0.05, 0.85),
        ]);
        brush.line(&line, 0.008, dark, 0.55);
    }
    let x = (0.055 + 0.9 * fish.eye).min(0.17) + if fish.snout > 0.95 { 0.03 } else { 0.0 };
    if let Extra::Flat(_) = fish.extra {
        // Both eyes on the upper side, one above the other, standing out.
        for (x, w) in [(0.1, -0.42), (0.135, -0.02)] {
            let place = (x, w * fish.half(x, w));
            brush.part(&ellipse(place, 0.7 * fish.eye, 0.62 * fish.eye), Rgb::hex(fish.coat[1]).scale(1.25), 1.0);
            brush.fill(&ellipse(place, 0.4 * fish.eye, 0.34 * fish.eye), Rgb::hex(0x16140F), 1.0);
            brush.fill(
                &ellipse((place.0 - 0.006, place.1 - 0.006), 0.1 * fish.eye, 0.1 * fish.eye),
                Rgb::hex(0xFFFFFF),
                1.0,
            );
        }
    } else {
        eye(brush, (x, -0.32 * fish.half(x, -1.0)), 0.5 * fish.eye, Rgb::hex(fish.iris));
    }
    for it in 0..fish.barbels.min(4) {
        let at = f32::from(it);
        let long = if fish.barbels == 3 && it == 0 { 0.2 } else { 0.075 };
        let root = match fish.jaw {
            Jaw::Snout(length) => (-0.1 * length, 0.38 * fish.depth),
            _ => (0.02 + 0.012 * at, (0.2 + 0.12 * at) * fish.half(0.03, 1.0)),
        };
        let line =
            smooth_line(&[root, (root.0 - 0.25 * long, root.1 + 0.5 * long), (root.0 - 0.4 * long, root.1 + long)]);
        brush.fill(&tapered(&line, |t| 0.012 * (1.0 - 0.6 * t)), dark.mix(Rgb::hex(fish.coat[1]), 0.3), 1.0);
    }
}

/// A round eye.
pub(super) fn eye(brush: &mut Brush<'_>, centre: (f32, f32), radius: f32, iris: Rgb) {
    brush.fill(&ellipse(centre, radius * 1.15, radius * 1.15), Rgb::hex(0x202020), 0.7);
    brush.fill(&ellipse(centre, radius, radius), iris, 1.0);
    brush.fill(&ellipse(centre, radius * 0.55, radius * 0.55), Rgb::hex(0x0C0C10), 1.0);
    let glint = (centre.0 - 0.2 * radius, centre.1 - 0.25 * radius);
    brush.fill(&ellipse(glint, radius * 0.2, radius * 0.2), Rgb::hex(0xFFFFFF), 1.0);
}

fn snout(fish: &Fish<'_>, length: f32) -> Vec<Point> {
    let d = fish.depth;
    let (above, below) = (fish.half(0.1, -1.0), fish.half(0.1, 1.0));
    smooth(&[
        (-length, 0.14 * d),
        (-0.8 * length, -0.02 * d),
        (0.1, -above),
        (0.14, 0.0),
        (0.1, below),
        (-0.7 * length, 0.3 * d),
    ])
}

/// Takes away the edge between the head and the jaws that were drawn behind it.
fn blend(brush: &mut Brush<'_>, fish: &Fish<'_>) {
    let [back, flank, _] = fish.coat.map(Rgb::hex);
    let d = fish.depth;
    match fish.jaw {
        Jaw::Pike(length) => {
            let upper = [(-0.6 * length, 0.02 * d), (0.11, -0.88 * fish.half(0.11, -1.0)), (0.12, 0.1 * d)];
            brush.fill(&upper, back.mix(flank, 0.4), 1.0);
            let lower = [(-0.6 * length, 0.11 * d), (0.12, 0.14 * d), (0.11, 0.88 * fish.half(0.11, 1.0))];
            brush.fill(&lower, flank, 1.0);
        }
        Jaw::Snout(length) => {
            let inner: Vec<Point> = snout(fish, length).iter().map(|&(x, y)| (x + 0.01, 0.9 * y)).collect();
            brush.fill(&inner, back.mix(flank, 0.6), 1.0);
            brush.fill(&[(-0.8 * length, 0.02 * d), (0.1, -0.86 * fish.half(0.1, -1.0)), (0.15, -0.1 * d)], back, 0.8);
        }
        Jaw::Hook => {
            let upper = [(-0.02, 0.06 * d), (-0.018, -0.03 * d), (0.08, -0.9 * fish.half(0.08, -1.0)), (0.1, 0.06 * d)];
            brush.fill(&upper, back.mix(flank, 0.6), 1.0);
        }
        _ => {}
    }
}

fn mouth(brush: &mut Brush<'_>, fish: &Fish<'_>, dark: Rgb) {
    let m = fish.mouth;
    match fish.jaw {
        Jaw::Teeth(gape) => {
            let corner = (m, 0.25 * fish.half(m, 1.0));
            brush.fill(&[(-0.01, -0.2 * gape), corner, (0.0, 0.7 * gape)], Rgb::hex(0x6C2430), 1.0);
            for it in 0..5_u8 {
                let x = m * f32::from(it) / 6.0;
                let y = corner.1 * x / m;
                brush.fill(&[(x, y - 0.002), (x + 0.1 * m, y), (x + 0.05 * m, y + 0.012)], Rgb::hex(0xFFFFFF), 1.0);
            }
        }
        Jaw::Wide => {
            let h = fish.half(m, 1.0);
            brush.line(&smooth_line(&[(0.004, 0.12 * h), (0.4 * m, 0.3 * h), (m, 0.2 * h)]), 0.012, dark, 0.9);
        }
        Jaw::Spear(_) | Jaw::Needle(..) | Jaw::Beak(..) => {
            brush.line(&[(-0.02, 0.1 * fish.half(0.05, 1.0)), (m, 0.25 * fish.half(m, 1.0))], 0.007, dark, 0.8);
        }
        Jaw::Pike(length) => {
            let corner = (m, 0.35 * fish.half(m, 1.0));
            brush.line(&[(-length, 0.06 * fish.depth), corner], 0.009, dark, 0.9);
        }
        Jaw::Snout(length) => {
            let lip =
                [(-0.45 * length, 0.37 * fish.depth), (-0.1 * length, 0.42 * fish.depth), (0.02, 0.38 * fish.depth)];
            brush.line(&smooth_line(&lip), 0.008, dark, 0.9);
        }
        Jaw::Hook => {
            brush.line(
                &smooth_line(&[(-0.02, 0.12 * fish.depth), (0.02, 0.05 * fish.depth), (m, 0.35 * fish.half(m, 1.0))]),
                0.009,
                dark,
                0.9,
            );
        }
        Jaw::Even | Jaw::Under | Jaw::Over => {
            let start =
                if fish.jaw == Jaw::Under { (-0.012, 0.02 * fish.depth) } else { (0.002, 0.1 * fish.half(0.05, 1.0)) };
            brush.line(
                &smooth_line(&[start, (0.5 * m, 0.2 * fish.half(m, 1.0)), (m, 0.45 * fish.half(m, 1.0))]),
                0.009,
                dark,
                0.85,
            );
        }
    }
}
