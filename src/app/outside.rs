//! None of these: a picture that is nearer to an everyday word than to any name of the list is nothing on the list.
//!
//! The page's everyday words stand for the rest of the world; of them those count that are near to no name of the list,
//! or every bream would lose to "fish". How near that is, and by how much a word must be nearer, are the model's own
//! numbers, measured (`models/photo/README.md`).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::demos::Ranked;
use super::effect::Effect;
use super::item::{Item, Status};
use super::label::Label;
use super::lists::ListId;
use super::presets::MapOf;
use super::settle::{NAME_BATCH, word_key};
use super::state::{State, Task};
use crate::protocol::{Body, Command, ItemId};

/// A model's measure of what is in no list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutsideParams {
    /// An everyday word with this cosine to a name of the list is as good as on it.
    pub near: f32,
    /// A name is given if it is at most this much farther than the nearest everyday word.
    pub slack: f32,
}

/// The everyday words, and what pictures have to do with them.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    labels: Vec<Label>,
    /// What made their vectors, which lie in the worker.
    made_by: Option<Arc<str>>,
    /// What failed or was stopped: asked for again when the list of names or the model changes.
    failed: Option<Arc<str>>,
    /// Those that are near to no name, and the number of the list that they are not near to.
    counting: Option<(u32, Vec<ItemId>)>,
    /// For each picture the nearest of those, and the number of the list.
    nearest: BTreeMap<ItemId, (u32, Option<Ranked>)>,
}

/// What the worker was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The words' vectors; what will have made them.
    Words(Arc<str>),
    /// How near each of them is to the list of this number.
    Near(u32),
    /// The nearest of them to each of these pictures, for the list of this number.
    Nearest(Vec<ItemId>, u32),
}

/// They are in the worker under numbers that no item has, below those of the axes' phrases.
const LAST_ID: ItemId = ItemId::MAX - 8;

fn id_of(at: usize) -> ItemId {
    LAST_ID - at as ItemId
}

impl Outside {
    /// The worker's vectors are gone, or may be.
    pub(super) fn lose(&mut self) {
        self.made_by = None;
    }

    pub(super) fn ask_again(&mut self) {
        self.failed = None;
    }

    /// Answers of another model.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl State {
    /// The everyday word that is nearest to a picture and counts, with its cosine.
    pub fn outside_of(&self, picture: ItemId) -> Option<(&Label, f32)> {
        self.outside_params()?;
        let nearest = self.naming.outside.nearest.get(&picture)?.1.as_ref()?;
        let label = self.naming.outside.labels.get((LAST_ID - nearest.item) as usize)?;
        Some((label, nearest.cosine))
    }

    /// What the model in use says of what is in no list, unless the person has said that there is no such thing.
    pub fn outside_params(&self) -> Option<OutsideParams> {
        self.model.in_use().outside.filter(|_| !self.naming.is_closed)
    }

    /// The everyday word that speaks against the best name: not one that its examples are taken for, too.
    fn against(&self, picture: ItemId) -> Option<(&Label, f32)> {
        let found = self.outside_of(picture)?;
        if self.taught.examples.is_empty() {
            return Some(found);
        }
        let word = |it: ItemId| self.naming.outside.nearest.get(&it)?.1.as_ref().map(|it| it.item);
        let best = self.names_of(picture)?.first()?.item;
        let is_excused = self.examples_of(best).into_iter().any(|it| word(it) == word(picture));
        Some(found).filter(|_| !is_excused)
    }

    /// The everyday word because of which a picture has no name; an example has the one that it was given.
    pub fn lost_to(&self, picture: ItemId) -> Option<(&Label, f32)> {
        if self.taught_name(picture).is_some() {
            return None;
        }
        let best = self.names_of(picture)?.first()?.cosine;
        self.against(picture).filter(|_| best >= self.threshold().0 && best < self.bar_of(picture))
    }

    /// The cosine that a name must reach to be given to a picture: the threshold, or what is in no list demands more.
    pub fn bar_of(&self, picture: ItemId) -> f32 {
        let slack = self.outside_params().map_or(0.0, |it| it.slack);
        let outside = self.against(picture).map_or(-1.0, |(_, cosine)| cosine - slack);
        self.threshold().0.max(outside)
    }
}

/// Asks for what it lacks: vectors, then which of them count, then the nearest to each picture.
pub(super) fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    let (Some(params), Some(facts)) = (state.outside_params(), state.model.facts.as_ref()) else { return };
    if state.tasks.values().any(|it| matches!(it, Task::Outside(_))) || params == OutsideParams::default() {
        return;
    }
    let (reads, lang, templates) = (state.model.in_use().reads.clone(), state.text_lang(), state.templates());
    let Some(all) = state.builtin.get(&ListId::Everyday) else { return };
    let (labels, texts): (Vec<Label>, Vec<String>) =
        all.iter().filter_map(|it| Some((it.clone(), it.readable(&reads, lang)?.to_owned()))).unzip();
    let key = word_key(&facts.fingerprint, &templates, &texts.join("\n"));
    let ids: Vec<ItemId> = (0..labels.len()).map(id_of).collect();
    let outside = &mut state.naming.outside;
    if outside.made_by.as_ref() != Some(&key) {
        if !texts.is_empty() && outside.failed.as_ref() != Some(&key) {
            outside.labels = labels;
            let job = state.task(Task::Outside(Question::Words(key)));
            effects.push(Effect::post(Command::EmbedWords { job, items: ids, texts, templates }));
        }
        return;
    }
    let version = state.naming.version;
    let are_coming = state.words().any(|it| matches!(it.status, Status::Waiting | Status::Working));
    let words = state.ready(MapOf::Names);
    if are_coming || words.is_empty() {
        return;
    }
    let Some((_, counting)) = state.naming.outside.counting.as_ref().filter(|(of, _)| *of == version) else {
        let job = state.task(Task::Outside(Question::Near(version)));
        effects.push(Effect::post(Command::Rank { job, queries: ids, among: words, top: 1 }));
        return;
    };
    if counting.is_empty() {
        return state.naming.outside.nearest.clear();
    }
    let is_known = |it: &Item| state.naming.outside.nearest.get(&it.id).is_some_and(|(of, _)| *of == version);
    let asked = state.pictures().filter(|it| it.is_ready() && !is_known(it)).map(|it| it.id).take(NAME_BATCH);
    let (queries, among): (Vec<ItemId>, _) = (asked.collect(), counting.clone());
    if !queries.is_empty() {
        let job = state.task(Task::Outside(Question::Nearest(queries.clone(), version)));
        effects.push(Effect::post(Command::Rank { job, queries, among, top: 1 }));
    }
}

/// The worker has answered.
pub(super) fn finish(state: &mut State, question: Question, body: &Body) {
    let near = state.model.in_use().outside.unwrap_or_default().near;
    let answers = || body.indices.iter().copied().zip(body.floats.iter().copied());
    let outside = &mut state.naming.outside;
    match question {
        Question::Words(key) => {
            outside.made_by = Some(key);
            outside.counting = None;
        }
        Question::Near(version) => {
            let ids = (0..outside.labels.len()).map(id_of).zip(&body.floats);
            outside.counting = Some((version, ids.filter(|(_, cosine)| **cosine < near).map(|(id, _)| id).collect()));
        }
        Question::Nearest(pictures, version) => {
            let nearest = answers().map(|(item, cosine)| (version, Some(Ranked { item, cosine })));
            outside.nearest.extend(pictures.into_iter().zip(nearest));
        }
    }
}

/// There is no answer: names are given as if there were nothing outside, until the list or the model changes.
pub(super) fn fail(state: &mut State, question: Question) {
    let outside = &mut state.naming.outside;
    match question {
        Question::Words(key) => outside.failed = Some(key),
        Question::Near(version) => outside.counting = Some((version, Vec::new())),
        Question::Nearest(pictures, version) => {
            outside.nearest.extend(pictures.into_iter().map(|it| (it, (version, None))));
        }
    }
}
