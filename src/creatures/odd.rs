//! Things that are not in the catalog, for the odd ones of a collection and for the threshold of 'I do not know'.

use super::Picture;
use super::brush::Brush;
use super::canvas::{Canvas, Point, ellipse, smooth};
use super::colour::{Rgb, hash};
use super::scene::Attributes;
use crate::error::Result;
use crate::rng::Rng;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is its own word")]
pub enum Odd {
    Boot,
    Bottle,
    Can,
    Cup,
    Ball,
    Key,
    Umbrella,
    Book,
    Star,
    Noise,
}

impl Odd {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Boot,
        Self::Bottle,
        Self::Can,
        Self::Cup,
        Self::Ball,
        Self::Key,
        Self::Umbrella,
        Self::Book,
        Self::Star,
        Self::Noise,
    ];

    /// Its name in Japanese and in English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Boot => ("長靴", "a boot"),
            Self::Bottle => ("びん", "a bottle"),
            Self::Can => ("空き缶", "a can"),
            Self::Cup => ("湯のみ", "a cup"),
            Self::Ball => ("ボール", "a ball"),
            Self::Key => ("鍵", "a key"),
            Self::Umbrella => ("傘", "an umbrella"),
            Self::Book => ("本", "a book"),
            Self::Star => ("星", "a star"),
            Self::Noise => ("砂嵐", "noise"),
        }
    }
}

/// Draws a thing, with the same chances of background, light and pose as a creature has.
///
/// # Errors
/// [`crate::error::Error::Parameter`] for a size that no picture has.
pub fn draw(kind: Odd, seed: u32, size: u32) -> Result<Picture> {
    let mut rng = Rng::new(seed ^ 0x0DD0_0DD0);
    let attributes = Attributes::random(&mut rng);
    let mut canvas = Canvas::new(size)?;
    if kind == Odd::Noise {
        let (seed, grain) = (rng.next_u32(), rng.between(1.0, 8.0));
        canvas.repaint(|x, y, _| {
            let at = |salt: u32| hash((x / grain) as i32, (y / grain) as i32, seed ^ salt);
            Rgb { r: at(1), g: at(2), b: at(3) }
        });
    } else {
        attributes.paint(&mut canvas, &mut rng);
        for index in 0..attributes.count {
            let frame = attributes.frame(&mut rng, index, size as f32, [0.0, 1.0, 0.5]);
            let seed = rng.next_u32();
            let colour = Rgb { r: rng.uniform(), g: rng.uniform(), b: rng.uniform() };
            let mut brush =
                Brush { canvas: &mut canvas, frame, style: attributes.style, edge: size as f32 / 160.0, seed };
            brush.frame.bend = 0.0;
            thing(&mut brush, kind, colour);
        }
        attributes.light(&mut canvas, &mut rng);
    }
    Ok(Picture { size, rgba: canvas.into_rgba(), attributes })
}

fn thing(brush: &mut Brush<'_>, kind: Odd, colour: Rgb) {
    let dark = colour.scale(0.55);
    let pale = colour.mix(Rgb::hex(0xFFFFFF), 0.6);
    match kind {
        Odd::Boot => {
            brush.part(
                &smooth(&[
                    (0.35, -0.48),
                    (0.68, -0.48),
                    (0.68, 0.1),
                    (0.7, 0.36),
                    (0.2, 0.36),
                    (0.04, 0.3),
                    (0.06, 0.18),
                    (0.3, 0.08),
                ]),
                colour,
                1.0,
            );
            brush.part(&[(0.04, 0.32), (0.72, 0.32), (0.72, 0.42), (0.05, 0.42)], dark, 1.0);
            brush.line(&[(0.36, -0.42), (0.68, -0.42)], 0.04, pale, 1.0);
        }
        Odd::Bottle => {
            brush.part(
                &smooth(&[
                    (0.44, -0.48),
                    (0.56, -0.48),
                    (0.56, -0.25),
                    (0.68, -0.1),
                    (0.68, 0.46),
                    (0.32, 0.46),
                    (0.32, -0.1),
                    (0.44, -0.25),
                ]),
                colour,
                0.85,
            );
            brush.part(&[(0.32, 0.02), (0.68, 0.02), (0.68, 0.28), (0.32, 0.28)], Rgb::hex(0xF4EEDC), 1.0);
            brush.part(&[(0.43, -0.5), (0.57, -0.5), (0.57, -0.42), (0.43, -0.42)], dark, 1.0);
        }
        Odd::Can => {
            brush.part(&[(0.28, -0.36), (0.72, -0.36), (0.72, 0.36), (0.28, 0.36)], colour, 1.0);
            brush.part(&ellipse((0.5, 0.36), 0.22, 0.07), colour, 1.0);
            brush.part(&ellipse((0.5, -0.36), 0.22, 0.07), Rgb::hex(0xC4C8CC), 1.0);
            brush.fill(&ellipse((0.5, 0.0), 0.13, 0.13), pale, 1.0);
        }
        Odd::Cup => {
            brush.part(&[(0.25, -0.25), (0.75, -0.25), (0.66, 0.35), (0.34, 0.35)], colour, 1.0);
            brush.part(&ellipse((0.5, -0.25), 0.25, 0.08), Rgb::hex(0x6C8C3C), 1.0);
            brush.line(&[(0.29, 0.05), (0.71, 0.05)], 0.04, pale, 1.0);
        }
        Odd::Ball => {
            brush.part(&ellipse((0.5, 0.0), 0.42, 0.42), colour, 1.0);
            brush.line(&[(0.08, 0.0), (0.92, 0.0)], 0.03, dark, 1.0);
            brush.line(&smooth(&ellipse((0.5, 0.0), 0.18, 0.42)), 0.03, dark, 1.0);
        }
        Odd::Key => {
            brush.part(&ellipse((0.2, 0.0), 0.17, 0.17), Rgb::hex(0xD0B048), 1.0);
            brush.fill(&ellipse((0.2, 0.0), 0.08, 0.08), Rgb::hex(0x40382C), 1.0);
            brush.part(
                &[
                    (0.35, -0.04),
                    (0.95, -0.04),
                    (0.95, 0.15),
                    (0.88, 0.15),
                    (0.88, 0.04),
                    (0.8, 0.04),
                    (0.8, 0.14),
                    (0.73, 0.14),
                    (0.73, 0.04),
                    (0.35, 0.04),
                ],
                Rgb::hex(0xD0B048),
                1.0,
            );
        }
        Odd::Umbrella => {
            brush.line(&[(0.5, -0.45), (0.5, 0.36), (0.44, 0.44), (0.38, 0.38)], 0.03, Rgb::hex(0x503828), 1.0);
            brush.part(
                &smooth(&[
                    (0.03, 0.02),
                    (0.12, -0.22),
                    (0.5, -0.42),
                    (0.88, -0.22),
                    (0.97, 0.02),
                    (0.73, -0.04),
                    (0.5, 0.02),
                    (0.27, -0.04),
                ]),
                colour,
                1.0,
            );
            brush.line(&[(0.5, -0.42), (0.27, -0.04)], 0.012, dark, 1.0);
            brush.line(&[(0.5, -0.42), (0.73, -0.04)], 0.012, dark, 1.0);
        }
        Odd::Book => {
            brush.part(&[(0.15, -0.4), (0.85, -0.34), (0.85, 0.42), (0.15, 0.36)], colour, 1.0);
            brush.part(&[(0.15, -0.4), (0.22, -0.39), (0.22, 0.37), (0.15, 0.36)], dark, 1.0);
            for row in 0..3_u8 {
                let y = -0.2 + 0.09 * f32::from(row);
                brush.line(&[(0.34, y), (0.74, y + 0.03)], 0.03, pale, 1.0);
            }
        }
        Odd::Star | Odd::Noise => {
            let spike = |it: u8| {
                let turn = f32::from(it) / 10.0 * std::f32::consts::TAU;
                let radius = if it.is_multiple_of(2) { 0.46 } else { 0.19 };
                (0.5 + radius * libm::sinf(turn), -radius * libm::cosf(turn))
            };
            let outline: Vec<Point> = (0..10).map(spike).collect();
            brush.part(&outline, colour.mix(Rgb::hex(0xF8D838), 0.5), 1.0);
        }
    }
}
