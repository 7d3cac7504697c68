//! What a drawing shows, said in a sentence.

use super::attributes::{Attributes, Background, Cast, Direction, Light, Pose, Size, Style};

/// A Japanese caption that mentions the attributes for which `mention` says so.
pub fn japanese(name: &str, attributes: &Attributes, mention: [bool; 4]) -> String {
    let place = match attributes.background {
        Background::Sand => "砂の上の",
        Background::Sea => "海の中の",
        Background::Ice => "氷の上の",
        Background::Board => "まな板の上の",
        Background::Plate => "皿の上の",
        Background::Paper => "紙に描いた",
        Background::Newspaper => "新聞紙の上の",
        Background::Net => "網の中の",
        Background::Hand => "手に持った",
    };
    let facing = match attributes.direction {
        Direction::Left => "左を向いた",
        Direction::Right => "右を向いた",
    };
    let number = ["一匹の", "二匹の", "三匹の"][usize::from(attributes.count.clamp(1, 3)) - 1];
    let mut caption = String::new();
    caption.push_str(if mention[0] { place } else { "" });
    caption.push_str(if mention[1] { looks(attributes, true) } else { "" });
    caption.push_str(if mention[2] { facing } else { "" });
    caption.push_str(if mention[3] { number } else { "" });
    caption.push_str(name);
    caption.push_str(if attributes.style == Style::Pencil { "の鉛筆画" } else { "の絵" });
    caption
}

/// An English caption that mentions the attributes for which `mention` says so.
pub fn english(name: &str, attributes: &Attributes, mention: [bool; 4]) -> String {
    let place = match attributes.background {
        Background::Sand => " on sand",
        Background::Sea => " in the sea",
        Background::Ice => " on ice",
        Background::Board => " on a cutting board",
        Background::Plate => " on a plate",
        Background::Paper => " on paper",
        Background::Newspaper => " on newspaper",
        Background::Net => " in a net",
        Background::Hand => " held in a hand",
    };
    let facing = match attributes.direction {
        Direction::Left => ", facing left",
        Direction::Right => ", facing right",
    };
    let number = ["one ", "two ", "three "][usize::from(attributes.count.clamp(1, 3)) - 1];
    let art = if attributes.style == Style::Pencil { "a pencil drawing of " } else { "a drawing of " };
    let mut caption = String::from(art);
    caption.push_str(if mention[3] { number } else { "" });
    caption.push_str(if mention[1] { looks(attributes, false) } else { "" });
    caption.push_str(name);
    caption.push_str(if mention[0] { place } else { "" });
    caption.push_str(if mention[2] { facing } else { "" });
    caption
}

/// The most striking of colour cast, light, pose and size.
fn looks(attributes: &Attributes, japanese: bool) -> &'static str {
    let (ja, en) = match (attributes.cast, attributes.light, attributes.pose, attributes.size) {
        (Cast::Red, ..) => ("赤っぽい", "reddish "),
        (Cast::Yellow, ..) => ("黄色っぽい", "yellowish "),
        (Cast::Green, ..) => ("緑っぽい", "greenish "),
        (Cast::Blue, ..) => ("青っぽい", "bluish "),
        (_, Light::Dim, ..) => ("暗い", "dim "),
        (_, Light::Bright, ..) => ("明るい", "bright "),
        (.., Pose::Bent, _) => ("曲がった", "bent "),
        (.., Pose::Tilted, _) => ("傾いた", "tilted "),
        (.., Size::Small) => ("小さな", "small "),
        (.., Size::Large) => ("大きな", "large "),
        _ => ("", ""),
    };
    if japanese { ja } else { en }
}
