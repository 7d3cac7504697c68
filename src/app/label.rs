//! Labels: the names that a picture may be given, each in up to three languages.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A language of the page, or one that a text tower reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

/// One name in Japanese, English and Latin; any part may be empty, but not all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Label {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
    /// Scientific.
    pub scientific: String,
    /// Other names under which a file may show the same thing; never scored.
    pub aliases: Vec<String>,
}

impl Label {
    /// The name to show in `lang`, falling back to whatever there is.
    pub fn shown(&self, lang: Lang) -> &str {
        let order = match lang {
            Lang::Ja => [&self.ja, &self.en, &self.scientific],
            Lang::En => [&self.en, &self.scientific, &self.ja],
        };
        order.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str)
    }

    /// The text that a model which reads `reads` is given, or `None` if it can read none of the names.
    ///
    /// The page's own language comes first where the model reads it; an English model also takes the Latin name.
    pub fn readable(&self, reads: &[Lang], prefer: Lang) -> Option<&str> {
        let of = |lang: &Lang| match lang {
            Lang::Ja => Some(&self.ja),
            Lang::En => [&self.en, &self.scientific].into_iter().find(|name| !name.is_empty()),
        };
        let first = reads.iter().filter(|lang| **lang == prefer);
        let order = first.chain(reads.iter().filter(|lang| **lang != prefer));
        order.filter_map(of).find(|name| !name.is_empty()).map(String::as_str)
    }

    /// The same as the text of a list would hold it: a bar parts the names there, and what begins with `#` is a remark.
    pub(super) fn tidied(&self) -> Self {
        let tidy = |name: &String| name.replace(['|', '｜'], " ").trim_start_matches([' ', '#']).trim().to_owned();
        let (ja, en, scientific) = (tidy(&self.ja), tidy(&self.en), tidy(&self.scientific));
        Self { ja, en, scientific, aliases: self.aliases.clone() }
    }

    /// What tells it from all others: its three names.
    pub(super) fn key(&self) -> String {
        [self.ja.as_str(), &self.en, &self.scientific].join("\n")
    }

    /// All that it is called.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        [&self.ja, &self.en, &self.scientific].into_iter().chain(&self.aliases)
    }

    /// Whether a file called `name` (NFC, no ending) shows this.
    pub fn is_called(&self, name: &str) -> bool {
        let name = name.trim();
        !name.is_empty() && self.names().any(|it| it.eq_ignore_ascii_case(name))
    }
}

/// Reads labels as the page writes them: one a line, `日本語 | English | scientific | alias、alias`.
///
/// Any part may be missing; empty lines, lines that start with `#` and doubles are left out. A line with no bar is
/// Japanese if it holds any letter beyond Latin, else English.
pub fn parse_labels(text: &str) -> Vec<Label> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    distinct(lines.map(parse_line))
}

/// The labels that say something, each once.
pub(super) fn distinct(labels: impl Iterator<Item = Label>) -> Vec<Label> {
    let mut seen = BTreeSet::new();
    labels.filter(|it| !it.shown(Lang::Ja).is_empty() && seen.insert(it.key())).collect()
}

/// The text that [`parse_labels`] reads back as the same labels.
pub fn write_labels(labels: &[Label]) -> String {
    let mut text = String::new();
    for label in labels {
        let mut parts = vec![label.ja.as_str(), label.en.as_str(), label.scientific.as_str()];
        let aliases = label.aliases.join("、");
        parts.push(&aliases);
        while parts.len() > 2 && parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
        text.push_str(&parts.join(" | "));
        text.push('\n');
    }
    text
}

fn parse_line(line: &str) -> Label {
    let parts: Vec<String> = line.split(['|', '｜']).map(|part| part.trim().to_owned()).collect();
    let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
    if parts.len() == 1 {
        let is_latin = !line.chars().any(is_beyond_latin);
        let (ja, en) = if is_latin { (String::new(), part(0)) } else { (part(0), String::new()) };
        return Label { ja, en, ..Label::default() };
    }
    let aliases = part(3).split(['、', ',']).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect();
    Label { ja: part(0), en: part(1), scientific: part(2), aliases }
}

/// Whether a letter is of another script than Latin; the library's tables of letters would weigh 3 kB in the page.
fn is_beyond_latin(letter: char) -> bool {
    // Between these are punctuation and signs, and beyond them emoji.
    matches!(letter,
        '\u{370}'..='\u{1fff}' | '\u{2e80}'..='\u{2fff}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, ja: &str, en: &str, scientific: &str) {
        let labels = parse_labels(line);
        assert_eq!(labels.len(), 1, "{line}");
        let found = (labels[0].ja.as_str(), labels[0].en.as_str(), labels[0].scientific.as_str());
        assert_eq!(found, (ja, en, scientific));
    }

    #[test]
    fn any_part_may_be_missing() {
        check(
            "マアジ | Japanese jack mackerel | Trachurus japonicus",
            "マアジ",
            "Japanese jack mackerel",
            "Trachurus japonicus",
        );
        check("マアジ", "マアジ", "", "");
        check("red fish", "", "red fish", "");
        check("|| Gadus", "", "", "Gadus");
        check("鯛｜sea bream", "鯛", "sea bream", "");
        check("🐟 | fish", "🐟", "fish", "");
    }

    #[test]
    fn empty_lines_comments_and_doubles_are_left_out() {
        assert_eq!(parse_labels("\n# x\nサバ\n  サバ  \n|\n| |\n").len(), 1);
        assert_eq!(parse_labels("").len(), 0);
    }

    #[test]
    fn writing_and_reading_agree() {
        let text = "サバ | chub mackerel | Scomber japonicus | マサバ、ホンサバ\nマアジ | \n | kite\n";
        let labels = parse_labels(text);
        assert_eq!(labels.len(), 3);
        assert_eq!(parse_labels(&write_labels(&labels)), labels);
    }

    #[test]
    fn a_model_is_given_a_name_that_it_reads() {
        let label = &parse_labels("サバ | | Scomber japonicus | マサバ")[0];
        assert_eq!(label.readable(&[Lang::En], Lang::Ja), Some("Scomber japonicus"));
        assert_eq!(label.readable(&[Lang::Ja, Lang::En], Lang::En), Some("Scomber japonicus"));
        assert_eq!(label.readable(&[Lang::Ja, Lang::En], Lang::Ja), Some("サバ"));
        assert_eq!(parse_labels("サバ")[0].readable(&[Lang::En], Lang::Ja), None);
        assert!(label.is_called("マサバ") && !label.is_called("アジ"));
    }

    #[test]
    fn ten_thousand_labels_are_read() {
        let text: String = (0..10_000).map(|it| format!("名{it} | name {it}\n")).collect();
        assert_eq!(parse_labels(&text).len(), 10_000);
    }
}
