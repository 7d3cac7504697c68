//! Every word that a person reads: the keys are here, the words in `www/words/`, a file for each language.
//!
//! They lie beside the page, so that a visitor fetches those of one language only, and none with the page's binary.

#[macro_use]
pub(super) mod words;
mod load;
mod shell;
mod stage;

pub(crate) use load::load;
pub(crate) use shell::Shell;
pub(crate) use stage::StageWords;

use crate::app::Lang;

/// The words of one language.
pub(crate) struct Messages {
    /// Which.
    pub(crate) lang: Lang,
    /// The words around the steps: header, tank, panels, notices.
    pub(crate) shell: Shell,
    /// The words of the steps.
    pub(crate) stage: StageWords,
}

impl Messages {
    /// Reads a file of `www/words/`; `None` if it is of another release, with other keys.
    fn read(lang: Lang, text: &'static str) -> Option<Self> {
        let mut lines = words::lines(text);
        let (shell, stage) = (Shell::read(&mut lines)?, StageWords::read(&mut lines)?);
        lines.next().is_none().then_some(Self { lang, shell, stage })
    }
}

/// `text` with each `{name}` replaced by its value.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after
            .split_once('}')
            .and_then(|(name, tail)| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail)));
        match found {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// The same with values that have just been written.
pub(crate) fn told(text: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    fill(text, &values)
}

/// `text` with its `{n}` replaced by a number.
pub(crate) fn counted(text: &str, n: usize) -> String {
    fill(text, &[("n", &n.to_string())])
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[track_caller]
    fn check(text: &str, filled: &str) {
        assert_eq!(fill(text, &[("n", "3"), ("of", "{n}")]), filled);
    }

    #[wasm_bindgen_test]
    fn places_are_filled_once() {
        check("{n} / {of}", "3 / {n}");
        check("a photo of a {}.", "a photo of a {}.");
        check("{n", "{n");
        check("{x}{n}", "{x}3");
        check("写真 {n} 枚", "写真 3 枚");
    }

    const JA: &str = include_str!("../../../www/words/ja.txt");
    const EN: &str = include_str!("../../../www/words/en.txt");

    #[wasm_bindgen_test]
    fn both_languages_have_every_word_with_the_same_places() {
        assert!(Messages::read(Lang::Ja, JA).is_some() && Messages::read(Lang::En, EN).is_some());
        let places = |text: &str| {
            let mut places: Vec<String> =
                text.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0.to_owned())).collect();
            places.sort();
            places
        };
        for ((key, ja), (_, en)) in words::lines(JA).zip(words::lines(EN)) {
            assert!(!ja.is_empty() && !en.is_empty(), "{key}");
            assert_eq!(places(ja), places(en), "{key}");
        }
    }

    #[wasm_bindgen_test]
    fn words_of_another_release_are_told_apart() {
        let renamed: &'static str = EN.replacen("tagline", "slogan", 1).leak();
        let shortened: &'static str = EN.rsplit_once('\n').unwrap().0.rsplit_once('\n').unwrap().0.to_owned().leak();
        assert!(Messages::read(Lang::En, renamed).is_none());
        assert!(Messages::read(Lang::En, shortened).is_none());
    }
}
