//! A body with lists of its own: a species' parameters as a sketch changes them, or those between two of one family.

use super::colour::Rgb;
use super::form::{Body, Extra, Fin, Fish, Jaw, Mark, Octopus, Prawn, Squid, Tail};

/// One body, ready to be changed.
pub(super) struct Specimen {
    /// Of a fish, all but its lists.
    pub(super) body: Body<'static>,
    pub(super) marks: Vec<Mark>,
    pub(super) strengths: Vec<f32>,
    pub(super) dorsal: Vec<Fin>,
    pub(super) anal: Vec<Fin>,
}

impl Specimen {
    /// A species as it is.
    pub(super) fn of(body: Body<'static>) -> Self {
        let none = Self { body, marks: Vec::new(), strengths: Vec::new(), dorsal: Vec::new(), anal: Vec::new() };
        match body {
            Body::Fish(fish) => Self {
                strengths: vec![1.0; fish.marks.len()],
                marks: fish.marks.to_vec(),
                dorsal: fish.dorsal.to_vec(),
                anal: fish.anal.to_vec(),
                ..none
            },
            _ => none,
        }
    }

    /// What lies `t` of the way between two bodies; `None` if they are of different families, between which there is
    /// nothing.
    pub(super) fn between(a: Body<'static>, b: Body<'static>, t: f32) -> Option<Self> {
        let body = match (a, b) {
            (Body::Fish(a), Body::Fish(b)) => return Some(fish(&a, &b, t)),
            (Body::Squid(a), Body::Squid(b)) => Body::Squid(squid(&a, &b, t)),
            (Body::Octopus(a), Body::Octopus(b)) => Body::Octopus(octopus(&a, &b, t)),
            (Body::Prawn(a), Body::Prawn(b)) => Body::Prawn(prawn(&a, &b, t)),
            (Body::Ray { back, rim }, Body::Ray { back: b_back, rim: b_rim }) => {
                Body::Ray { back: mix(back, b_back, t), rim: mix(rim, b_rim, t) }
            }
            (Body::Taiyaki, Body::Taiyaki) | (Body::Mokugyo, Body::Mokugyo) => a,
            _ => return None,
        };
        Some(Self::of(body))
    }

    /// It, as the brush takes it.
    pub(super) fn body(&self) -> Body<'_> {
        match self.body {
            Body::Fish(fish) => Body::Fish(Fish {
                marks: &self.marks,
                strengths: &self.strengths,
                dorsal: &self.dorsal,
                anal: &self.anal,
                ..fish
            }),
            other => other,
        }
    }
}

/// A colour `t` of the way between two.
pub(super) fn mix(a: u32, b: u32, t: f32) -> u32 {
    let [r, g, b] = Rgb::hex(a).mix(Rgb::hex(b), t).to_bytes();
    u32::from_be_bytes([0, r, g, b])
}

fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}

fn nearer<T>(a: T, b: T, t: f32) -> T {
    if t < 0.5 { a } else { b }
}

/// What is one thing or another shrinks away until half of the way and grows from there.
fn left_over(t: f32) -> f32 {
    (2.0 * t - 1.0).abs()
}

fn fish(a: &Fish<'static>, b: &Fish<'static>, t: f32) -> Specimen {
    let at = |of: fn(&Fish<'static>) -> f32| lerp(of(a), of(b), t);
    let own = |own: u32, of: &Fish<'static>| if own == 0 { of.fins } else { own };
    let tail = Tail(
        lerp(a.tail.0, b.tail.0, t),
        lerp(a.tail.1, b.tail.1, t),
        lerp(a.tail.2, b.tail.2, t),
        lerp(a.tail.3, b.tail.3, t),
        mix(own(a.tail.4, a), own(b.tail.4, b), t),
    );
    let mut coat = a.coat;
    for (colour, other) in coat.iter_mut().zip(b.coat) {
        *colour = mix(*colour, other, t);
    }
    let count = |a: u8, b: u8| libm::roundf(lerp(f32::from(a), f32::from(b), t)) as u8;
    let body = Fish {
        depth: at(|it| it.depth),
        peak: at(|it| it.peak),
        snout: at(|it| it.snout),
        belly: at(|it| it.belly),
        peduncle: at(|it| it.peduncle),
        coat,
        fins: mix(a.fins, b.fins, t),
        shine: at(|it| it.shine),
        marks: &[],
        strengths: &[],
        dorsal: &[],
        anal: &[],
        finlets: count(a.finlets, b.finlets),
        tail,
        pectoral: at(|it| it.pectoral),
        pelvic: at(|it| it.pelvic),
        eye: at(|it| it.eye),
        iris: mix(a.iris, b.iris, t),
        mouth: at(|it| it.mouth),
        jaw: jaw(a.jaw, b.jaw, t),
        barbels: count(a.barbels, b.barbels),
        winding: at(|it| it.winding),
        extra: extra(a.extra, b.extra, t),
    };
    let fins = |a_fins: &[Fin], b_fins: &[Fin]| -> Vec<Fin> {
        let pair = |at: usize| match (a_fins.get(at), b_fins.get(at)) {
            (Some(x), Some(y)) => Some(Fin(
                lerp(x.0, y.0, t),
                lerp(x.1, y.1, t),
                lerp(x.2, y.2, t),
                nearer(x.3, y.3, t),
                mix(own(x.4, a), own(y.4, b), t),
            )),
            // One that the other has no counterpart of grows out of the back, or sinks into it.
            (Some(x), None) => Some(Fin(x.0, x.1, x.2 * (1.0 - t), x.3, own(x.4, a))),
            (None, Some(y)) => Some(Fin(y.0, y.1, y.2 * t, y.3, own(y.4, b))),
            (None, None) => None,
        };
        (0..a_fins.len().max(b_fins.len())).filter_map(pair).collect()
    };
    // The marks of both: those of one fade out while those of the other come up.
    let strengths = a.marks.iter().map(|_| 1.0 - t).chain(b.marks.iter().map(|_| t)).collect();
    Specimen {
        body: Body::Fish(body),
        marks: a.marks.iter().chain(b.marks).copied().collect(),
        strengths,
        dorsal: fins(a.dorsal, b.dorsal),
        anal: fins(a.anal, b.anal),
    }
}

fn jaw(a: Jaw, b: Jaw, t: f32) -> Jaw {
    let k = left_over(t);
    match (a, b) {
        (Jaw::Beak(x, one), Jaw::Beak(y, other)) => Jaw::Beak(lerp(x, y, t), mix(one, other, t)),
        (Jaw::Needle(x, one), Jaw::Needle(y, other)) => Jaw::Needle(lerp(x, y, t), mix(one, other, t)),
        (Jaw::Spear(x), Jaw::Spear(y)) => Jaw::Spear(lerp(x, y, t)),
        (Jaw::Teeth(x), Jaw::Teeth(y)) => Jaw::Teeth(lerp(x, y, t)),
        _ => match nearer(a, b, t) {
            Jaw::Beak(length, tip) => Jaw::Beak(length * k, tip),
            Jaw::Needle(length, tip) => Jaw::Needle(length * k, tip),
            Jaw::Spear(length) => Jaw::Spear(length * k),
            Jaw::Teeth(gape) => Jaw::Teeth(gape * k),
            other => other,
        },
    }
}

fn extra(a: Extra, b: Extra, t: f32) -> Extra {
    match (a, b) {
        (Extra::Wings(x, one, spots), Extra::Wings(y, other, others)) => {
            Extra::Wings(lerp(x, y, t), mix(one, other, t), nearer(spots, others, t))
        }
        _ => match nearer(a, b, t) {
            Extra::Wings(length, colour, spots) => Extra::Wings(length * left_over(t).max(0.1), colour, spots),
            other => other,
        },
    }
}

fn squid(a: &Squid, b: &Squid, t: f32) -> Squid {
    let at = |of: fn(&Squid) -> f32| lerp(of(a), of(b), t);
    Squid {
        width: at(|it| it.width),
        fullness: at(|it| it.fullness),
        fin_from: at(|it| it.fin_from),
        fin_width: at(|it| it.fin_width),
        round: nearer(a.round, b.round, t),
        arms: at(|it| it.arms),
        skin: mix(a.skin, b.skin, t),
        dots: mix(a.dots, b.dots, t),
        lights: nearer(a.lights, b.lights, t),
    }
}

fn octopus(a: &Octopus, b: &Octopus, t: f32) -> Octopus {
    let at = |of: fn(&Octopus) -> f32| lerp(of(a), of(b), t);
    Octopus {
        head: at(|it| it.head),
        arm_width: at(|it| it.arm_width),
        arms: at(|it| it.arms),
        skin: mix(a.skin, b.skin, t),
        clouds: mix(a.clouds, b.clouds, t),
        ring: nearer(a.ring, b.ring, t),
    }
}

fn prawn(a: &Prawn, b: &Prawn, t: f32) -> Prawn {
    let at = |of: fn(&Prawn) -> f32| lerp(of(a), of(b), t);
    // Without dots it is dotted in the colour of its shell.
    let dots = |it: &Prawn| if it.dots == 0 { it.shell } else { it.dots };
    Prawn {
        depth: at(|it| it.depth),
        curl: at(|it| it.curl),
        shell: mix(a.shell, b.shell, t),
        bands: mix(a.bands, b.bands, t),
        band_share: at(|it| it.band_share),
        dots: if a.dots == b.dots { a.dots } else { mix(dots(a), dots(b), t) },
        legs: mix(a.legs, b.legs, t),
        tail: mix(a.tail, b.tail, t),
        feelers: at(|it| it.feelers),
        feeler_width: at(|it| it.feeler_width),
        claws: at(|it| it.claws),
        clear: at(|it| it.clear),
    }
}
