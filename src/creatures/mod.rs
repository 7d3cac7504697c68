//! Creatures: a parametric drawing of every entry of the catalog.
//!
//! Species are data ([`CATALOG`]), drawing is code with a brush for each family. What a drawing shows besides the
//! species ([`Attributes`]) follows from the seed alone. The same species, seed and size give the same pixels on
//! every target.

mod brush;
mod canvas;
pub mod caption;
mod coat;
mod colour;
mod face;
mod fins;
mod fish;
mod form;
mod octopus;
pub mod odd;
mod others;
mod prawn;
mod scene;
mod species;
mod squid;

pub use form::Species;
pub use scene::{Attributes, Background, Cast, Direction, Light, Pose, Size, Style};
pub use species::CATALOG;

use brush::Brush;
use canvas::{Canvas, ellipse};
use colour::Rgb;
use form::{Body, Extra};

use crate::error::{Error, Result};
use crate::rng::Rng;

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Columns, as many as rows.
    pub size: u32,
    /// RGBA, 8 bits, row by row, all opaque: `size * size * 4`.
    pub rgba: Vec<u8>,
    /// What it shows besides the species.
    pub attributes: Attributes,
}

/// Draws entry `species` of [`CATALOG`] with the chances that follow from `seed`.
///
/// # Errors
/// [`Error::Parameter`] for a species or a size (8 to 4096) that is out of bounds.
pub fn draw(species: usize, seed: u32, size: u32) -> Result<Picture> {
    let mut rng = Rng::new(seed);
    let attributes = Attributes::random(&mut rng);
    paint(species, attributes, &mut rng, size)
}

/// Draws entry `species` plainly, alone and from the side, on paper: for contact sheets.
///
/// # Errors
/// [`Error::Parameter`] for a species or a size (8 to 4096) that is out of bounds.
pub fn portrait(species: usize, seed: u32, size: u32) -> Result<Picture> {
    let attributes = Attributes {
        background: Background::Paper,
        direction: Direction::Left,
        size: Size::Large,
        cast: Cast::None,
        light: Light::Plain,
        style: Style::Shaded,
        pose: Pose::Straight,
        count: 1,
    };
    paint(species, attributes, &mut Rng::new(seed), size)
}

fn paint(species: usize, mut attributes: Attributes, rng: &mut Rng, size: u32) -> Result<Picture> {
    let entry = CATALOG.get(species).ok_or_else(|| Error::Parameter {
        parameter: "species",
        bounds: format!("under {}", CATALOG.len()),
        found: species.to_string(),
    })?;
    if let Body::Fish(form::Fish { extra: Extra::Flat(left), .. }) = entry.body {
        // Seen from its coloured side, a flatfish always has its head on the same hand.
        attributes.direction = if left { Direction::Left } else { Direction::Right };
    }
    let mut canvas = Canvas::new(size)?;
    let side = size as f32;
    attributes.paint(&mut canvas, rng);
    for index in 0..attributes.count {
        let body = match entry.body {
            Body::Fish(fish) => Body::Fish(fish.varied(rng)),
            other => other,
        };
        let extent = extent(&body);
        let mut frame = attributes.frame(rng, index, side, extent);
        // Large kinds are drawn larger, but never out of the picture.
        frame.scale *= 0.8 + 0.2 * entry.size.min(1.0);
        let seed = rng.next_u32();
        if attributes.background != Background::Sea && matches!(body, Body::Fish(_)) {
            let reach = 0.42 * frame.scale * (extent[1] - extent[0]);
            let shadow = ellipse(
                (frame.centre.0 + 0.02 * side, frame.centre.1 + 0.03 * side),
                reach,
                0.5 * extent[2] * frame.scale,
            );
            let tilted = turned(&shadow, frame.centre, frame.turn);
            canvas.fill(&tilted, Rgb::hex(0x101420), 0.08);
        }
        let edge = match attributes.style {
            Style::Pencil => side / 110.0,
            Style::Flat => side / 130.0,
            Style::Shaded => side / 240.0,
        };
        let mut brush = Brush { canvas: &mut canvas, frame, style: attributes.style, edge, seed };
        match &body {
            Body::Fish(fish) => fish::draw(&mut brush, fish),
            Body::Squid(squid) => squid::draw(&mut brush, squid),
            Body::Octopus(octopus) => octopus::draw(&mut brush, octopus),
            Body::Prawn(prawn) => prawn::draw(&mut brush, prawn),
            Body::Ray { back, rim } => others::ray(&mut brush, *back, *rim),
            Body::Taiyaki => others::taiyaki(&mut brush),
            Body::Mokugyo => others::mokugyo(&mut brush),
        }
    }
    attributes.light(&mut canvas, rng);
    Ok(Picture { size, rgba: canvas.into_rgba(), attributes })
}

/// From where to where a body reaches along its axis, and how far to each side.
fn extent(body: &Body) -> [f32; 3] {
    match body {
        Body::Fish(fish) => fish.extent(),
        Body::Squid(squid) => squid.extent(),
        Body::Octopus(octopus) => octopus.extent(),
        Body::Prawn(prawn) => prawn.extent(),
        Body::Ray { .. } => [0.0, 1.65, 0.5],
        Body::Taiyaki => [0.0, 1.17, 0.36],
        Body::Mokugyo => [0.0, 1.2, 0.48],
    }
}

fn turned(points: &[canvas::Point], about: canvas::Point, turn: f32) -> Vec<canvas::Point> {
    let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
    let place = |&(x, y): &canvas::Point| {
        let (u, v) = (x - about.0, y - about.1);
        (about.0 + u * cos - v * sin, about.1 + u * sin + v * cos)
    };
    points.iter().map(place).collect()
}
