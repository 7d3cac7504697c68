//! How a species looks, said in one word each: shape, colour, pattern; derived from the table.

use super::attributes::words;
use super::colour::Rgb;
use super::form::{Body, Mark, Species};

words! {
    /// How long the body is against its depth.
    Shape { Slender = "slender", Middle = "middle", Round = "round" }
}
words! {
    /// The colour of most of the body.
    Colour {
        Red = "red",
        Pink = "pink",
        Yellow = "yellow",
        Brown = "brown",
        Green = "green",
        Blue = "blue",
        Silver = "silver",
        Black = "black",
    }
}
words! {
    /// What is drawn on the body.
    Pattern { Plain = "plain", Striped = "striped", Spotted = "spotted", Mottled = "mottled" }
}

/// The three of a species.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is its type's one sentence")]
pub struct Looks {
    pub shape: Shape,
    pub colour: Colour,
    pub pattern: Pattern,
}

impl Species {
    /// How it looks.
    pub fn looks(&self) -> Looks {
        let (depth, skin) = match &self.body {
            Body::Fish(it) => (it.depth, Rgb::hex(it.coat[0]).mix(Rgb::hex(it.coat[1]), 0.55)),
            Body::Squid(it) => (it.width * 0.75, Rgb::hex(it.skin).mix(Rgb::hex(it.dots), 0.3)),
            Body::Octopus(it) => (0.35, Rgb::hex(it.skin)),
            Body::Prawn(it) => (it.depth, Rgb::hex(it.shell).mix(Rgb::hex(it.bands), 0.5)),
            Body::Ray { back, .. } => (0.5, Rgb::hex(*back)),
            Body::Taiyaki => (0.6, Rgb::hex(0xB4763A)),
            Body::Mokugyo => (0.8, Rgb::hex(0x8A4A26)),
        };
        Looks { shape: shape(depth), colour: colour(skin), pattern: pattern(&self.body) }
    }
}

fn shape(depth: f32) -> Shape {
    match depth {
        ..0.15 => Shape::Slender,
        ..0.38 => Shape::Middle,
        _ => Shape::Round,
    }
}

fn colour(skin: Rgb) -> Colour {
    let (most, least) = (skin.r.max(skin.g).max(skin.b), skin.r.min(skin.g).min(skin.b));
    let span = most - least;
    if most < 0.36 {
        return Colour::Black;
    }
    if span < 0.16 * most {
        return Colour::Silver;
    }
    // Degrees on the wheel of hues: red 0, yellow 60, green 120, blue 240.
    let hue = if most == skin.r {
        60.0 * (skin.g - skin.b) / span
    } else if most == skin.g {
        120.0 + 60.0 * (skin.b - skin.r) / span
    } else {
        240.0 + 60.0 * (skin.r - skin.g) / span
    };
    match hue {
        ..24.0 if span < 0.35 * most => Colour::Pink,
        ..16.0 => Colour::Red,
        ..70.0 if most < 0.72 => Colour::Brown,
        ..70.0 => Colour::Yellow,
        ..170.0 => Colour::Green,
        _ => Colour::Blue,
    }
}

fn pattern(body: &Body) -> Pattern {
    match body {
        Body::Fish(it) => it.marks.iter().fold(Pattern::Plain, |found, mark| match (found, mark) {
            (Pattern::Plain | Pattern::Mottled, Mark::Bands(_, share, ..)) if *share > 0.15 => Pattern::Striped,
            (Pattern::Plain | Pattern::Mottled, Mark::Stripes(..) | Mark::Scribbles(..)) => Pattern::Striped,
            (Pattern::Plain | Pattern::Mottled, Mark::Spots(..) | Mark::Row(..)) => Pattern::Spotted,
            (Pattern::Plain, Mark::Clouds(..)) => Pattern::Mottled,
            _ => found,
        }),
        Body::Prawn(it) if it.band_share > 0.25 => Pattern::Striped,
        Body::Squid(_) => Pattern::Spotted,
        Body::Octopus(_) => Pattern::Mottled,
        _ => Pattern::Plain,
    }
}
