//! The pen: shapes from lists of numbers, in the colours and the pattern of one thing.

use crate::creatures::attributes::Style;
use crate::creatures::brush::Brush;
use crate::creatures::colour::{Rgb, hash, noise, step};
use crate::creatures::outline::{Point, ellipse, smooth, smooth_line};
use crate::rng::Rng;

/// What a thing's main colour is broken by.
#[derive(Clone, Copy)]
enum Pattern {
    Plain,
    Grain,
    Stripes,
    Spots,
    Scales,
    Clouds,
}

/// Draws one thing, which reaches from 0 to 1 and from -0.5 to 0.5.
pub(super) struct Pen<'a, 'b> {
    pub(super) brush: Brush<'a>,
    pub(super) rng: &'b mut Rng,
    /// The thing's colour, and two of its kin.
    pub(super) main: Rgb,
    pub(super) dark: Rgb,
    pub(super) pale: Rgb,
    pattern: Pattern,
}

impl<'a, 'b> Pen<'a, 'b> {
    /// A pen of a random colour and, if `patterned`, in half of the cases with a pattern.
    pub(super) fn random(brush: Brush<'a>, rng: &'b mut Rng, patterned: bool) -> Self {
        use Pattern::*;
        let main = Rgb { r: rng.uniform(), g: rng.uniform(), b: rng.uniform() };
        let all = [Plain, Plain, Plain, Grain, Grain, Stripes, Spots, Scales, Clouds, Clouds];
        let pattern = if patterned { all[rng.below(all.len())] } else { [Plain, Grain][rng.below(2)] };
        let mut pen = Self { brush, rng, main, dark: main, pale: main, pattern };
        pen.take(main);
        pen
    }

    /// Changes the thing's colour.
    pub(super) fn take(&mut self, colour: Rgb) {
        self.main = colour;
        self.dark = colour.scale(0.55);
        self.pale = colour.mix(Rgb::hex(0xFFFFFF), 0.6);
    }

    /// Changes the thing's colour to about `hex`.
    pub(super) fn about(&mut self, hex: u32) {
        let mut near = |at: f32| at * self.rng.between(0.85, 1.15);
        let Rgb { r, g, b } = Rgb::hex(hex);
        let colour = Rgb { r: near(r), g: near(g), b: near(b) };
        self.take(colour);
    }

    /// A shape with corners.
    pub(super) fn shape(&mut self, flat: &[f32], colour: Rgb) {
        self.body(&points(flat), colour);
    }

    /// A shape without.
    pub(super) fn round(&mut self, flat: &[f32], colour: Rgb) {
        self.body(&smooth(&points(flat)), colour);
    }

    /// A rectangle by its left, top, right and bottom.
    pub(super) fn bar(&mut self, [left, top, right, bottom]: [f32; 4], colour: Rgb) {
        self.shape(&[left, top, right, top, right, bottom, left, bottom], colour);
    }

    /// An ellipse.
    pub(super) fn disc(&mut self, centre: Point, rx: f32, ry: f32, colour: Rgb) {
        self.body(&ellipse(centre, rx, ry), colour);
    }

    /// An ellipse's edge.
    pub(super) fn ring(&mut self, centre: Point, rx: f32, ry: f32, width: f32, colour: Rgb) {
        let mut line = ellipse(centre, rx, ry);
        line.push(line[0]);
        line.push(line[1]);
        self.brush.line(&line, width, colour, 1.0);
    }

    /// A line with corners.
    pub(super) fn stroke(&mut self, flat: &[f32], width: f32, colour: Rgb) {
        self.brush.line(&points(flat), width, colour, 1.0);
    }

    /// A line without.
    pub(super) fn curve(&mut self, flat: &[f32], width: f32, colour: Rgb) {
        self.brush.line(&smooth_line(&points(flat)), width, colour, 1.0);
    }

    /// Any outline, lit from above; the main colour wears the pattern.
    pub(super) fn body(&mut self, outline: &[Point], colour: Rgb) {
        let (style, seed, dark) = (self.brush.style, self.brush.seed, self.dark);
        let pattern = if colour == self.main { self.pattern } else { Pattern::Plain };
        self.brush.shade(outline, colour.scale(0.45), |x, y| {
            let mark = match pattern {
                Pattern::Plain => 0.0,
                Pattern::Grain => 0.3 * noise(x * 5.0, y * 40.0, seed),
                Pattern::Stripes => step(0.5, 0.6, (x * 9.0 + 0.4 * noise(x * 5.0, y * 5.0, seed)).rem_euclid(1.0)),
                Pattern::Spots => crate::creatures::pattern::spots(x * 14.0, y * 14.0, 0.3, 0.06, seed),
                Pattern::Scales => {
                    let row = (y * 18.0).floor();
                    let (u, v) = ((x * 18.0 + 0.5 * (row as i32).rem_euclid(2) as f32).rem_euclid(1.0), y * 18.0 - row);
                    step(0.4, 0.55, ((u - 0.3) * (u - 0.3) + (v - 0.5) * (v - 0.5)).sqrt())
                }
                Pattern::Clouds => step(0.5, 0.62, noise(x * 8.0, y * 8.0, seed)),
            };
            let speck = 0.06 * (hash((x * 200.0) as i32, (y * 200.0) as i32, seed) - 0.5);
            let light = if style == Style::Flat { 1.0 } else { 1.1 - 0.35 * (y + 0.25) * (y + 0.25) * 2.0 + speck };
            colour.mix(dark, 0.8 * mark).scale(light)
        });
    }
}

/// Pairs of numbers as places.
pub(super) fn points(flat: &[f32]) -> Vec<Point> {
    flat.chunks_exact(2).map(|it| (it[0], it[1])).collect()
}
