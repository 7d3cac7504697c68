//! What a species is made of: the parameters that the table gives and the brush reads.
//!
//! Lengths are in body lengths from the snout (0) to the root of the tail (1); colours are `0xRRGGBB`.

/// One entry of the catalog and how it looks.
#[derive(Clone, Copy, Debug)]
pub struct Species {
    /// Its name in `models/names.txt`.
    pub name: &'static str,
    /// The entry that names the same animal and gives the parameters, if this one only borrows them.
    pub same_as: Option<&'static str>,
    /// How large it is drawn, against a common fish.
    pub(super) size: f32,
    pub(super) body: Body<'static>,
}

impl Species {
    /// Whether two entries have every parameter in common.
    pub fn looks_like(&self, other: &Self) -> bool {
        self.size.to_bits() == other.size.to_bits() && self.body == other.body
    }

    /// The animal that the entry names: the same for two entries of one animal.
    pub fn animal(&self) -> &'static str {
        self.same_as.unwrap_or(self.name)
    }

    pub(super) const fn sized(mut self, size: f32) -> Self {
        self.size = size;
        self
    }
}

/// The families, each with its own brush.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Body<'a> {
    Fish(Fish<'a>),
    Squid(Squid),
    Octopus(Octopus),
    Prawn(Prawn),
    Ray { back: u32, rim: u32 },
    Taiyaki,
    Mokugyo,
}

/// Anything with a profile: fish, eels, ribbons, flatfish, puffers, sharks. The table's lists live for ever; those of a
/// sketch only as long as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fish<'a> {
    /// Greatest depth.
    pub(super) depth: f32,
    /// Where it is.
    pub(super) peak: f32,
    /// How pointed the head is: 0.4 blunt, 1 straight, 1.4 hollow.
    pub(super) snout: f32,
    /// Share of the depth that lies under the axis.
    pub(super) belly: f32,
    /// Depth at the root of the tail against the greatest.
    pub(super) peduncle: f32,
    /// Colours from top to bottom.
    pub(super) coat: [u32; 3],
    /// Colour of the fins.
    pub(super) fins: u32,
    /// How much it shines, 0 to 1.
    pub(super) shine: f32,
    pub(super) marks: &'a [Mark],
    /// How much of each mark is there, 0 to 1; where the list ends, all of it.
    pub(super) strengths: &'a [f32],
    pub(super) dorsal: &'a [Fin],
    pub(super) anal: &'a [Fin],
    /// Small fins before the tail.
    pub(super) finlets: u8,
    pub(super) tail: Tail,
    /// Length of the fin behind the gills, and of the one below.
    pub(super) pectoral: f32,
    pub(super) pelvic: f32,
    /// Diameter and colour of the eye.
    pub(super) eye: f32,
    pub(super) iris: u32,
    pub(super) mouth: f32,
    pub(super) jaw: Jaw,
    pub(super) barbels: u8,
    /// How much the body winds: 0 a fish, 1 an eel.
    pub(super) winding: f32,
    pub(super) extra: Extra,
}

/// A pattern on the body; `w` runs from -1 on the back to 1 on the belly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mark {
    /// Upright bars: how many, share of the width, slant, colour.
    Bands(f32, f32, f32, u32),
    /// Lengthwise stripes: how many, share, from w, to w, colour.
    Stripes(f32, f32, f32, f32, u32),
    /// One lengthwise line: w, half width in w, from x, to x, colour.
    Line(f32, f32, f32, f32, u32),
    /// Scattered spots: spacing, share of it, from w, to w, colour.
    Spots(f32, f32, f32, f32, u32),
    /// Clouds: wave length, share of the skin, colour.
    Clouds(f32, f32, u32),
    /// A mackerel's scribbles: down to w, colour.
    Scribbles(f32, u32),
    /// Scales as a net: size, colour.
    Scales(f32, u32),
    /// One spot: x, w, radius, colour.
    Dot(f32, f32, f32, u32),
    /// A row of spots: how many, w, radius, colour.
    Row(f32, f32, f32, u32),
    /// A bar through the eye, slanting up and back.
    EyeBar(u32),
}

/// A fin on the back or the belly: from x, to x, height, shape, colour (0: that of all fins).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fin(pub(super) f32, pub(super) f32, pub(super) f32, pub(super) Shape, pub(super) u32);

/// How a fin's edge runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Spiny,
    Soft,
    Sickle,
    Triangle,
    Fringe,
    /// The salmon's fat fin.
    Lobe,
}

/// A tail: length, span, notch (negative: rounded), how much larger the upper lobe is, colour (0: that of the fins).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tail(pub(super) f32, pub(super) f32, pub(super) f32, pub(super) f32, pub(super) u32);

/// What is special about the jaws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Jaw {
    Even,
    /// The lower one juts out.
    Under,
    /// The upper one hangs over.
    Over,
    /// Both are drawn out: by how much, colour of the tip.
    Beak(f32, u32),
    /// The upper one is a spear.
    Spear(f32),
    /// The lower one is a needle with a tip of another colour.
    Needle(f32, u32),
    /// Open, with teeth.
    Teeth(f32),
    /// Both are long and pointed, the lower one longer: by how much.
    Pike(f32),
    /// A long snout hangs over thick lips: by how much.
    Snout(f32),
    /// The salmon's hook.
    Hook,
    /// A straight wide mouth at the very front.
    Wide,
}

/// What only some have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Extra {
    None,
    /// Five gill slits.
    Gills,
    /// Long rays on the head, and long thin pelvic fins, in a colour.
    Crest(u32),
    /// Wings of a length instead of pectoral fins: length, colour, spots on them.
    Wings(f32, u32, u32),
    /// A second eye on the same side; whether the fish lies with its head to the left.
    Flat(bool),
    /// A long last ray of the dorsal fin.
    Thread,
}

/// Squids.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Squid {
    /// Width of the mantle against its length.
    pub(super) width: f32,
    /// How early it grows thin: 0.3 slender, 1 barrel.
    pub(super) fullness: f32,
    /// Where the fins begin (0: at the head's end, 1: at the tip) and how wide each is.
    pub(super) fin_from: f32,
    pub(super) fin_width: f32,
    /// Round fins along the side, or a rhomb at the tip.
    pub(super) round: bool,
    /// Length of the arms.
    pub(super) arms: f32,
    pub(super) skin: u32,
    pub(super) dots: u32,
    /// Luminous spots.
    pub(super) lights: bool,
}

/// Octopuses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Octopus {
    /// Size of the head against the arms' reach.
    pub(super) head: f32,
    pub(super) arm_width: f32,
    /// Length of the arms.
    pub(super) arms: f32,
    pub(super) skin: u32,
    pub(super) clouds: u32,
    /// A golden ring under the eyes.
    pub(super) ring: bool,
}

/// Prawns, shrimps, lobsters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prawn {
    /// Depth of the head shield.
    pub(super) depth: f32,
    /// How much the abdomen curls, in radians.
    pub(super) curl: f32,
    pub(super) shell: u32,
    pub(super) bands: u32,
    /// Share of a ring that is in the colour of the bands.
    pub(super) band_share: f32,
    pub(super) dots: u32,
    pub(super) legs: u32,
    pub(super) tail: u32,
    /// Length and width of the feelers.
    pub(super) feelers: f32,
    pub(super) feeler_width: f32,
    /// Length of the claws; 0 for none worth drawing.
    pub(super) claws: f32,
    /// How much shines through.
    pub(super) clear: f32,
}

/// A plain silver fish: the table says what is different.
pub(super) const FISH: Fish<'static> = Fish {
    depth: 0.28,
    peak: 0.36,
    snout: 0.7,
    belly: 0.5,
    peduncle: 0.24,
    coat: [0x5A6E78, 0xB8C4CA, 0xF2F2EE],
    fins: 0x9AA4A6,
    shine: 0.4,
    marks: &[],
    strengths: &[],
    dorsal: &[Fin(0.36, 0.78, 0.1, Shape::Spiny, 0)],
    anal: &[Fin(0.62, 0.82, 0.07, Shape::Soft, 0)],
    finlets: 0,
    tail: Tail(0.2, 0.3, 0.5, 0.0, 0),
    pectoral: 0.14,
    pelvic: 0.1,
    eye: 0.05,
    iris: 0xE8E4D0,
    mouth: 0.07,
    jaw: Jaw::Even,
    barbels: 0,
    winding: 0.0,
    extra: Extra::None,
};

/// A plain squid.
pub(super) const SQUID: Squid = Squid {
    width: 0.3,
    fullness: 0.6,
    fin_from: 0.5,
    fin_width: 0.2,
    round: false,
    arms: 0.4,
    skin: 0xF2E2DA,
    dots: 0xB06A58,
    lights: false,
};

/// A plain prawn.
pub(super) const PRAWN: Prawn = Prawn {
    depth: 0.2,
    curl: 1.6,
    shell: 0xE8B090,
    bands: 0xC06040,
    band_share: 0.3,
    dots: 0,
    legs: 0xE0A080,
    tail: 0xD87850,
    feelers: 1.0,
    feeler_width: 0.008,
    claws: 0.0,
    clear: 0.0,
};

/// A fish of the table.
pub(super) const fn fish(name: &'static str, fish: Fish<'static>) -> Species {
    Species { name, same_as: None, size: 1.0, body: Body::Fish(fish) }
}

/// A squid of the table.
pub(super) const fn squid(name: &'static str, squid: Squid) -> Species {
    Species { name, same_as: None, size: 0.95, body: Body::Squid(squid) }
}

/// A prawn of the table.
pub(super) const fn prawn(name: &'static str, prawn: Prawn) -> Species {
    Species { name, same_as: None, size: 0.8, body: Body::Prawn(prawn) }
}

/// Anything else of the table.
pub(super) const fn other(name: &'static str, body: Body<'static>) -> Species {
    Species { name, same_as: None, size: 0.9, body }
}

/// Another name of the same animal.
pub(super) const fn again(name: &'static str, of: &Species) -> Species {
    Species { name, same_as: Some(of.name), size: of.size, body: of.body }
}
