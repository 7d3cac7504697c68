//! What is drawn by chance and not by species: background, light, place, pose, number, style.

use super::brush::Frame;
use super::canvas::{Canvas, Point, ellipse};
use super::colour::{Rgb, hash, noise, step};
use crate::rng::Rng;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is its own word")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in tables.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What the creature lies on or swims in.
    Background { Sand = "sand", Sea = "sea", Ice = "ice", Board = "board", Plate = "plate", Paper = "paper" }
}
words! {
    /// Where the head is.
    Direction { Left = "left", Right = "right" }
}
words! {
    /// How much of the picture is filled.
    Size { Small = "small", Medium = "medium", Large = "large" }
}
words! {
    /// The colour that lies over everything.
    Cast { None = "none", Red = "red", Yellow = "yellow", Green = "green", Blue = "blue" }
}
words! {
    /// How much light there is.
    Light { Plain = "plain", Bright = "bright", Dim = "dim" }
}
words! {
    /// How it is drawn.
    Style { Shaded = "shaded", Flat = "flat", Pencil = "pencil" }
}
words! {
    /// How the creature holds itself.
    Pose { Straight = "straight", Bent = "bent", Tilted = "tilted" }
}

/// Everything about a drawing that can be said in words, the species apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is its type's one sentence")]
pub struct Attributes {
    pub background: Background,
    pub direction: Direction,
    pub size: Size,
    pub cast: Cast,
    pub light: Light,
    pub style: Style,
    pub pose: Pose,
    /// How many there are, 1 to 3.
    pub count: u8,
}

impl Attributes {
    /// Draws all of them independently; more than half of the drawings have no cast, and one creature.
    pub fn random(rng: &mut Rng) -> Self {
        fn pick<T: Copy>(rng: &mut Rng, all: &[T]) -> T {
            all[rng.below(all.len())]
        }
        Self {
            background: pick(rng, Background::ALL),
            direction: pick(rng, Direction::ALL),
            size: pick(rng, Size::ALL),
            cast: if rng.below(100) < 55 { Cast::None } else { pick(rng, &Cast::ALL[1..]) },
            light: if rng.below(2) == 0 { Light::Plain } else { pick(rng, &Light::ALL[1..]) },
            style: pick(rng, &[Style::Shaded, Style::Shaded, Style::Flat, Style::Pencil]),
            pose: pick(rng, Pose::ALL),
            count: [1, 1, 1, 1, 1, 1, 2, 2, 3, 3][rng.below(10)],
        }
    }

    /// Where creature `index` lies if it reaches from `left` to `right` and `half` to each side of its axis.
    pub(super) fn frame(&self, rng: &mut Rng, index: u8, side: f32, [left, right, half]: [f32; 3]) -> Frame {
        let filled = match self.size {
            Size::Small => rng.between(0.54, 0.62),
            Size::Medium => rng.between(0.64, 0.76),
            Size::Large => rng.between(0.8, 0.9),
        };
        let crowd = [1.0, 0.8, 0.68][usize::from(self.count.clamp(1, 3)) - 1];
        let scale = side * filled * crowd / (right - left).max(2.0 * half);
        let turn = match self.pose {
            Pose::Tilted => rng.between(0.28, 0.75) * if rng.below(2) == 0 { -1.0 } else { 1.0 },
            Pose::Straight | Pose::Bent => rng.between(-0.14, 0.14),
        };
        // Rows from top to bottom, each shifted a little; one alone stays near the middle.
        let row = (f32::from(index) + 0.5) / f32::from(self.count.max(1));
        let free = 0.42 * (1.0 - filled * crowd);
        Frame {
            centre: (side * (0.5 + rng.between(-free, free)), side * (row + rng.between(-0.05, 0.05))),
            middle: (0.5 * (left + right), 0.0),
            scale,
            turn,
            flip: if self.direction == Direction::Left { 1.0 } else { -1.0 },
            bend: if self.pose == Pose::Bent { rng.between(0.04, 0.075) } else { rng.between(0.0, 0.015) },
            waves: rng.between(0.6, 0.9),
            phase: rng.uniform(),
        }
    }

    /// Paints the background.
    pub(super) fn paint(&self, canvas: &mut Canvas, rng: &mut Rng) {
        let side = canvas.side();
        let seed = rng.next_u32();
        let (warm, grain) = (rng.between(-0.06, 0.06), rng.between(0.7, 1.4));
        let jitter = Rgb { r: 1.0 + warm, g: 1.0 + rng.between(-0.03, 0.03), b: 1.0 - warm };
        let (slope, at) = (rng.between(-0.5, 0.5), (side * rng.between(0.45, 0.55), side * rng.between(0.45, 0.55)));
        let background = self.background;
        let table = Rgb::hex([0x6A4A34, 0x3C4858, 0x8A8478, 0x7A3430, 0x48604C][rng.below(5)]);
        canvas.repaint(|px, py, _| {
            let (x, y) = (px / side, py / side);
            let colour = match background {
                Background::Sand => {
                    let ripple = noise(x * 3.0, (y + slope * x) * 14.0 * grain, seed);
                    let grit = hash((x * 96.0) as i32, (y * 96.0) as i32, seed);
                    Rgb::hex(0xD8C49A).scale(0.86 + 0.16 * ripple + 0.1 * grit)
                }
                Background::Sea => {
                    let ray = step(0.55, 0.8, noise((x + slope * y) * 5.0 * grain, 0.5, seed)) * (1.0 - y);
                    let deep =
                        Rgb::hex(0x54B0D0).mix(Rgb::hex(0x0E3C6C), y * 0.9 + 0.1 * noise(x * 4.0, y * 4.0, seed));
                    deep.mix(Rgb::hex(0xC8F0F4), 0.35 * ray)
                }
                Background::Ice => {
                    let (a, b) = (noise(x * 9.0 * grain, y * 9.0, seed), noise(x * 17.0, y * 17.0 * grain, seed ^ 7));
                    let facet = ((a * 5.0).floor() / 5.0) * 0.6 + ((b * 4.0).floor() / 4.0) * 0.4;
                    Rgb::hex(0xA8C4D8).mix(Rgb::hex(0xF6FCFF), 0.25 + 0.95 * facet)
                }
                Background::Board => {
                    let along = y + slope * 0.12 * x;
                    let ring = noise(x * 1.5, along * 26.0 * grain + 2.0 * noise(x * 2.0, along * 3.0, seed), seed);
                    Rgb::hex(0xD2A86C).mix(Rgb::hex(0x9A6A38), 0.75 * ring)
                }
                Background::Plate => table.scale(0.9 + 0.2 * noise(x * 2.0, y * 30.0, seed)),
                Background::Paper => Rgb::hex(0xF6F2E8).scale(0.96 + 0.05 * noise(x * 40.0, y * 40.0, seed)),
            };
            colour.tint(jitter)
        });
        if background == Background::Plate {
            let radius = side * rng.between(0.44, 0.52);
            canvas.fill(&circle((at.0, at.1 + side * 0.02), radius * 1.02), Rgb::hex(0x101010), 0.35);
            canvas.fill(&circle(at, radius), Rgb::hex(0xF2F2F0).tint(jitter), 1.0);
            canvas.fill(&circle(at, radius * 0.76), Rgb::hex(0xE2E2E2), 1.0);
            canvas.fill(&circle((at.0, at.1 + side * 0.006), radius * 0.75), Rgb::hex(0xF8F8F7), 1.0);
        }
        if background == Background::Sea {
            for _ in 0..rng.below(9) {
                let (x, y, r) = (rng.uniform() * side, rng.uniform() * side, side * rng.between(0.006, 0.016));
                canvas.contour(&ellipse((x, y), r, r), 0.006 * side, Rgb::hex(0xE0F8FC), 0.5);
            }
        }
    }

    /// Lays light and colour cast over the finished picture.
    pub(super) fn light(&self, canvas: &mut Canvas, rng: &mut Rng) {
        let side = canvas.side();
        let level = match self.light {
            Light::Plain => 1.0,
            Light::Bright => rng.between(1.1, 1.22),
            Light::Dim => rng.between(0.55, 0.75),
        };
        let strength = rng.between(0.1, 0.24);
        let (low, high) = (1.0 - strength, 1.0 + 0.3 * strength);
        let cast = match self.cast {
            Cast::None => Rgb { r: 1.0, g: 1.0, b: 1.0 },
            Cast::Red => Rgb { r: high, g: low, b: low },
            Cast::Yellow => Rgb { r: high, g: 1.0, b: low },
            Cast::Green => Rgb { r: low, g: high, b: low },
            Cast::Blue => Rgb { r: low, g: 0.5 * (1.0 + low), b: high },
        };
        let (cx, cy, fall) = (rng.uniform(), rng.uniform(), rng.between(0.0, 0.3));
        canvas.repaint(|px, py, old| {
            let (dx, dy) = (px / side - cx, py / side - cy);
            old.tint(cast).scale(level * (1.05 - fall * (dx * dx + dy * dy)))
        });
    }
}

/// A circle large enough for its corners to show if it had only an ellipse's few.
fn circle(centre: Point, radius: f32) -> Vec<Point> {
    let turn = |it: u8| f32::from(it) / 96.0 * std::f32::consts::TAU;
    (0..96).map(|it| (centre.0 + radius * libm::cosf(turn(it)), centre.1 + radius * libm::sinf(turn(it)))).collect()
}
