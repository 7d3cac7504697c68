//! Names taught by example (お手本): what the model does not know it is told by one to three pictures.
//!
//! Nothing is trained. The examples of a name are averaged, and a picture is as near to the name as to its words or to
//! that mean, whichever is nearer (nearest class mean: Mensink et al. 2013, <https://doi.org/10.1109/TPAMI.2013.83>;
//! with one to five examples: Snell et al. 2017, <https://arxiv.org/abs/1703.05175>). Pictures are nearer to one another
//! than to words, or farther, so their cosines are put on the words' scale first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::demos::Ranked;
use super::effect::Effect;
use super::item::Item;
use super::label::{Label, distinct};
use super::state::State;
use super::update::relabel;
use crate::matrix::{dot, normalize};
use crate::protocol::ItemId;
use crate::view::View;

/// From the cosine of two pictures to that of a picture and words which says as much: `slope * cosine + offset`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleParams {
    /// What a cosine of pictures counts.
    pub slope: f32,
    /// The words' cosine where that of pictures is 0.
    pub offset: f32,
}

/// What the person has taught.
#[derive(Clone, Debug, Default)]
pub struct Taught {
    /// The examples, each with its name.
    pub examples: BTreeMap<ItemId, Label>,
    /// What was taught last, for taking it back.
    pub last: Option<Lesson>,
    /// Of how many pictures [`estimate`] was made.
    n_sampled: usize,
}

/// An example that was made or unmade.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The picture.
    pub picture: ItemId,
    /// What it was an example of before.
    before: Option<Label>,
    /// The name that came to the list by it.
    added: Option<Label>,
}

/// An example counts as its cosine.
const PLAIN: ExampleParams = ExampleParams { slope: 1.0, offset: 0.0 };
/// Fewer pictures say nothing of a model's scale: [`PLAIN`] has to do.
const LEAST_SAMPLE: usize = 4;
/// More would say no more, and the page does this by itself.
const MOST_SAMPLED: usize = 16;

/// The taught names of the shown list, ready to be compared.
pub(super) struct Prototypes {
    names: Vec<Prototype>,
    params: ExampleParams,
    n_names: usize,
}

struct Prototype {
    word: ItemId,
    /// Each example as it meets pictures, of length 1.
    examples: Vec<(ItemId, Vec<f32>)>,
    sum: Vec<f32>,
}

impl Prototypes {
    pub(super) fn of(state: &State) -> Self {
        let n_names = state.n_names();
        let mut names: Vec<Prototype> = Vec::new();
        for (id, label) in &state.taught.examples {
            let Some(vector) = state.item(*id).filter(|it| it.is_ready()).and_then(|it| it.vector.as_ref()) else {
                continue;
            };
            let Some(word) = state.word_called(label) else { continue };
            let unit = View::Pictures.unit(&vector.values, n_names).into_owned();
            match names.iter_mut().find(|it| it.word == word) {
                Some(name) => {
                    name.sum.iter_mut().zip(&unit).for_each(|(sum, it)| *sum += it);
                    name.examples.push((*id, unit));
                }
                None => names.push(Prototype { word, sum: unit.clone(), examples: vec![(*id, unit)] }),
            }
        }
        // Asked for at each message, and a model that nobody has measured takes some arithmetic.
        let params = if names.is_empty() { PLAIN } else { state.example_params() };
        Self { names, params, n_names }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// `ranked` with the taught names in it, as near to `vector` as their words or their examples, greatest first.
    ///
    /// An example does not speak for itself: where `own` is one, the others of its name do.
    pub(super) fn join(&self, vector: &[f32], own: Option<ItemId>, mut ranked: Vec<Ranked>) -> Vec<Ranked> {
        if self.names.is_empty() {
            return ranked;
        }
        let vector = View::Pictures.unit(vector, self.n_names);
        for name in &self.names {
            let Some(cosine) = name.cosine(&vector, own) else { continue };
            let cosine = self.params.put(cosine);
            match ranked.iter_mut().find(|it| it.item == name.word) {
                Some(words) => words.cosine = words.cosine.max(cosine),
                None => ranked.push(Ranked { item: name.word, cosine }),
            }
        }
        ranked.sort_by(|a, b| b.cosine.total_cmp(&a.cosine));
        ranked
    }
}

impl Prototype {
    fn cosine(&self, vector: &[f32], own: Option<ItemId>) -> Option<f32> {
        let mut mean = self.sum.clone();
        if let Some((_, own)) = self.examples.iter().find(|it| Some(it.0) == own) {
            if self.examples.len() == 1 {
                return None;
            }
            mean.iter_mut().zip(own).for_each(|(sum, it)| *sum -= it);
        }
        (mean.len() == vector.len() && normalize(&mut mean).is_some()).then(|| dot(vector, &mean))
    }
}

impl ExampleParams {
    fn put(self, cosine: f32) -> f32 {
        (self.slope * cosine + self.offset).clamp(-1.0, 1.0)
    }
}

impl State {
    /// The name that the person gave a picture as an example.
    pub fn taught_name(&self, picture: ItemId) -> Option<&Label> {
        self.taught.examples.get(&picture)
    }

    /// The examples of a word of the list, in the order in which they came.
    pub fn examples_of(&self, word: ItemId) -> Vec<ItemId> {
        let Some(key) = self.item(word).and_then(Item::label).map(Label::key) else { return Vec::new() };
        let its = self.taught.examples.iter().filter(|(id, it)| it.key() == key && self.item(**id).is_some());
        its.map(|(id, _)| *id).collect()
    }

    /// The words of the list that have examples, in its order.
    pub fn taught_words(&self) -> Vec<ItemId> {
        let keys: Vec<String> = self.live_examples().map(|(_, it)| it.key()).collect();
        let is_taught = |it: &&Item| it.label().is_some_and(|it| keys.contains(&it.key()));
        if keys.is_empty() { Vec::new() } else { self.words().filter(is_taught).map(|it| it.id).collect() }
    }

    /// The examples whose pictures are there.
    pub(super) fn live_examples(&self) -> impl Iterator<Item = (ItemId, &Label)> {
        self.taught.examples.iter().filter(|(id, _)| self.item(**id).is_some()).map(|(id, label)| (*id, label))
    }

    /// The cosine of a picture and a word itself, without examples; `None` where the model cannot read the word.
    pub fn by_words(&self, picture: ItemId, word: ItemId) -> Option<f32> {
        let values = |id: ItemId| Some(&self.item(id).filter(|it| it.is_ready())?.vector.as_ref()?.values);
        let (picture, word) = (values(picture)?, values(word)?);
        (picture.len() == word.len()).then(|| View::Names.cosine(picture, word, self.n_names()))
    }

    fn word_called(&self, label: &Label) -> Option<ItemId> {
        let key = label.key();
        self.words().find(|it| it.label().is_some_and(|it| it.key() == key)).map(|it| it.id)
    }

    /// As measured for the model in use, else as its pictures and words here say.
    fn example_params(&self) -> ExampleParams {
        self.model.in_use().examples.unwrap_or_else(|| estimate(self))
    }
}

/// Makes a picture an example of a name, or of none; a name that the list lacks comes to it.
pub(super) fn teach(state: &mut State, picture: ItemId, label: Option<Label>, effects: &mut Vec<Effect>) {
    let label = label.map(|it| it.tidied()).filter(|it| !it.shown(state.lang).is_empty());
    if state.item(picture).is_none_or(|it| !it.is_picture()) || state.taught_name(picture) == label.as_ref() {
        return;
    }
    let added = label.clone().filter(|it| state.word_called(it).is_none());
    if let Some(label) = &added {
        relabel(state, distinct([label.clone()].into_iter().chain(state.labels())), effects);
    }
    let before = match label {
        Some(label) => state.taught.examples.insert(picture, label),
        None => state.taught.examples.remove(&picture),
    };
    state.taught.last = Some(Lesson { picture, before, added });
    // Who names it needs not guess.
    state.naming.revealed.insert(picture);
    state.naming.version += 1;
    effects.push(Effect::KeepSettings);
}

/// Takes back what was taught last, and the name that came to the list by it.
pub(super) fn take_back(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Lesson { picture, before, added }) = state.taught.last.take() else { return };
    teach(state, picture, before, effects);
    state.taught.last = None;
    if let Some(added) = added {
        let labels = state.labels().into_iter().filter(|it| it.key() != added.key());
        relabel(state, labels.collect(), effects);
    }
}

/// A name of the list is another one now: its examples are of that.
pub(super) fn rename(state: &mut State, from: &Label, to: &Label) {
    let key = from.key();
    for label in state.taught.examples.values_mut().filter(|it| it.key() == key) {
        *label = to.clone();
    }
}

/// Names again what was named by a scale that is another one by now.
pub(super) fn settle(state: &mut State) {
    if state.taught.examples.is_empty() || state.model.in_use().examples.is_some() {
        return;
    }
    let n_sampled = sample(state).len();
    if std::mem::replace(&mut state.taught.n_sampled, n_sampled) != n_sampled {
        state.naming.version += 1;
    }
}

/// The scale of a model that nobody has measured, so that chance cosines of both kinds have one mean and one spread.
fn estimate(state: &State) -> ExampleParams {
    let (n_names, pictures) = (state.n_names(), sample(state));
    let words: Vec<&Item> = state.words().filter(|it| it.is_ready()).collect();
    let step = words.len().div_ceil(MOST_SAMPLED).max(1);
    let words: Vec<&[f32]> = words.into_iter().step_by(step).filter_map(vector).collect();
    let of_pictures = pictures
        .iter()
        .enumerate()
        .flat_map(|(at, a)| pictures[..at].iter().map(move |b| View::Pictures.cosine(a, b, n_names)));
    let of_words = pictures.iter().flat_map(|a| words.iter().map(move |b| View::Names.cosine(a, b, n_names)));
    let (Some(of_pictures), Some(of_words)) = (spread(of_pictures), spread(of_words)) else { return PLAIN };
    let slope = of_words.1 / of_pictures.1;
    ExampleParams { slope, offset: of_words.0 - slope * of_pictures.0 }
}

/// The first pictures that have a vector, a power of two of them: the scale then changes seldom.
fn sample(state: &State) -> Vec<&[f32]> {
    let mut first: Vec<&[f32]> =
        state.pictures().filter(|it| it.is_ready()).filter_map(vector).take(MOST_SAMPLED).collect();
    let n = if first.len() < LEAST_SAMPLE { 0 } else { 1 << first.len().ilog2() };
    first.truncate(n);
    first
}

fn vector(item: &Item) -> Option<&[f32]> {
    item.vector.as_ref().map(|it| &*it.values)
}

/// Mean and standard deviation; `None` where there is no spread.
fn spread(values: impl Iterator<Item = f32>) -> Option<(f32, f32)> {
    let values: Vec<f32> = values.collect();
    let n = values.len() as f32;
    let mean = values.iter().sum::<f32>() / n;
    let deviation = (values.iter().map(|it| (it - mean) * (it - mean)).sum::<f32>() / n).sqrt();
    (deviation > 1e-6).then_some((mean, deviation))
}
