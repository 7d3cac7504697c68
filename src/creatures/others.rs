//! A ray from above, and the two that are no animals: a cake and a temple's wooden drum.

use super::brush::Brush;
use super::colour::{Rgb, noise, step};
use super::outline::{ellipse, smooth, smooth_line, tapered};

/// Draws a stingray.
pub(super) fn ray(brush: &mut Brush<'_>, back: u32, rim: u32) {
    let (back, rim) = (Rgb::hex(back), Rgb::hex(rim));
    let tail = smooth_line(&[(0.72, 0.0), (1.0, 0.03), (1.3, -0.04), (1.65, 0.03)]);
    brush.part(&tapered(&tail, |t| 0.06 * (1.0 - t) + 0.006), back.scale(0.75), 1.0);
    brush.part(&[(1.0, 0.03), (1.13, -0.03), (1.04, 0.035)], Rgb::hex(0xE4DCC8), 1.0);
    let disc = smooth(&[
        (0.0, 0.0),
        (0.1, -0.1),
        (0.36, -0.42),
        (0.48, -0.45),
        (0.62, -0.3),
        (0.76, -0.08),
        (0.78, 0.0),
        (0.76, 0.08),
        (0.62, 0.3),
        (0.48, 0.45),
        (0.36, 0.42),
        (0.1, 0.1),
    ]);
    let (style, seed) = (brush.style, brush.seed);
    brush.shade(&disc, back.scale(0.5), |x, y| {
        // Half of the disc's width, near enough for a rim.
        let half = if x < 0.45 { 0.03 + 0.95 * x } else { 0.46 - 1.25 * (x - 0.45) };
        let w = (y / half.max(0.02)).abs();
        let cloud = 0.85 + 0.3 * noise(x * 12.0, y * 12.0, seed);
        back.scale(cloud).mix(rim, step(0.72, 0.95, w)).scale(Brush::lit(style, 0.7 * w - 0.2))
    });
    for side in [-1.0, 1.0] {
        brush.part(&ellipse((0.17, side * 0.065), 0.03, 0.024), back.scale(0.7), 1.0);
        brush.fill(&ellipse((0.16, side * 0.07), 0.015, 0.012), Rgb::hex(0xF0D060), 1.0);
        brush.fill(&ellipse((0.215, side * 0.06), 0.018, 0.012), Rgb::hex(0x1C1610), 1.0);
    }
    brush.line(&[(0.25, 0.0), (0.75, 0.0)], 0.012, back.scale(0.7), 0.6);
}

/// How a taiyaki came out of its mould.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cake {
    /// The batter where it is pale and where it is dark.
    pub(super) crust: Rgb,
    pub(super) dark: Rgb,
    /// Where darkness begins and is full; lower is baked longer.
    pub(super) baked: (f32, f32),
    /// How far the seam stands out, in parts of the body.
    pub(super) seam: f32,
    /// What went wrong, if anything.
    pub(super) flaw: Option<Flaw>,
}

/// What can go wrong with a taiyaki.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Left on the fire.
    Burnt,
    /// Its tail has broken off.
    Broken,
    /// The filling has run out at the belly.
    Spilt,
}

impl Default for Cake {
    /// The one of the catalog.
    fn default() -> Self {
        let (crust, dark) = (Rgb::hex(0xC8843C), Rgb::hex(0x86481C));
        Self { crust, dark, baked: (0.35, 0.8), seam: 0.05, flaw: None }
    }
}

/// Draws a taiyaki.
pub(super) fn taiyaki(brush: &mut Brush<'_>, cake: &Cake) {
    brush.frame.bend = 0.0;
    let Cake { mut crust, mut dark, baked: (pale, full), seam, flaw } = *cake;
    if flaw == Some(Flaw::Burnt) {
        (crust, dark) = (crust.scale(0.35), dark.scale(0.35));
    }
    if flaw == Some(Flaw::Spilt) {
        spill(brush);
    }
    let whole = [
        (0.0, -0.02),
        (0.06, -0.16),
        (0.24, -0.29),
        (0.36, -0.33),
        (0.5, -0.3),
        (0.7, -0.19),
        (0.86, -0.11),
        (0.98, -0.24),
        (1.12, -0.29),
        (1.17, -0.2),
        (1.1, -0.02),
        (1.17, 0.17),
        (1.1, 0.27),
        (0.97, 0.21),
        (0.86, 0.1),
        (0.72, 0.19),
        (0.56, 0.27),
        (0.46, 0.32),
        (0.3, 0.27),
        (0.1, 0.19),
        (0.01, 0.1),
    ];
    // Without the tail there is a ragged edge.
    let broken = [(0.92, -0.09), (0.88, -0.04), (0.93, 0.0), (0.88, 0.04), (0.9, 0.09)];
    let mut body = whole.to_vec();
    if flaw == Some(Flaw::Broken) {
        body.splice(7..14, broken);
    }
    let rim: Vec<_> = body.iter().map(|&(x, y)| (0.57 + (x - 0.57) * (1.0 + seam), y * (1.0 + 1.8 * seam))).collect();
    let edge = Rgb::hex(0xE4B468);
    brush.part(&smooth(&rim), if flaw == Some(Flaw::Burnt) { edge.scale(0.4) } else { edge }, 1.0);
    let (style, seed) = (brush.style, brush.seed);
    brush.shade(&smooth(&body), dark, |x, y| {
        let baked = 0.6 * noise(x * 5.0, y * 5.0, seed) + 0.4 * noise(x * 14.0, y * 14.0, seed);
        let mut colour = crust.mix(dark, 0.75 * step(pale, full, baked));
        if flaw == Some(Flaw::Burnt) {
            colour = colour.mix(Rgb::hex(0x1E140E), 0.7 * step(0.35, 0.6, noise(x * 3.0, y * 3.0, seed ^ 5)));
        }
        // Pressed scales between gills and tail, pressed rays in the tail.
        let row = (y / 0.085).floor();
        let shift = if (row as i32).rem_euclid(2) == 0 { 0.0 } else { 0.5 };
        let (u, v) = ((x / 0.095 + shift).rem_euclid(1.0) - 0.25, y / 0.085 - row - 0.5);
        let scale = step(0.44, 0.6, (u * u + v * v).sqrt()) * step(0.31, 0.34, x) * step(0.84, 0.8, x);
        let fan = step(0.9, 0.94, x) * step(0.25, 0.4, (y * 22.0 + 3.0 * x).rem_euclid(1.0)) * 0.5;
        let w = y / 0.32;
        colour.mix(dark.scale(0.8), 0.75 * scale.max(fan)).scale(Brush::lit(style, w))
    });
    let groove = dark.scale(0.65);
    brush.line(&smooth_line(&[(0.25, -0.24), (0.31, -0.05), (0.25, 0.22)]), 0.02, groove, 0.9);
    brush.line(&smooth_line(&[(0.01, 0.06), (0.06, 0.07), (0.11, 0.03)]), 0.018, groove, 0.95);
    brush.part(&ellipse((0.15, -0.09), 0.045, 0.045), crust.scale(1.1), 1.0);
    brush.fill(&ellipse((0.15, -0.09), 0.02, 0.02), groove, 1.0);
    brush.part(&smooth(&[(0.34, 0.06), (0.5, 0.02), (0.52, 0.14), (0.4, 0.16)]), crust.scale(0.9), 1.0);
    for it in 0..3_u8 {
        let y = 0.06 + 0.03 * f32::from(it);
        brush.line(&[(0.38, 0.1), (0.51, y)], 0.008, groove, 0.8);
    }
    if flaw == Some(Flaw::Broken) {
        brush.line(&broken, 0.035, Rgb::hex(0xF2DCA8), 1.0);
    }
}

/// Bean paste that has run out under the belly, and dripped.
fn spill(brush: &mut Brush<'_>) {
    let paste = Rgb::hex(0x3E1622);
    brush.part(
        &smooth(&[
            (0.3, 0.2),
            (0.26, 0.36),
            (0.36, 0.44),
            (0.48, 0.4),
            (0.58, 0.48),
            (0.72, 0.42),
            (0.78, 0.26),
            (0.7, 0.14),
        ]),
        paste,
        1.0,
    );
    for (x, y, r) in [(0.34, 0.37, 0.03), (0.46, 0.36, 0.025), (0.6, 0.41, 0.035), (0.7, 0.34, 0.03)] {
        brush.fill(&ellipse((x, y), r, 0.8 * r), paste.scale(1.5), 0.8);
    }
    brush.part(&ellipse((0.86, 0.42), 0.035, 0.028), paste, 1.0);
}

/// Draws a mokugyo on its cushion, with its stick.
pub(super) fn mokugyo(brush: &mut Brush<'_>) {
    brush.frame.bend = 0.0;
    let (wood, dark) = (Rgb::hex(0xA4502A), Rgb::hex(0x571F10));
    brush.part(
        &smooth(&[(0.02, 0.32), (0.12, 0.22), (0.88, 0.22), (0.98, 0.32), (0.9, 0.43), (0.1, 0.43)]),
        Rgb::hex(0x6A3490),
        1.0,
    );
    brush.line(&[(0.06, 0.33), (0.94, 0.33)], 0.025, Rgb::hex(0xE8C040), 1.0);
    let body = smooth(&[
        (0.12, 0.05),
        (0.16, -0.14),
        (0.3, -0.28),
        (0.42, -0.33),
        (0.58, -0.33),
        (0.7, -0.28),
        (0.84, -0.14),
        (0.88, 0.05),
        (0.8, 0.22),
        (0.5, 0.29),
        (0.2, 0.22),
    ]);
    let (style, seed) = (brush.style, brush.seed);
    brush.shade(&body, dark.scale(0.6), |x, y| {
        let grain = noise(x * 4.0, y * 40.0 + 2.0 * noise(x * 5.0, y * 5.0, seed), seed);
        let far = ((x - 0.5) * (x - 0.5) + y * y).sqrt() / 0.4;
        let (dx, dy) = (x - 0.36, y + 0.2);
        let gleam = step(0.14, 0.02, (dx * dx + dy * dy).sqrt());
        wood.mix(dark, 0.45 * grain).mix(Rgb::hex(0xF4C8A0), 0.5 * gleam).scale(Brush::lit(style, 0.9 * far - 0.25))
    });
    // The long slit through which it sounds, round at both ends.
    brush.line(&smooth_line(&[(0.17, 0.08), (0.5, 0.13), (0.83, 0.08)]), 0.045, dark.scale(0.3), 1.0);
    for end in [0.18, 0.82] {
        brush.fill(&ellipse((end, 0.08), 0.045, 0.045), dark.scale(0.3), 1.0);
    }
    // Carved scales and the handle of two fish.
    for row in 0..3_u8 {
        for it in 0..(5 + row) {
            let x = 0.5 + (f32::from(it) - f32::from(4 + row) * 0.5) * 0.075;
            let y = -0.24 + 0.075 * f32::from(row);
            brush.line(&smooth_line(&[(x - 0.03, y), (x, y + 0.04), (x + 0.03, y)]), 0.011, dark.scale(0.7), 0.9);
        }
    }
    brush.part(
        &smooth(&[
            (0.38, -0.31),
            (0.4, -0.42),
            (0.5, -0.46),
            (0.6, -0.42),
            (0.62, -0.31),
            (0.56, -0.33),
            (0.5, -0.38),
            (0.44, -0.33),
        ]),
        wood.scale(0.85),
        1.0,
    );
    brush.line(&[(0.98, -0.3), (1.16, 0.3)], 0.024, Rgb::hex(0xC8A070), 1.0);
    brush.part(&ellipse((0.97, -0.33), 0.055, 0.07), Rgb::hex(0xD8D0C0), 1.0);
}
