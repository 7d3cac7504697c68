//! Creatures: a parametric drawing of every entry of the catalog.
//!
//! Species are data ([`CATALOG`]), drawing is code with a brush for each family. What a drawing shows besides the
//! species ([`Attributes`]) follows from the seed alone. The same species, seed and size give the same pixels on
//! every target.

mod attributes;
mod brush;
pub mod camera;
mod canvas;
pub mod caption;
mod coat;
mod colour;
mod face;
mod fins;
mod fish;
mod form;
mod ground;
mod guise;
mod holdout;
mod kind;
pub mod line;
mod looks;
mod octopus;
pub mod odd;
mod others;
mod outline;
mod pattern;
pub mod phrase;
mod png;
mod prawn;
mod scene;
mod sketch;
mod species;
mod specimen;
mod squid;
mod tape;
mod tweak;

pub use attributes::{Attributes, Background, Cast, Direction, Light, Pose, Size, Style};
pub use form::Species;
pub use holdout::Holdout;
pub use kind::Kind;
pub use looks::{Colour, Looks, Pattern, Shape};
pub use png::png;
pub use scene::Scene;
pub use sketch::Sketch;
pub use species::CATALOG;
pub use tweak::Sliders;

use brush::{Brush, Frame};
use canvas::Canvas;
use colour::Rgb;
use form::{Body, Extra};
use guise::Guise;
use outline::ellipse;

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
    paint(species, &Scene::random(&mut Rng::new(seed)), size)
}

/// Draws entry `species` in a scene.
///
/// # Errors
/// [`Error::Parameter`] for a species or a size (8 to 4096) that is out of bounds.
pub fn paint(species: usize, scene: &Scene, size: u32) -> Result<Picture> {
    let mut canvas = Canvas::new(size)?;
    let attributes = compose(&mut canvas, &Subject::of(entry(species)?), scene);
    Ok(Picture { size, rgba: canvas.into_rgba(), attributes })
}

/// How much each pixel of that drawing belongs to a creature, 0 to 255: `size * size`.
///
/// # Errors
/// [`Error::Parameter`] for a species or a size (8 to 4096) that is out of bounds.
pub fn mask(species: usize, scene: &Scene, size: u32) -> Result<Vec<u8>> {
    // On a green that no creature wears, whatever differs is a creature's.
    const KEY: [u8; 3] = [0, 255, 0];
    let subject = Subject::of(entry(species)?);
    let scene = subject.facing(scene);
    let mut canvas = Canvas::new(size)?;
    canvas.repaint(|_, _, _| Rgb::from_bytes(KEY[0], KEY[1], KEY[2]));
    creatures(&mut canvas, &subject, &scene, false);
    let bare = canvas.rgba().to_vec();
    ground::cover(scene.attributes.background, &mut canvas, scene.seed);
    let covered = canvas.rgba().chunks_exact(4);
    Ok(bare.chunks_exact(4).zip(covered).map(|(it, now)| differs(it, &KEY).saturating_sub(differs(it, now))).collect())
}

/// How much two colours differ; half the way is all the way.
fn differs(a: &[u8], b: &[u8]) -> u8 {
    a.iter().zip(b).take(3).fold(0, |most, (a, b)| most.max(a.abs_diff(*b))).saturating_mul(2)
}

fn entry(species: usize) -> Result<&'static Species> {
    CATALOG.get(species).ok_or_else(|| Error::Parameter {
        parameter: "species",
        bounds: format!("under {}", CATALOG.len()),
        found: species.to_string(),
    })
}

/// What is drawn: a body, how large, and what a person has changed in it.
struct Subject<'a> {
    body: Body<'a>,
    size: f32,
    guise: Guise,
}

impl Subject<'_> {
    fn of(entry: &Species) -> Self {
        Self { body: entry.body, size: entry.size, guise: Guise::NONE }
    }

    /// The scene as this can be in it: seen from its coloured side, a flatfish always has its head on the same hand.
    fn facing(&self, scene: &Scene) -> Scene {
        let mut scene = *scene;
        if let Body::Fish(form::Fish { extra: Extra::Flat(left), .. }) = self.body {
            scene.attributes.direction = if left { Direction::Left } else { Direction::Right };
        }
        scene
    }
}

/// Paints a whole picture of `subject`: ground, creatures, light. Gives the attributes as they are to be seen.
fn compose(canvas: &mut Canvas, subject: &Subject<'_>, scene: &Scene) -> Attributes {
    let scene = subject.facing(scene);
    ground::paint(scene.attributes.background, canvas, scene.seed);
    creatures(canvas, subject, &scene, true);
    ground::cover(scene.attributes.background, canvas, scene.seed);
    scene.light(canvas);
    scene.attributes
}

fn creatures(canvas: &mut Canvas, subject: &Subject<'_>, scene: &Scene, shadows: bool) {
    let side = canvas.side();
    let mut rng = Rng::new(scene.seed ^ 0x5EED_F154);
    for index in 0..scene.taken().len() {
        let body = match subject.body {
            Body::Fish(fish) => Body::Fish(fish.varied(&mut rng)),
            other => other,
        };
        let extent = stretched(extent(&body), &subject.guise);
        // Small kinds are drawn smaller, but large ones never out of the picture.
        let frame = scene.frame(index, side, extent, 0.8 + 0.2 * subject.size.min(1.0));
        let seed = rng.next_u32();
        if shadows && scene.attributes.background != Background::Sea && matches!(body, Body::Fish(_)) {
            shadow(canvas, &frame, extent);
        }
        let style = scene.attributes.style;
        let edge = match style {
            Style::Pencil => side / 110.0,
            Style::Flat => side / 130.0,
            Style::Shaded => side / 240.0,
        };
        let mut brush = Brush { canvas, frame, style, edge, seed, guise: subject.guise };
        individual(&mut brush, &body);
    }
}

fn individual(brush: &mut Brush<'_>, body: &Body<'_>) {
    match body {
        Body::Fish(fish) => fish::draw(brush, fish),
        Body::Squid(squid) => squid::draw(brush, squid),
        Body::Octopus(octopus) => octopus::draw(brush, octopus),
        Body::Prawn(prawn) => prawn::draw(brush, prawn),
        Body::Ray { back, rim } => others::ray(brush, *back, *rim),
        Body::Taiyaki => others::taiyaki(brush, &others::Cake::default()),
        Body::Mokugyo => others::mokugyo(brush),
    }
}

fn shadow(canvas: &mut Canvas, frame: &Frame, [left, right, half]: [f32; 3]) {
    let side = canvas.side();
    let centre = (frame.centre.0 + 0.02 * side, frame.centre.1 + 0.03 * side);
    let outline = ellipse(centre, 0.42 * frame.scale * (right - left), 0.5 * half * frame.scale);
    canvas.fill(&turned(&outline, frame.centre, frame.turn), Rgb::hex(0x101420), 0.08);
}

/// What a body reaches once it is stretched about its middle.
fn stretched([left, right, half]: [f32; 3], guise: &Guise) -> [f32; 3] {
    let Some((along, across)) = guise.stretch else { return [left, right, half] };
    let (middle, reach) = (0.5 * (left + right), 0.5 * (right - left) * along);
    [middle - reach, middle + reach, half * across]
}

/// From where to where a body reaches along its axis, and how far to each side.
fn extent(body: &Body<'_>) -> [f32; 3] {
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

fn turned(points: &[outline::Point], about: outline::Point, turn: f32) -> Vec<outline::Point> {
    let (sin, cos) = (libm::sinf(turn), libm::cosf(turn));
    let place = |&(x, y): &outline::Point| {
        let (u, v) = (x - about.0, y - about.1);
        (about.0 + u * cos - v * sin, about.1 + u * sin + v * cos)
    };
    points.iter().map(place).collect()
}
