//! What the sliders do to a body, family by family.

use super::colour::Rgb;
use super::form::{Body, Extra, Fish, Mark, Octopus, Prawn, Squid};
use super::guise::Guise;
use super::specimen::{Specimen, mix};

/// Changes in a species' own parameters, each from -1 to 1; 0 is the species as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sliders {
    /// Longer or shorter, against its head and its fins.
    pub length: f32,
    /// Deeper or slimmer.
    pub depth: f32,
    /// Towards a hue: from red in the middle over yellow and green to cyan, or over violet and blue.
    pub hue: f32,
    /// Paler or darker.
    pub lightness: f32,
    /// More stripes, or fewer than the species has.
    pub stripes: f32,
    /// More spots, or fewer.
    pub spots: f32,
    /// Larger or smaller fins; of an octopus the arms, of a prawn feelers and claws.
    pub fins: f32,
}

/// Changes `specimen` as `sliders` say; gives what the brush is to change besides.
pub(super) fn tweak(specimen: &mut Specimen, sliders: &Sliders) -> Guise {
    let Sliders { length, depth, hue, lightness, stripes, spots, fins } = *sliders;
    let skin = skin(&specimen.body);
    let guise = Guise {
        stretch: None,
        hue,
        lightness,
        stripes: stripes.max(0.0),
        spots: spots.max(0.0),
        // Dark on what is light, pale on what is dark.
        ink: Rgb::hex(if skin.luma() > 0.36 { 0x20262C } else { 0xE8E4D4 }),
    };
    if sliders == &Sliders::default() {
        return guise;
    }
    let longer = libm::exp2f(0.9 * length);
    let deeper = libm::exp2f(0.8 * depth);
    let finned = if fins < 0.0 { 1.0 + 0.85 * fins } else { 1.0 + 1.1 * fins };
    let fewer = [(1.0 + stripes).min(1.0), (1.0 + spots).min(1.0)];
    match &mut specimen.body {
        Body::Fish(it) => {
            fish(it, longer, deeper, finned);
            for fin in specimen.dorsal.iter_mut().chain(&mut specimen.anal) {
                fin.2 *= finned / longer;
            }
            for (mark, strength) in specimen.marks.iter().zip(&mut specimen.strengths) {
                *strength *= fewer[usize::from(!is_stripe(mark))];
            }
        }
        Body::Squid(it) => squid(it, longer, deeper, finned, fewer),
        Body::Octopus(it) => octopus(it, longer, deeper, finned, fewer),
        Body::Prawn(it) => prawn(it, longer, deeper, finned, fewer),
        // A ray's fins are its sides. A cake and a drum have none.
        Body::Ray { .. } => return Guise { stretch: Some((longer, deeper * finned.max(0.3))), ..guise },
        Body::Taiyaki | Body::Mokugyo => return Guise { stretch: Some((longer, deeper)), ..guise },
    }
    guise
}

/// The colour that most of it has.
fn skin(body: &Body<'_>) -> Rgb {
    Rgb::hex(match body {
        Body::Fish(fish) => fish.coat[1],
        Body::Squid(squid) => squid.skin,
        Body::Octopus(octopus) => octopus.skin,
        Body::Prawn(prawn) => prawn.shell,
        Body::Ray { back, .. } => *back,
        Body::Taiyaki => 0xC8843C,
        Body::Mokugyo => 0xA4502A,
    })
}

fn is_stripe(mark: &Mark) -> bool {
    matches!(mark, Mark::Bands(..) | Mark::Stripes(..) | Mark::Line(..) | Mark::Scribbles(..) | Mark::EyeBar(_))
}

/// Lengths are in body lengths: in a longer body all but the body itself is shorter.
fn fish(fish: &mut Fish<'_>, longer: f32, deeper: f32, finned: f32) {
    fish.depth = (fish.depth * deeper / longer).min(0.95);
    fish.tail.0 *= finned / longer;
    fish.tail.1 *= finned / longer;
    fish.pectoral *= finned / longer;
    fish.pelvic *= finned / longer;
    fish.eye /= longer;
    fish.mouth /= longer;
    if let Extra::Wings(length, ..) = &mut fish.extra {
        *length *= finned / longer;
    }
}

fn squid(squid: &mut Squid, longer: f32, deeper: f32, finned: f32, [_, spots]: [f32; 2]) {
    squid.width = (squid.width * deeper / longer).min(0.9);
    squid.arms /= longer;
    squid.fin_width *= finned / longer;
    squid.dots = mix(squid.skin, squid.dots, spots);
}

fn octopus(octopus: &mut Octopus, longer: f32, deeper: f32, finned: f32, [_, spots]: [f32; 2]) {
    octopus.arms *= longer;
    octopus.head *= deeper;
    octopus.arm_width *= finned;
    octopus.clouds = mix(octopus.skin, octopus.clouds, spots);
}

fn prawn(prawn: &mut Prawn, longer: f32, deeper: f32, finned: f32, [stripes, spots]: [f32; 2]) {
    prawn.depth = (prawn.depth * deeper / longer).min(0.6);
    prawn.feelers *= finned;
    prawn.claws *= finned;
    prawn.band_share *= stripes;
    if prawn.dots != 0 {
        prawn.dots = mix(prawn.shell, prawn.dots, spots);
    }
}
