//! English for Japanese names that have none, where the model reads no Japanese: looked up in a dictionary beside the page.

use std::collections::BTreeMap;

use super::effect::Effect;
use super::item::{Item, Status};
use super::label::{Label, Lang};
use super::state::State;
use crate::protocol::Fault;

/// What has been looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glosses {
    /// The English word of each that has been looked up, if the dictionary has one.
    found: BTreeMap<String, Option<String>>,
    is_asked: bool,
    /// It could not be had: nothing is asked again before the list of names or the model changes.
    is_missing: bool,
}

/// What a model is given of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text<'a> {
    /// This.
    Ready(&'a str),
    /// What the dictionary will say.
    Coming,
    /// Nothing that it could read.
    Unreadable,
}

impl Glosses {
    /// The English that was found for a name that has none.
    pub fn of(&self, label: &Label) -> Option<&str> {
        let has_english = !label.en.is_empty() || !label.scientific.is_empty();
        self.found.get(&label.ja).filter(|_| !has_english)?.as_deref()
    }

    /// What a model that reads `reads` is given of `label`.
    pub(super) fn text<'a>(&'a self, label: &'a Label, reads: &[Lang], prefer: Lang) -> Text<'a> {
        if let Some(text) = label.readable(reads, prefer) {
            return Text::Ready(text);
        }
        match self.found.get(&label.ja) {
            _ if !reads.contains(&Lang::En) || label.ja.is_empty() => Text::Unreadable,
            Some(Some(gloss)) => Text::Ready(gloss),
            Some(None) => Text::Unreadable,
            None if self.is_missing => Text::Unreadable,
            None => Text::Coming,
        }
    }
}

/// Another list or model is another reason to ask for a dictionary that could not be had.
pub(super) fn ask_again(state: &mut State) {
    if std::mem::take(&mut state.glosses.is_missing) {
        state.unset_words();
    }
}

/// Asks for what the words lack.
pub(super) fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    let (reads, lang) = (&state.model.in_use().reads, state.text_lang());
    if state.glosses.is_asked || state.catalog.glosses.is_empty() {
        return;
    }
    let is_coming = |it: &&Label| state.glosses.text(it, reads, lang) == Text::Coming;
    let waiting = state.words().filter(|it| it.status == Status::Waiting);
    let words: Vec<String> = waiting.filter_map(Item::label).filter(is_coming).map(|it| it.ja.clone()).collect();
    if !words.is_empty() {
        state.glosses.is_asked = true;
        effects.push(Effect::LookUp([&state.base, state.catalog.glosses.as_str()].concat(), words));
    }
}

/// The dictionary has answered: of each word the English, or nothing.
pub(super) fn take(state: &mut State, found: Result<Vec<(String, Option<String>)>, Fault>, effects: &mut Vec<Effect>) {
    state.glosses.is_asked = false;
    match found {
        Ok(found) => state.glosses.found.extend(found),
        Err(fault) => {
            state.glosses.is_missing = true;
            state.notice(state.catalog.glosses.clone(), fault, effects);
        }
    }
}
