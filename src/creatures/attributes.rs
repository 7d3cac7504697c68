//! Everything about a drawing that can be said in words, the species apart.

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

            /// The one of that word.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }

            /// The word in tables.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
pub(super) use words;

words! {
    /// What the creature lies on or swims in.
    Background {
        Sand = "sand",
        Sea = "sea",
        Ice = "ice",
        Board = "board",
        Plate = "plate",
        Paper = "paper",
        Newspaper = "newspaper",
        Net = "net",
        Hand = "hand",
    }
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

/// What was chosen of each.
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

    /// The words of all but the number, each under what it is called in tables.
    pub fn words(&self) -> [(&'static str, &'static str); 7] {
        [
            ("background", self.background.word()),
            ("direction", self.direction.word()),
            ("size", self.size.word()),
            ("cast", self.cast.word()),
            ("light", self.light.word()),
            ("style", self.style.word()),
            ("pose", self.pose.word()),
        ]
    }

    /// 1 with the head to the left, -1 to the right.
    pub(super) fn flip(&self) -> f32 {
        if self.direction == Direction::Left { 1.0 } else { -1.0 }
    }
}
