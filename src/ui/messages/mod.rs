//! Every word that a person reads, in both languages; the rest of the view holds none.

mod shell;
mod shell_en;
mod shell_ja;
mod stage;
mod stage_en;
mod stage_ja;

pub(crate) use shell::Shell;
pub(crate) use stage::StageWords;

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Messages {
    /// The words around the steps: header, tank, panels, notices.
    pub(crate) shell: Shell,
    /// The words of the five steps.
    pub(crate) stage: StageWords,
}

/// Japanese.
pub(crate) static JA: Messages = Messages { shell: shell_ja::SHELL, stage: stage_ja::STAGE };

/// English.
pub(crate) static EN: Messages = Messages { shell: shell_en::SHELL, stage: stage_en::STAGE };

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

#[cfg(test)]
mod tests {
    use super::fill;

    #[track_caller]
    fn check(text: &str, filled: &str) {
        assert_eq!(fill(text, &[("n", "3"), ("of", "{n}")]), filled);
    }

    #[test]
    fn places_are_filled_once() {
        check("{n} / {of}", "3 / {n}");
        check("a photo of a {}.", "a photo of a {}.");
        check("{n", "{n");
        check("{x}{n}", "{x}3");
        check("写真 {n} 枚", "写真 3 枚");
    }
}
