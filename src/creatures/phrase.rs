//! One attribute of a drawing, or one of its species' looks, said alone: what is told apart when two phrases are held
//! against a picture.

use super::attributes::{Attributes, Background, Cast, Direction, Light, Pose, Size, Style};
use super::form::Species;
use super::looks::{Colour, Pattern, Shape};

/// A value of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is its type's one sentence")]
pub enum Value {
    Background(Background),
    Direction(Direction),
    Size(Size),
    Cast(Cast),
    Light(Light),
    Style(Style),
    Pose(Pose),
    /// 1 to 3.
    Count(u8),
    Shape(Shape),
    Colour(Colour),
    Pattern(Pattern),
}

impl Value {
    /// Every attribute with all of its values.
    pub fn all() -> [(&'static str, Vec<Self>); 11] {
        [
            ("background", Background::ALL.iter().copied().map(Self::Background).collect()),
            ("direction", Direction::ALL.iter().copied().map(Self::Direction).collect()),
            ("size", Size::ALL.iter().copied().map(Self::Size).collect()),
            ("cast", Cast::ALL.iter().copied().map(Self::Cast).collect()),
            ("light", Light::ALL.iter().copied().map(Self::Light).collect()),
            ("style", Style::ALL.iter().copied().map(Self::Style).collect()),
            ("pose", Pose::ALL.iter().copied().map(Self::Pose).collect()),
            ("count", (1..=3).map(Self::Count).collect()),
            ("shape", Shape::ALL.iter().copied().map(Self::Shape).collect()),
            ("colour", Colour::ALL.iter().copied().map(Self::Colour).collect()),
            ("pattern", Pattern::ALL.iter().copied().map(Self::Pattern).collect()),
        ]
    }

    /// Whether a drawing of a species has it.
    pub fn is_of(self, species: &Species, attributes: &Attributes) -> bool {
        match self {
            Self::Shape(it) => it == species.looks().shape,
            Self::Colour(it) => it == species.looks().colour,
            Self::Pattern(it) => it == species.looks().pattern,
            Self::Background(it) => it == attributes.background,
            Self::Direction(it) => it == attributes.direction,
            Self::Size(it) => it == attributes.size,
            Self::Cast(it) => it == attributes.cast,
            Self::Light(it) => it == attributes.light,
            Self::Style(it) => it == attributes.style,
            Self::Pose(it) => it == attributes.pose,
            Self::Count(it) => it == attributes.count,
        }
    }

    /// Whether it is one of a species' looks, which every drawing of it has; all others belong to the scene.
    pub fn is_look(self) -> bool {
        matches!(self, Self::Shape(_) | Self::Colour(_) | Self::Pattern(_))
    }

    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Background(it) => it.word(),
            Self::Direction(it) => it.word(),
            Self::Size(it) => it.word(),
            Self::Cast(it) => it.word(),
            Self::Light(it) => it.word(),
            Self::Style(it) => it.word(),
            Self::Pose(it) => it.word(),
            Self::Shape(it) => it.word(),
            Self::Colour(it) => it.word(),
            Self::Pattern(it) => it.word(),
            Self::Count(it) => ["1", "2", "3"][usize::from(it.clamp(1, 3)) - 1],
        }
    }

    /// A Japanese phrase, of a thing or of no thing in particular.
    pub fn japanese(self, name: Option<&str>) -> String {
        let said = self.words().0;
        name.map_or_else(|| format!("{said}絵"), |name| format!("{said}{name}の絵"))
    }

    /// An English phrase, of a thing or of no thing in particular.
    pub fn english(self, name: Option<&str>) -> String {
        let (_, before, after) = self.words();
        let of = name.map_or_else(String::new, |name| format!(" of {name}"));
        format!("a {before}drawing{of}{after}")
    }

    /// The phrase alone, in Japanese and in English.
    pub fn bare(self) -> (&'static str, &'static str) {
        let (ja, before, after) = self.words();
        let en = if before.is_empty() { after.trim_start_matches([',', ' ']) } else { before.trim_end() };
        (ja.trim_end_matches('の'), en)
    }

    /// In Japanese; in English before and after the word for a drawing.
    pub(super) fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Background(Background::Sand) => ("砂の上の", "", " on sand"),
            Self::Background(Background::Sea) => ("海の中の", "", " in the sea"),
            Self::Background(Background::Ice) => ("氷の上の", "", " on ice"),
            Self::Background(Background::Board) => ("まな板の上の", "", " on a cutting board"),
            Self::Background(Background::Plate) => ("皿の上の", "", " on a plate"),
            Self::Background(Background::Paper) => ("紙に描いた", "", " on paper"),
            Self::Background(Background::Newspaper) => ("新聞紙の上の", "", " on newspaper"),
            Self::Background(Background::Net) => ("網の中の", "", " in a net"),
            Self::Background(Background::Hand) => ("手に持った", "", " held in a hand"),
            Self::Direction(Direction::Left) => ("左を向いた", "", ", facing left"),
            Self::Direction(Direction::Right) => ("右を向いた", "", ", facing right"),
            Self::Size(Size::Small) => ("小さな", "small ", ""),
            Self::Size(Size::Medium) => ("中くらいの", "middle-sized ", ""),
            Self::Size(Size::Large) => ("大きな", "large ", ""),
            Self::Cast(Cast::None) => ("自然な色の", "naturally coloured ", ""),
            Self::Cast(Cast::Red) => ("赤っぽい", "reddish ", ""),
            Self::Cast(Cast::Yellow) => ("黄色っぽい", "yellowish ", ""),
            Self::Cast(Cast::Green) => ("緑っぽい", "greenish ", ""),
            Self::Cast(Cast::Blue) => ("青っぽい", "bluish ", ""),
            Self::Light(Light::Plain) => ("ふつうの明るさの", "evenly lit ", ""),
            Self::Light(Light::Bright) => ("明るい", "bright ", ""),
            Self::Light(Light::Dim) => ("暗い", "dim ", ""),
            Self::Style(Style::Shaded) => ("立体的な", "shaded ", ""),
            Self::Style(Style::Flat) => ("平らに塗った", "flat ", ""),
            Self::Style(Style::Pencil) => ("色鉛筆で描いた", "pencil ", ""),
            Self::Pose(Pose::Straight) => ("まっすぐな", "straight ", ""),
            Self::Pose(Pose::Bent) => ("曲がった", "bent ", ""),
            Self::Pose(Pose::Tilted) => ("傾いた", "tilted ", ""),
            Self::Shape(Shape::Slender) => ("細長い", "slender ", ""),
            Self::Shape(Shape::Middle) => ("ふつうの形の", "ordinarily shaped ", ""),
            Self::Shape(Shape::Round) => ("丸い", "round ", ""),
            Self::Colour(Colour::Red) => ("赤い", "red ", ""),
            Self::Colour(Colour::Pink) => ("ピンクの", "pink ", ""),
            Self::Colour(Colour::Yellow) => ("黄色い", "yellow ", ""),
            Self::Colour(Colour::Brown) => ("茶色い", "brown ", ""),
            Self::Colour(Colour::Green) => ("緑の", "green ", ""),
            Self::Colour(Colour::Blue) => ("青い", "blue ", ""),
            Self::Colour(Colour::Silver) => ("銀色の", "silver ", ""),
            Self::Colour(Colour::Black) => ("黒い", "black ", ""),
            Self::Pattern(Pattern::Plain) => ("無地の", "plain ", ""),
            Self::Pattern(Pattern::Striped) => ("しま模様の", "striped ", ""),
            Self::Pattern(Pattern::Spotted) => ("水玉模様の", "spotted ", ""),
            Self::Pattern(Pattern::Mottled) => ("まだら模様の", "mottled ", ""),
            Self::Count(2) => ("二匹の", "", ", two of them"),
            Self::Count(3..) => ("三匹の", "", ", three of them"),
            Self::Count(_) => ("一匹の", "", ", only one"),
        }
    }
}
