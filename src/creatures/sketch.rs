//! A person's own drawing: a species, perhaps on its way to another one, changed by sliders, in a scene as it is wished.

use super::canvas::Canvas;
use super::form::{Body, FISH};
use super::specimen::Specimen;
use super::tape::{Layer, svg};
use super::tweak::{Sliders, tweak};
use super::{Attributes, Picture, Scene, Subject, compose, entry};
use crate::error::Result;
use crate::rng::Rng;

/// What a person draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Sketch {
    /// The entry of [`super::CATALOG`] to begin with; `None` for a blank fish.
    pub first: Option<usize>,
    /// The entry that it turns into.
    pub second: Option<usize>,
    /// How far it has come on the way, from 0 to 1.
    pub t: f32,
    /// What is changed in the species.
    pub sliders: Sliders,
    /// What surrounds it.
    pub attributes: Attributes,
    /// What all that is left to chance follows from.
    pub seed: u32,
}

impl Sketch {
    /// Draws it, `size` pixels wide and high.
    ///
    /// # Errors
    /// [`crate::error::Error::Parameter`] for a species or a size (8 to 4096) that is out of bounds.
    pub fn draw(&self, size: u32) -> Result<Picture> {
        let mut picture = Picture { size, rgba: Vec::new(), attributes: self.attributes };
        for (specimen, body_size, strength) in self.layers()? {
            let mut canvas = Canvas::new(size)?;
            picture.attributes = self.compose(&mut canvas, specimen, body_size);
            let rgba = canvas.into_rgba();
            if picture.rgba.is_empty() {
                picture.rgba = rgba;
            } else {
                for (under, over) in picture.rgba.iter_mut().zip(rgba) {
                    let (from, to) = (f32::from(*under), f32::from(over));
                    *under = (from + (to - from) * strength + 0.5) as u8;
                }
            }
        }
        Ok(picture)
    }

    /// The same drawing as an SVG file: outlines and lines as paths, what is shaded pixel by pixel as pictures inside
    /// their outlines, light and cast in all colours.
    ///
    /// # Errors
    /// As [`Sketch::draw`].
    pub fn svg(&self, size: u32) -> Result<String> {
        let mut layers = Vec::new();
        for (specimen, body_size, strength) in self.layers()? {
            let mut canvas = Canvas::recording(size)?;
            self.compose(&mut canvas, specimen, body_size);
            layers.push(Layer { marks: canvas.into_tape(), strength });
        }
        svg(&layers, size)
    }

    /// What lies over what: a body, its size, and how strongly it covers what is under it. Between two of a family there
    /// is one body; of two families the second lies over the first, each with the same background.
    fn layers(&self) -> Result<Vec<(Specimen, f32, f32)>> {
        let find = |at: usize| entry(at).map(|it| (it.body, it.size));
        let (first, first_size) = self.first.map_or(Ok((Body::Fish(FISH), 1.0)), find)?;
        let t = if self.t.is_finite() { self.t.clamp(0.0, 1.0) } else { 0.0 };
        let Some((second, second_size)) = self.second.map(find).transpose()?.filter(|_| t > 0.0) else {
            return Ok(vec![(Specimen::of(first), first_size, 1.0)]);
        };
        if t >= 1.0 {
            return Ok(vec![(Specimen::of(second), second_size, 1.0)]);
        }
        Ok(match Specimen::between(first, second, t) {
            Some(between) => vec![(between, first_size + (second_size - first_size) * t, 1.0)],
            None => vec![(Specimen::of(first), first_size, 1.0), (Specimen::of(second), second_size, t)],
        })
    }

    fn compose(&self, canvas: &mut Canvas, mut specimen: Specimen, size: f32) -> Attributes {
        let guise = tweak(&mut specimen, &self.sliders);
        let subject = Subject { body: specimen.body(), size, guise };
        compose(canvas, &subject, &Scene::of(self.attributes, &mut Rng::new(self.seed)))
    }
}
