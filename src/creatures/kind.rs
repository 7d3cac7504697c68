//! The kinds of entry whose names a model should keep together.

use super::form::{Body, Species};

/// Squid and octopus, prawns and shrimps, eels, flatfish, sharks and rays; all other entries are of no kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is its own word")]
pub enum Kind {
    Cephalopod,
    Prawn,
    Eel,
    Flatfish,
    Shark,
}

const KINDS: &[(Kind, &[&str])] = &[
    (
        Kind::Cephalopod,
        &["ケンサキイカ", "ホタルイカ", "ヤリイカ", "スルメイカ", "アオリイカ", "マダコ", "イイダコ", "ミズダコ"],
    ),
    (
        Kind::Prawn,
        &["ボタンエビ", "ブラックタイガー", "イセエビ", "テナガエビ", "アマエビ", "クルマエビ", "サクラエビ"],
    ),
    (Kind::Eel, &["ハモ", "マアナゴ", "ウナギ", "ウツボ"]),
    (Kind::Flatfish, &["ヒラメ", "カレイ"]),
    (Kind::Shark, &["アカエイ", "ジンベエザメ"]),
];

impl Species {
    /// How it is built, in a word: names of different builds are kept apart. A taiyaki has the outline of a fish and is
    /// none, so that it is left open.
    pub fn build(&self) -> Option<&'static str> {
        match self.body {
            Body::Fish(_) | Body::Ray { .. } => Some("fish"),
            Body::Squid(_) | Body::Octopus(_) => Some("cephalopod"),
            Body::Prawn(_) => Some("prawn"),
            Body::Mokugyo => Some("drum"),
            Body::Taiyaki => None,
        }
    }

    /// Its kind, if it is of one.
    pub fn kind(&self) -> Option<Kind> {
        KINDS.iter().find(|(_, names)| names.contains(&self.name)).map(|(kind, _)| *kind)
    }
}

impl Kind {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cephalopod => "cephalopod",
            Self::Prawn => "prawn",
            Self::Eel => "eel",
            Self::Flatfish => "flatfish",
            Self::Shark => "shark",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creatures::CATALOG;

    #[test]
    fn every_name_is_in_the_catalog() {
        for name in KINDS.iter().flat_map(|(_, names)| *names) {
            assert!(CATALOG.iter().any(|it| it.name == *name), "{name}");
        }
    }
}
