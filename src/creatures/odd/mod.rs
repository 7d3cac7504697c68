//! Things that are not in the catalog, for the odd ones of a collection and for 'none of these'.
//!
//! Every kind belongs to one group: a model learns from the first, the second is looked at when its threshold is set,
//! and it is measured by the third. No kind of the third is a variant of one of the first.

mod food;
mod forms;
mod household;
mod outdoors;
mod pen;
mod textures;
mod tools;

use super::Picture;
use super::brush::Brush;
use super::canvas::Canvas;
use super::ground;
use super::guise::Guise;
use super::scene::Scene;
use crate::error::Result;
use crate::rng::Rng;
use pen::Pen;

/// What a kind is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A model may learn from it.
    Train,
    /// Looked at when the threshold was set.
    Threshold,
    /// Only ever measured.
    Test,
}

/// How a kind is drawn: with a pen on a background, or as the whole picture.
enum Way {
    Thing(fn(&mut Pen<'_, '_>)),
    Texture(fn(&mut Canvas, &mut Rng)),
}

macro_rules! kinds {
    ($($group:ident { $($kind:ident $ja:literal $en:literal $way:ident($draw:path)),+ $(,)? })+) => {
        /// What is drawn.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is its own word")]
        pub enum Odd { $($($kind),+),+ }

        impl Odd {
            /// All of them.
            pub const ALL: &'static [Self] = &[$($(Self::$kind),+),+];

            /// What it is for.
            pub fn group(self) -> Group {
                match self { $($(Self::$kind => Group::$group),+),+ }
            }

            /// Its name in Japanese and in English.
            pub fn names(self) -> (&'static str, &'static str) {
                match self { $($(Self::$kind => ($ja, $en)),+),+ }
            }

            fn way(self) -> Way {
                match self { $($(Self::$kind => Way::$way($draw)),+),+ }
            }
        }
    };
}

kinds! {
    Train {
        Pencil "鉛筆" "a pencil" Thing(tools::pencil),
        Knife "包丁" "a kitchen knife" Thing(tools::knife),
        Feather "羽根" "a feather" Thing(outdoors::feather),
        Rope "縄" "a rope" Thing(tools::rope),
        Sausage "ソーセージ" "a sausage" Thing(food::sausage),
        Carrot "にんじん" "a carrot" Thing(food::carrot),
        Bread "食パン" "a loaf of bread" Thing(food::bread),
        Toothbrush "歯ブラシ" "a toothbrush" Thing(tools::toothbrush),
        Ruler "定規" "a ruler" Thing(tools::ruler),
        Screw "ねじ" "a screw" Thing(tools::screw),
        Arrow "矢印" "an arrow" Thing(forms::arrow),
        Ribbon "リボン" "a bow" Thing(household::ribbon),
        Bone "骨" "a bone" Thing(outdoors::bone),
        Mushroom "きのこ" "a mushroom" Thing(food::mushroom),
        Egg "卵" "an egg" Thing(food::egg),
        Cheese "チーズ" "a piece of cheese" Thing(food::cheese),
        Parcel "小包" "a parcel" Thing(household::parcel),
        Gear "歯車" "a gear" Thing(tools::gear),
        Heart "ハート" "a heart" Thing(forms::heart),
        Boat "舟" "a boat" Thing(outdoors::boat),
        Airplane "飛行機" "an airplane" Thing(outdoors::airplane),
        Rocket "ロケット" "a rocket" Thing(outdoors::rocket),
        Drop "しずく" "a drop" Thing(forms::drop),
        Leaf "葉" "a leaf" Thing(outdoors::leaf),
        Glove "手袋" "a glove" Thing(household::glove),
        Pepper "とうがらし" "a chili pepper" Thing(food::pepper),
        Bamboo "竹" "a bamboo cane" Thing(outdoors::bamboo),
        Stone "石" "a stone" Thing(outdoors::stone),
        Blob "かたまり" "a blob" Thing(forms::blob),
        Polygons "多角形" "polygons" Thing(forms::polygons),
        Scribble "落書き" "a scribble" Thing(forms::scribble),
        Glyphs "読めない字" "unreadable signs" Thing(forms::glyphs),
        Empty "何もない" "nothing" Thing(forms::empty),
        Stripes "しま模様" "stripes" Texture(textures::stripes),
        Checks "市松模様" "checks" Texture(textures::checks),
        Plaid "格子柄" "plaid" Texture(textures::plaid),
        Gradient "ぼかし" "a gradient" Texture(textures::gradient),
        Smoke "煙" "smoke" Texture(textures::smoke),
        Speckle "斑点" "speckles" Texture(textures::speckle),
        Marble "大理石" "marble" Texture(textures::marble),
        Rings "輪" "rings" Texture(textures::rings),
        Mosaic "モザイク" "a mosaic" Texture(textures::mosaic),
    }
    Threshold {
        Apple "りんご" "an apple" Thing(food::apple),
        Hammer "金づち" "a hammer" Thing(tools::hammer),
        Kettle "やかん" "a kettle" Thing(household::kettle),
        Moon "三日月" "a crescent moon" Thing(outdoors::moon),
        Comb "くし" "a comb" Thing(household::comb),
        Envelope "封筒" "an envelope" Thing(household::envelope),
        Tree "木" "a tree" Thing(outdoors::tree),
        Bicycle "自転車" "a bicycle" Thing(outdoors::bicycle),
        Bell "鐘" "a bell" Thing(household::bell),
        Phone "電話" "a telephone" Thing(household::phone),
    }
    Test {
        Boot "長靴" "a boot" Thing(household::boot),
        Bottle "びん" "a bottle" Thing(household::bottle),
        Can "空き缶" "a can" Thing(household::can),
        Cup "湯のみ" "a cup" Thing(household::cup),
        Ball "ボール" "a ball" Thing(household::ball),
        Key "鍵" "a key" Thing(tools::key),
        Umbrella "傘" "an umbrella" Thing(household::umbrella),
        Book "本" "a book" Thing(household::book),
        Star "星" "a star" Thing(outdoors::star),
        Scissors "はさみ" "scissors" Thing(tools::scissors),
        Chair "椅子" "a chair" Thing(household::chair),
        Hat "帽子" "a hat" Thing(household::hat),
        Banana "バナナ" "a banana" Thing(food::banana),
        Car "自動車" "a car" Thing(outdoors::car),
        House "家" "a house" Thing(outdoors::house),
        Clock "時計" "a clock" Thing(household::clock),
        Glasses "眼鏡" "glasses" Thing(household::glasses),
        Spoon "スプーン" "a spoon" Thing(tools::spoon),
        Lemon "レモン" "a lemon" Thing(food::lemon),
        Flower "花" "a flower" Thing(outdoors::flower),
        Cloud "雲" "a cloud" Thing(outdoors::cloud),
        Mug "マグカップ" "a mug" Thing(household::mug),
        Lamp "電気スタンド" "a lamp" Thing(household::lamp),
        Shirt "シャツ" "a shirt" Thing(household::shirt),
        Guitar "ギター" "a guitar" Thing(household::guitar),
        Candle "ろうそく" "a candle" Thing(household::taper),
        Grapes "ぶどう" "grapes" Thing(food::grapes),
        Noise "砂嵐" "noise" Texture(textures::noise),
    }
}

impl Odd {
    /// The kinds of a group.
    pub fn of(group: Group) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|it| it.group() == group).collect()
    }
}

/// The scene of a thing that follows from `seed`: the same chances of background, light and pose as a creature has.
pub fn scene(seed: u32) -> Scene {
    Scene::random(&mut Rng::new(seed ^ 0x0DD0_0DD0))
}

/// Draws a thing in the scene that follows from `seed`.
///
/// # Errors
/// [`crate::error::Error::Parameter`] for a size that no picture has.
pub fn draw(kind: Odd, seed: u32, size: u32) -> Result<Picture> {
    paint(kind, &scene(seed), size)
}

/// Draws a thing in a scene.
///
/// # Errors
/// [`crate::error::Error::Parameter`] for a size that no picture has.
pub fn paint(kind: Odd, scene: &Scene, size: u32) -> Result<Picture> {
    let attributes = scene.attributes;
    let mut canvas = Canvas::new(size)?;
    let mut rng = Rng::new(scene.seed ^ 0x0DD5_0DD5);
    match kind.way() {
        Way::Texture(texture) => texture(&mut canvas, &mut rng),
        Way::Thing(thing) => {
            ground::paint(attributes.background, &mut canvas, scene.seed);
            for index in 0..scene.taken().len() {
                let mut frame = scene.frame(index, size as f32, [0.0, 1.0, 0.5], 1.0);
                frame.bend = 0.0;
                let seed = rng.next_u32();
                let edge = size as f32 / 160.0;
                let (style, guise) = (attributes.style, Guise::NONE);
                let brush = Brush { canvas: &mut canvas, frame, style, edge, seed, guise };
                // What is measured looks as one knows it; what is learned from wears any pattern.
                thing(&mut Pen::random(brush, &mut rng, kind.group() == Group::Train));
            }
            ground::cover(attributes.background, &mut canvas, scene.seed);
        }
    }
    scene.light(&mut canvas);
    Ok(Picture { size, rgba: canvas.into_rgba(), attributes })
}
