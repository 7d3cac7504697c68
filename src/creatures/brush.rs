//! The brush: draws in a creature's own coordinates, wherever it lies and however it bends.

use super::attributes::Style;
use super::canvas::Canvas;
use super::colour::{Rgb, noise, step};
use super::guise::Guise;
use super::outline::Point;

/// Where a creature's plane lies on the picture. Lengths are in body lengths, y grows towards the belly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The creature's middle on the picture, in pixels, and in its own coordinates.
    pub(super) centre: Point,
    pub(super) middle: Point,
    /// Pixels a body length.
    pub(super) scale: f32,
    /// Turn in radians.
    pub(super) turn: f32,
    /// 1 with the head to the left, -1 to the right.
    pub(super) flip: f32,
    /// The spine's wave: how high, how many, where it begins.
    pub(super) bend: f32,
    pub(super) waves: f32,
    pub(super) phase: f32,
}

impl Frame {
    /// From the creature to the picture.
    pub(super) fn at(&self, (x, y): Point) -> Point {
        let (sin, cos) = (libm::sinf(self.turn), libm::cosf(self.turn));
        let u = (x - self.middle.0) * self.flip * self.scale;
        let v = (y + self.spine(x) - self.middle.1) * self.scale;
        (self.centre.0 + u * cos - v * sin, self.centre.1 + u * sin + v * cos)
    }

    fn spine(&self, x: f32) -> f32 {
        if self.bend <= 0.0 {
            return 0.0;
        }
        self.bend * (0.3 + 0.7 * x) * libm::sinf((x * self.waves + self.phase) * std::f32::consts::TAU)
    }
}

/// Paint on a canvas through a frame, in a style.
pub(super) struct Brush<'a> {
    pub(super) canvas: &'a mut Canvas,
    pub(super) frame: Frame,
    pub(super) style: Style,
    /// Width of the outlines in pixels; 0 for none.
    pub(super) edge: f32,
    /// What the patterns' noise follows from.
    pub(super) seed: u32,
    /// What a person has changed.
    pub(super) guise: Guise,
}

impl Brush<'_> {
    /// Fills a polygon.
    pub(super) fn fill(&mut self, outline: &[Point], colour: Rgb, opacity: f32) {
        let placed = self.place(outline);
        let colour = self.tone(colour);
        self.canvas.fill(&placed, colour, opacity);
    }

    /// Fills a polygon and draws its edge.
    pub(super) fn part(&mut self, outline: &[Point], colour: Rgb, opacity: f32) {
        self.fill(outline, colour, opacity);
        self.contour(outline, colour.scale(0.45));
    }

    /// Draws a line of a width in body lengths.
    pub(super) fn line(&mut self, points: &[Point], width: f32, colour: Rgb, opacity: f32) {
        let placed = self.place(points);
        let colour = self.tone(colour);
        self.canvas.line(&placed, width * self.frame.scale, colour, opacity);
    }

    /// Fills a polygon with a colour for each place on the creature, and draws its edge.
    pub(super) fn shade(&mut self, outline: &[Point], edge: Rgb, colour_at: impl Fn(f32, f32) -> Rgb) {
        let placed = self.place(outline);
        let (frame, style, seed, guise) = (self.frame, self.style, self.seed, self.guise);
        let (side, soft) = (self.canvas.side(), 0.8 / frame.scale);
        let (sin, cos) = (libm::sinf(frame.turn), libm::cosf(frame.turn));
        self.canvas.shade(&placed, 1.0, |px, py| {
            let (du, dv) = (px - frame.centre.0, py - frame.centre.1);
            let x = (du * cos + dv * sin) / frame.scale * frame.flip + frame.middle.0;
            let y = (dv * cos - du * sin) / frame.scale + frame.middle.1 - frame.spine(x);
            let (x, y) = guise.unstretched((x, y), frame.middle);
            let colour = guise.worn(colour_at(x, y), x, y, soft, seed);
            if style == Style::Pencil { pencil(colour, px / side, py / side, seed) } else { colour }
        });
        self.contour(outline, edge);
    }

    /// Draws a polygon's edge as the style has it.
    pub(super) fn contour(&mut self, outline: &[Point], colour: Rgb) {
        if self.edge > 0.0 {
            let placed = self.place(outline);
            let colour = if self.style == Style::Pencil { Rgb::hex(0x303034) } else { self.guise.dyed(colour) };
            self.canvas.contour(&placed, self.edge, colour, 0.8);
        }
    }

    /// How light a round body is at `w` from -1 (top) to 1 (bottom).
    pub(super) fn lit(style: Style, w: f32) -> f32 {
        if style == Style::Flat { 1.0 } else { 1.12 - 0.3 * (w + 0.25) * (w + 0.25) }
    }

    fn place(&self, points: &[Point]) -> Vec<Point> {
        points.iter().map(|&it| self.frame.at(self.guise.stretched(it, self.frame.middle))).collect()
    }

    fn tone(&self, colour: Rgb) -> Rgb {
        let colour = self.guise.dyed(colour);
        if self.style == Style::Pencil { colour.grey(0.08).mix(Rgb::hex(0xF8F5EE), 0.16) } else { colour }
    }
}

/// A colour as a coloured pencil lays it down at (`x`, `y`) of the picture: the paper shows between the strokes.
fn pencil(colour: Rgb, x: f32, y: f32, seed: u32) -> Rgb {
    let stroke = noise((x + y) * 62.0, (x - y) * 9.0, seed);
    colour.grey(0.08).mix(Rgb::hex(0xF8F5EE), 0.04 + 0.5 * step(0.42, 0.85, stroke))
}
