//! What a drawing shows, said in a sentence.

use super::attributes::{Attributes, Cast, Light, Pose, Size, Style};
use super::phrase::Value;

/// A Japanese caption that mentions the attributes for which `mention` says so: background, looks, direction, number.
pub fn japanese(name: &str, attributes: &Attributes, mention: [bool; 4]) -> String {
    let Attributes { background, direction, count, .. } = *attributes;
    let values = [
        Some(Value::Background(background)),
        striking(attributes),
        Some(Value::Direction(direction)),
        Some(Value::Count(count)),
    ];
    let mut caption = String::new();
    for (value, is_mentioned) in values.into_iter().zip(mention) {
        caption.push_str(value.filter(|_| is_mentioned).map_or("", |it| it.words().0));
    }
    caption.push_str(name);
    caption.push_str(if attributes.style == Style::Pencil { "の鉛筆画" } else { "の絵" });
    caption
}

/// An English caption that mentions the attributes for which `mention` says so, as in [`japanese`].
pub fn english(name: &str, attributes: &Attributes, mention: [bool; 4]) -> String {
    let number = ["one ", "two ", "three "][usize::from(attributes.count.clamp(1, 3)) - 1];
    let art = if attributes.style == Style::Pencil { "a pencil drawing of " } else { "a drawing of " };
    let mut caption = String::from(art);
    caption.push_str(if mention[3] { number } else { "" });
    caption.push_str(striking(attributes).filter(|_| mention[1]).map_or("", |it| it.words().1));
    caption.push_str(name);
    caption.push_str(if mention[0] { Value::Background(attributes.background).words().2 } else { "" });
    caption.push_str(if mention[2] { Value::Direction(attributes.direction).words().2 } else { "" });
    caption
}

/// The most striking of colour cast, light, pose and size, if one is.
fn striking(attributes: &Attributes) -> Option<Value> {
    let Attributes { cast, light, pose, size, .. } = *attributes;
    [
        (cast != Cast::None, Value::Cast(cast)),
        (light != Light::Plain, Value::Light(light)),
        (pose != Pose::Straight, Value::Pose(pose)),
        (size != Size::Medium, Value::Size(size)),
    ]
    .into_iter()
    .find_map(|(is_striking, value)| is_striking.then_some(value))
}
