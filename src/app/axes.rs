//! Words as axes: every item laid out by how much nearer it is to one phrase than to its opposite.
//!
//! An item's place on an axis is its cosine to the second phrase minus its cosine to the first: its projection on the
//! difference of the two phrases' vectors. It is not divided by the length of that difference, which is the same for
//! all items: so it stays in cosines, as every other number of the page. What all items have in common with both
//! phrases, the modality gap above all, is not in the difference, so pictures and words may lie on one axis.

use std::sync::Arc;

use super::effect::Effect;
use super::figure::{Figure, bounds, marks};
use super::label::Lang;
use super::settle::word_key;
use super::state::{State, Task};
use crate::matrix::dot;
use crate::protocol::{Body, Command, Fault, FaultKind, ItemId};
use crate::view::View;

/// The map by words.
#[derive(Clone, Debug)]
pub struct AxesState {
    /// Whether the map is laid out by words.
    pub is_on: bool,
    /// Why phrases could not be embedded, if they could not.
    pub fault: Option<Fault>,
    /// For each language that a text tower reads, the axis across and the one upwards; of each the phrase at its low end
    /// and the one at its high end. An axis that lacks one is none.
    pub(super) phrases: Vec<String>,
    ways: [Option<Way>; 2],
    /// Phrases that failed or were stopped: they are asked for again once the person has changed something.
    failed: Vec<Arc<str>>,
}

impl Default for AxesState {
    fn default() -> Self {
        Self { is_on: false, fault: None, phrases: vec![String::new(); 8], ways: [None, None], failed: Vec::new() }
    }
}

/// An axis whose phrases have vectors.
#[derive(Clone, Debug)]
struct Way {
    ends: Vec<String>,
    /// What made the two vectors.
    made_by: Vec<Arc<str>>,
    /// The second minus the first.
    vector: Vec<f32>,
}

impl AxesState {
    /// The phrase at one end of an axis.
    pub fn phrase(&self, lang: Lang, axis: usize, end: usize) -> &str {
        &self.phrases[place(lang, axis, end)]
    }

    /// Whether no axis has a phrase at both its ends, so that there is nothing to lay out.
    pub fn is_empty(&self, lang: Lang) -> bool {
        (0..2).all(|axis| (0..2).any(|end| self.phrase(lang, axis, end).trim().is_empty()))
    }

    pub(super) fn set(&mut self, lang: Lang, axis: usize, end: usize, phrase: String) {
        self.phrases[place(lang, axis, end)] = phrase;
        self.ask_again();
    }

    pub(super) fn switch(&mut self, on: bool) {
        self.is_on = on;
        self.ask_again();
    }

    fn ask_again(&mut self) {
        self.fault = None;
        self.failed.clear();
    }
}

fn place(lang: Lang, axis: usize, end: usize) -> usize {
    lang as usize * 4 + (axis & 1) * 2 + (end & 1)
}

/// Phrases are in the worker under numbers that no item has.
const FIRST_ID: ItemId = ItemId::MAX - 3;

/// Asks for the vectors that the axes lack; what is laid out by the ones before stays until they are here.
pub(super) fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(facts) = state.model.facts.as_ref().filter(|_| state.axes.is_on) else { return };
    let (templates, lang, n_names) = (state.templates(), state.text_lang(), state.n_names());
    let (mut texts, mut keys) = (Vec::new(), Vec::new());
    for axis in 0..2 {
        let ends: Vec<String> = (0..2).map(|end| state.axes.phrase(lang, axis, end).trim().to_owned()).collect();
        let way = &mut state.axes.ways[axis];
        if ends.iter().any(String::is_empty) {
            *way = None;
            continue;
        }
        let made_by: Vec<Arc<str>> = ends.iter().map(|it| word_key(&facts.fingerprint, &templates, it)).collect();
        let found: Vec<&Arc<[f32]>> = made_by.iter().filter_map(|it| state.known.get(it)).collect();
        if let [from, to] = found[..] {
            if way.as_ref().is_none_or(|it| it.made_by != made_by) {
                let [from, to] = [from, to].map(|it| View::Names.unit(it, n_names));
                let vector = from.iter().zip(to.iter()).map(|(from, to)| to - from).collect();
                *way = Some(Way { ends, made_by, vector });
            }
        } else {
            for (text, key) in ends.into_iter().zip(made_by) {
                let is_known = state.known.contains_key(&key) || state.axes.failed.contains(&key);
                if !is_known && !keys.contains(&key) {
                    texts.push(text);
                    keys.push(key);
                }
            }
        }
    }
    if !texts.is_empty() && !state.tasks.values().any(|it| matches!(it, Task::Phrases(_))) {
        let items = (FIRST_ID..=ItemId::MAX).take(texts.len()).collect();
        let job = state.task(Task::Phrases(keys));
        effects.push(Effect::post(Command::EmbedWords { job, items, texts, templates }));
    }
}

/// Phrases have vectors, or cannot have any.
pub(super) fn finish(state: &mut State, keys: Vec<Arc<str>>, found: Result<Body, Fault>) {
    match found {
        Ok(Body { floats, .. }) => {
            let dims = floats.len() / keys.len().max(1);
            state.axes.fault = None;
            for (at, key) in keys.into_iter().enumerate() {
                let vector = &floats[at * dims..(at + 1) * dims];
                if vector.iter().all(|it| *it == 0.0) {
                    let text = key.rsplit('\n').next().unwrap_or_default().to_owned();
                    state.axes.fault = Some(Fault { kind: FaultKind::Vector, subject: text, detail: String::new() });
                    state.axes.failed.push(key);
                } else {
                    state.known.insert(key, vector.into());
                }
            }
        }
        Err(fault) => {
            state.axes.failed.extend(keys);
            state.axes.fault = Some(fault);
        }
    }
}

/// The map by words; `None` while no axis has its vectors.
pub(super) fn figure(state: &State, unknown: &str) -> Option<Figure> {
    let ways: Vec<&Way> = state.axes.ways.iter().flatten().collect();
    if ways.is_empty() {
        return None;
    }
    let mut rows: Vec<(ItemId, [f32; 3])> = Vec::new();
    for item in state.items.iter().filter(|it| state.map.of.holds(it) && it.is_ready()) {
        let Some(vector) = item.vector.as_ref().map(|it| View::Names.unit(&it.values, state.n_names())) else {
            continue;
        };
        if vector.len() != ways[0].vector.len() {
            continue;
        }
        let mut place = [0.0; 3];
        for (at, way) in place.iter_mut().zip(&ways) {
            *at = dot(&vector, &way.vector);
        }
        rows.push((item.id, place));
    }
    // In the order of the first axis, as a person reads it.
    rows.sort_by(|(_, a), (_, b)| a[0].total_cmp(&b[0]));
    if ways.len() == 1 {
        stack(&mut rows);
    }
    let marks = marks(state, rows.into_iter(), unknown);
    let bounds = bounds(&marks);
    let ends = ways.iter().flat_map(|it| it.ends.clone()).collect();
    Some(Figure { n_components: ways.len() as u32, marks, ends, bounds, ..Figure::default() })
}

/// Parts of a line that a small picture takes up.
const ROOM: f32 = 1.0 / 18.0;

/// Lifts and lowers what would cover one another on a line: each goes into the first row where it has room, and rows
/// lie by turns above and below. `rows` are in the order of the line.
fn stack(rows: &mut [(ItemId, [f32; 3])]) {
    let x = |row: Option<&(ItemId, [f32; 3])>| row.map_or(0.0, |(_, place)| place[0]);
    let room = (x(rows.last()) - x(rows.first())) * ROOM;
    let mut ends: Vec<f32> = Vec::new();
    for (_, place) in rows {
        let free = ends.iter().position(|end| place[0] - end >= room && room > 0.0);
        let at = free.unwrap_or_else(|| {
            ends.push(0.0);
            ends.len() - 1
        });
        ends[at] = place[0];
        let height = at.div_ceil(2) as f32;
        place[1] = if at % 2 == 0 { -height } else { height };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_cover_one_another_is_stacked() {
        let mut rows: Vec<(ItemId, [f32; 3])> =
            [0.0, 0.01, 0.02, 0.5, 1.0].into_iter().zip(1..).map(|(x, id)| (id, [x, 0.0, 0.0])).collect();
        stack(&mut rows);
        let heights: Vec<f32> = rows.iter().map(|(_, place)| place[1]).collect();
        assert_eq!(heights, [0.0, 1.0, -1.0, 0.0, 0.0]);
        // Where all are equal each has a row of its own.
        let mut same = [(1, [0.3, 0.0, 0.0]), (2, [0.3, 0.0, 0.0])];
        stack(&mut same);
        assert_ne!(same[0].1, same[1].1);
    }
}
