//! The paper: polygons and lines by tiny-skia, and fills whose colour is a function of the place.
//!
//! Only solid colours go through tiny-skia: its gradients use approximate reciprocals that differ between targets.

use tiny_skia::{FillRule, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::colour::Rgb;
use super::outline::Point;
use super::tape::Mark;
use crate::error::{Error, Result};

/// A square picture on its way.
pub(super) struct Canvas {
    pixmap: Pixmap,
    mask: Mask,
    side: u32,
    /// What was drawn, if it is to be written down.
    tape: Option<Vec<Mark>>,
}

impl Canvas {
    /// An empty picture.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a side that no picture has.
    pub(super) fn new(side: u32) -> Result<Self> {
        let known = if (8..=4096).contains(&side) { Pixmap::new(side, side).zip(Mask::new(side, side)) } else { None };
        let (pixmap, mask) = known.ok_or(Error::Parameter {
            parameter: "size",
            bounds: "from 8 to 4096".to_owned(),
            found: side.to_string(),
        })?;
        Ok(Self { pixmap, mask, side, tape: None })
    }

    /// An empty picture that keeps a tape of what is drawn.
    ///
    /// # Errors
    /// As [`Canvas::new`].
    pub(super) fn recording(side: u32) -> Result<Self> {
        Ok(Self { tape: Some(Vec::new()), ..Self::new(side)? })
    }

    /// Columns, as many as rows.
    pub(super) fn side(&self) -> f32 {
        self.side as f32
    }

    /// Fills a closed polygon.
    pub(super) fn fill(&mut self, outline: &[Point], colour: Rgb, opacity: f32) {
        let Some(path) = polygon(outline, true) else { return };
        self.pixmap.fill_path(&path, &paint(colour, opacity), FillRule::Winding, Transform::identity(), None);
        if let Some(tape) = &mut self.tape {
            tape.push(Mark::Fill { outline: outline.to_vec(), colour, opacity });
        }
    }

    /// Draws an open line of a width in pixels.
    pub(super) fn line(&mut self, points: &[Point], width: f32, colour: Rgb, opacity: f32) {
        self.stroke(points, false, width, colour, opacity);
    }

    /// Draws a closed line of a width in pixels.
    pub(super) fn contour(&mut self, outline: &[Point], width: f32, colour: Rgb, opacity: f32) {
        self.stroke(outline, true, width, colour, opacity);
    }

    /// Fills a closed polygon with a colour for each pixel.
    pub(super) fn shade(&mut self, outline: &[Point], opacity: f32, colour_at: impl Fn(f32, f32) -> Rgb) {
        let Some(path) = polygon(outline, true) else { return };
        self.mask.clear();
        self.mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        let bounds = path.bounds();
        let side = self.side as usize;
        let clamp = |at: f32| (at.max(0.0) as usize).min(side);
        let (left, right) = (clamp(bounds.left() - 1.0), clamp(bounds.right() + 2.0));
        let (top, bottom) = (clamp(bounds.top() - 1.0), clamp(bounds.bottom() + 2.0));
        if let Some(tape) = &mut self.tape {
            // Beyond the outline too: a viewer that smoothes pixels mixes in those beside it.
            let places = (top..bottom).flat_map(|row| (left..right).map(move |column| (column, row)));
            let colours = places.map(|(column, row)| colour_at(column as f32 + 0.5, row as f32 + 0.5)).collect();
            let (outline, corner, width) = (outline.to_vec(), (left, top), right.saturating_sub(left));
            tape.push(Mark::Pixels { outline, corner, width, colours, opacity });
        }
        for row in top..bottom {
            for column in left..right {
                let covered = self.mask.data()[row * side + column];
                if covered > 0 {
                    let colour = colour_at(column as f32 + 0.5, row as f32 + 0.5);
                    self.blend(row * side + column, colour, f32::from(covered) / 255.0 * opacity);
                }
            }
        }
    }

    /// Gives every pixel a new colour, made of its place and its old one.
    pub(super) fn repaint(&mut self, colour_at: impl Fn(f32, f32, Rgb) -> Rgb) {
        let side = self.side as usize;
        for (at, pixel) in self.pixmap.data_mut().chunks_exact_mut(4).enumerate() {
            let old = Rgb::from_bytes(pixel[0], pixel[1], pixel[2]);
            let new = colour_at((at % side) as f32 + 0.5, (at / side) as f32 + 0.5, old);
            pixel[..3].copy_from_slice(&new.to_bytes());
            pixel[3] = 255;
        }
        let Some(tape) = &mut self.tape else { return };
        if tape.is_empty() {
            // The first is the ground on which all the rest is drawn.
            let colours = self.pixmap.data().chunks_exact(4).map(|it| Rgb::from_bytes(it[0], it[1], it[2])).collect();
            tape.push(Mark::Pixels { outline: Vec::new(), corner: (0, 0), width: side, colours, opacity: 1.0 });
        } else {
            tape.iter_mut().for_each(|it| it.repaint(&colour_at));
        }
    }

    /// Gives every pixel a new colour where something thin lies over all. On the tape what lies below it keeps its own
    /// colours, since a path has but one, and `marks` lie over it instead.
    pub(super) fn cover(&mut self, colour_at: impl Fn(f32, f32, Rgb) -> Rgb, marks: impl FnOnce() -> Vec<Mark>) {
        let tape = self.tape.take();
        self.repaint(colour_at);
        self.tape = tape.map(|mut tape| {
            tape.extend(marks());
            tape
        });
    }

    /// What was drawn, if it was written down.
    pub(super) fn into_tape(self) -> Vec<Mark> {
        self.tape.unwrap_or_default()
    }

    /// The pixels as they are now.
    pub(super) fn rgba(&self) -> &[u8] {
        self.pixmap.data()
    }

    /// The pixels: RGBA, 8 bits, row by row, all opaque.
    pub(super) fn into_rgba(self) -> Vec<u8> {
        self.pixmap.take()
    }

    fn stroke(&mut self, points: &[Point], is_closed: bool, width: f32, colour: Rgb, opacity: f32) {
        let Some(path) = polygon(points, is_closed) else { return };
        // A thinner line is drawn paler, not thinner: hairlines take another, less exact way through the rasteriser.
        let (width, opacity) = if width < 1.2 { (1.2, opacity * width / 1.2) } else { (width, opacity) };
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixmap.stroke_path(&path, &paint(colour, opacity), &stroke, Transform::identity(), None);
        if let Some(tape) = &mut self.tape {
            tape.push(Mark::Line { points: points.to_vec(), is_closed, width, colour, opacity });
        }
    }

    fn blend(&mut self, at: usize, colour: Rgb, opacity: f32) {
        let pixel = &mut self.pixmap.data_mut()[at * 4..at * 4 + 4];
        let old = Rgb::from_bytes(pixel[0], pixel[1], pixel[2]);
        pixel[..3].copy_from_slice(&old.mix(colour, opacity).to_bytes());
        pixel[3] = 255;
    }
}

fn polygon(points: &[Point], closed: bool) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.0, first.1);
    rest.iter().for_each(|it| path.line_to(it.0, it.1));
    if closed {
        path.close();
    }
    path.finish()
}

fn paint(colour: Rgb, opacity: f32) -> Paint<'static> {
    let [r, g, b] = colour.to_bytes();
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0 + 0.5) as u8);
    paint
}
