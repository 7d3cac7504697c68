//! What a person changes in a creature's looks whatever its family: shape as a whole, colour, stripes, spots.

use super::colour::Rgb;
use super::outline::Point;
use super::pattern::{spots, stripe};

/// Changes that the brush makes to whatever it draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guise {
    /// How much longer and deeper, for what has no proportions of its own to change.
    pub(super) stretch: Option<Point>,
    /// From -1 to 1 half around the wheel either way, red in the middle; 0 leaves the colours as they are.
    pub(super) hue: f32,
    /// From -1, dark, to 1, pale.
    pub(super) lightness: f32,
    /// How much of stripes and spots lies over the skin, 0 to 1.
    pub(super) stripes: f32,
    pub(super) spots: f32,
    /// Their colour.
    pub(super) ink: Rgb,
}

/// Of a colour, how much the hue's own takes its place.
const TINT: f32 = 0.8;

impl Guise {
    /// No change: every colour and every place comes out bit by bit as it went in.
    pub(super) const NONE: Self =
        Self { stretch: None, hue: 0.0, lightness: 0.0, stripes: 0.0, spots: 0.0, ink: Rgb { r: 0.0, g: 0.0, b: 0.0 } };

    /// A place on the creature, moved away from its middle.
    pub(super) fn stretched(&self, (x, y): Point, middle: Point) -> Point {
        self.stretch.map_or((x, y), |(along, across)| (middle.0 + (x - middle.0) * along, y * across))
    }

    /// And back.
    pub(super) fn unstretched(&self, (x, y): Point, middle: Point) -> Point {
        self.stretch.map_or((x, y), |(along, across)| (middle.0 + (x - middle.0) / along, y / across))
    }

    /// The colour of the skin at a place, with stripes and spots over it.
    pub(super) fn worn(&self, colour: Rgb, x: f32, y: f32, soft: f32, seed: u32) -> Rgb {
        let mut colour = self.dyed(colour);
        if self.stripes > 0.0 {
            let n = 7.0;
            let amount = stripe(x * n + 0.35 * y, 0.2 + 0.3 * self.stripes, soft * n);
            colour = colour.mix(self.ink, amount * (1.6 * self.stripes).min(0.9));
        }
        if self.spots > 0.0 {
            let spacing = 0.075;
            let amount = spots(x / spacing, y / spacing, 0.16 + 0.22 * self.spots, soft / spacing, seed ^ 0x5B07);
            colour = colour.mix(self.ink, amount * (1.6 * self.spots).min(0.95));
        }
        colour
    }

    /// A colour with hue and lightness changed. Black and white stay: eyes stay eyes.
    pub(super) fn dyed(&self, colour: Rgb) -> Rgb {
        let mut colour = colour;
        if self.hue.abs() > 0.0 {
            let luma = colour.luma();
            let wheel = Rgb::of_hue(0.5 * self.hue);
            let pure = wheel.luma();
            // The hue at the colour's own lightness, so that back, flank and belly stay what they are.
            let target = if pure > luma {
                wheel.scale(luma / pure)
            } else {
                wheel.mix(Rgb::hex(0xFFFFFF), (luma - pure) / (1.0 - pure))
            };
            colour = colour.mix(target, TINT * (3.0 * self.hue.abs()).min(1.0));
        }
        if self.lightness.abs() > 0.0 {
            // Schlick's bias: a curve from 0 to 1 that bends up or down.
            let bend = 1.0 / (0.5 + 0.36 * self.lightness) - 2.0;
            let part = |it: f32| {
                let it = it.clamp(0.0, 1.0);
                it / (bend * (1.0 - it) + 1.0)
            };
            colour = Rgb { r: part(colour.r), g: part(colour.g), b: part(colour.b) };
        }
        colour
    }
}
