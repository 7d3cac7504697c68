//! All the chances of a drawing but the species: drawn first, painted afterwards.

use super::attributes::{Attributes, Background, Cast, Direction, Light, Pose, Size, Style};
use super::brush::Frame;
use super::canvas::Canvas;
use super::colour::Rgb;
use crate::rng::Rng;

/// A drawing without its creatures: what it can be said to show, and every number behind that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scene {
    /// What can be said in words.
    pub attributes: Attributes,
    /// What the ground and the specimens follow from.
    pub(super) seed: u32,
    /// How far all are turned, in radians.
    turn: f32,
    /// How bright it is: 1 is plain.
    level: f32,
    /// How strong the colour cast is.
    strength: f32,
    /// Where the light falls, and how soon it fades.
    lamp: [f32; 3],
    /// How far apart the rows are, 0 to 1, and how far all have moved up or down, -1 to 1.
    spread: f32,
    drift: f32,
    places: [Place; 3],
}

/// Where and how one creature lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Share of the picture that it would fill if it were alone.
    filled: f32,
    /// How high its spine's wave is.
    bend: f32,
    waves: f32,
    phase: f32,
    turn: f32,
    shift: f32,
}

impl Scene {
    /// Draws all of it.
    pub fn random(rng: &mut Rng) -> Self {
        let attributes = Attributes::random(rng);
        Self::of(attributes, rng)
    }

    /// One large creature in the middle of a sheet of paper, level, in even light.
    pub fn plain(seed: u32) -> Self {
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
        let mut scene = Self::of(attributes, &mut Rng::new(seed));
        (scene.turn, scene.drift, scene.lamp[2], scene.places[0].shift) = (0.0, 0.0, 0.0, 0.0);
        scene
    }

    /// Draws the numbers behind `attributes`.
    pub fn of(attributes: Attributes, rng: &mut Rng) -> Self {
        let several = attributes.count > 1;
        Self {
            attributes,
            seed: rng.next_u32(),
            turn: match attributes.pose {
                Pose::Tilted => rng.between(0.28, 0.75) * if rng.below(2) == 0 { -1.0 } else { 1.0 },
                Pose::Straight | Pose::Bent => rng.between(-0.1, 0.1),
            },
            level: match attributes.light {
                Light::Plain => 1.0,
                Light::Bright => rng.between(1.1, 1.22),
                Light::Dim => rng.between(0.55, 0.75),
            },
            strength: rng.between(0.13, 0.21),
            lamp: [rng.uniform(), rng.uniform(), rng.between(0.0, 0.3)],
            spread: rng.uniform(),
            drift: rng.between(-1.0, 1.0),
            places: [(); 3].map(|()| Place {
                filled: match attributes.size {
                    Size::Small => rng.between(0.54, 0.62),
                    Size::Medium => rng.between(0.64, 0.76),
                    Size::Large => rng.between(0.8, 0.9),
                },
                bend: if attributes.pose == Pose::Bent { rng.between(0.04, 0.075) } else { rng.between(0.0, 0.015) },
                waves: rng.between(0.6, 0.9),
                phase: rng.uniform(),
                turn: if several && attributes.pose != Pose::Tilted { rng.between(-0.05, 0.05) } else { 0.0 },
                shift: rng.between(-1.0, 1.0),
            }),
        }
    }

    /// The names of [`Scene::parameters`].
    pub const PARAMETERS: [&'static str; 4] = ["filled", "turn", "bend", "level"];

    /// Every number that was drawn from a range of its own, by its name: one of each name, or one for each creature.
    pub fn parameters(&self) -> Vec<(&'static str, f32)> {
        let [filled, turn, bend, level] = Self::PARAMETERS;
        let mut all: Vec<_> = self.taken().iter().map(|it| (filled, it.filled)).collect();
        if self.attributes.pose == Pose::Tilted {
            all.push((turn, self.turn.abs()));
        }
        if self.attributes.pose == Pose::Bent {
            all.extend(self.taken().iter().map(|it| (bend, it.bend)));
        }
        if self.attributes.light != Light::Plain {
            all.push((level, self.level));
        }
        all
    }

    /// The places that are taken.
    pub(super) fn taken(&self) -> &[Place] {
        &self.places[..usize::from(self.attributes.count.clamp(1, 3))]
    }

    /// Where creature `index` lies if it reaches from `left` to `right` and `half` to each side of its axis, and
    /// is `size` times as large as others.
    pub(super) fn frame(&self, index: usize, side: f32, [left, right, half]: [f32; 3], size: f32) -> Frame {
        let place = self.places[index.min(2)];
        let turn = self.turn + place.turn;
        let (sin, cos) = (libm::sinf(turn).abs(), libm::cosf(turn));
        let (length, half) = (right - left, half + 0.5 * place.bend);
        let (wide, high) = (length * cos + 2.0 * half * sin, length * sin + 2.0 * half * cos);
        let gaps = (self.taken().len() - 1) as f32;
        // Several lie in parallel, one below the other: each as long as one alone would be, if its row lets it.
        let row = 2.1 * half / cos;
        let rows = 0.97 * side / (high + gaps * row) * (0.5 + 0.55 * place.filled);
        let scale = (side * place.filled * size / length.max(2.0 * half)).min(rows);
        let widest = ((0.97 * side - scale * high) / gaps.max(1.0)).max(0.0);
        let tightest = (row * scale).min(widest);
        let gap = tightest + (widest - tightest) * (0.3 + 0.7 * self.spread);
        // What lies on a plate or in a hand stays near its middle.
        let still = matches!(self.attributes.background, Background::Plate | Background::Hand);
        let loose = if still { 0.4 } else { 1.0 };
        let (free_x, free_y) = (side - scale * wide, side - scale * high - gap * gaps);
        Frame {
            centre: (
                0.5 * side + 0.4 * loose * place.shift * free_x.max(0.0),
                0.5 * side + 0.24 * loose * self.drift * free_y.max(0.0) + (index as f32 - 0.5 * gaps) * gap,
            ),
            middle: (0.5 * (left + right), 0.0),
            scale,
            turn,
            flip: self.attributes.flip(),
            bend: place.bend,
            waves: place.waves,
            phase: place.phase,
        }
    }

    /// Lays light and colour cast over the finished picture.
    pub(super) fn light(&self, canvas: &mut Canvas) {
        let side = canvas.side();
        let (low, high) = (1.0 - self.strength, 1.0 + 0.3 * self.strength);
        let cast = match self.attributes.cast {
            Cast::None => Rgb { r: 1.0, g: 1.0, b: 1.0 },
            Cast::Red => Rgb { r: high, g: low, b: low },
            Cast::Yellow => Rgb { r: high, g: 1.0, b: low },
            Cast::Green => Rgb { r: low, g: high, b: low },
            Cast::Blue => Rgb { r: low, g: 0.5 * (1.0 + low), b: high },
        };
        let ([x, y, fall], level) = (self.lamp, self.level);
        canvas.repaint(|px, py, old| {
            let (dx, dy) = (px / side - x, py / side - y);
            old.tint(cast).scale(level * (1.05 - fall * (dx * dx + dy * dy)))
        });
    }
}
