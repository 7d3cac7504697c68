//! A collection that was stored takes the place of the present one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::item::{Item, Kind, Picture, Status, Vector};
use super::sample::Sample;
use super::sketch;
use super::state::State;
use super::stored::{Stored, StoredItem};
use crate::protocol::{ItemId, Sketch};

/// Takes settings and items of `stored`; what has a vector keeps it.
///
/// Gives the pictures that were already there: they have come before storage was read, and have new numbers now.
pub(super) fn restore(state: &mut State, stored: Stored) -> Vec<ItemId> {
    let settings = stored.settings;
    state.lang = settings.lang;
    state.theme = settings.theme;
    state.step = settings.step;
    if let Some(entry) = state.catalog.find(&settings.model).cloned().or(settings.own_model) {
        state.model.entry = entry;
    }
    state.sample = Sample::find(&settings.sample);
    state.map.of = settings.map_of;
    state.map.params = settings.map;
    state.axes.is_on = settings.by_words;
    state.axes.phrases.iter_mut().zip(settings.axes).for_each(|(to, from)| *to = from);
    state.clusters.of = settings.cluster_of;
    state.clusters.params = settings.clusters;
    state.odd.way = settings.odd_way;
    state.odd.of = settings.odd_of;
    state.odd.cluster_params = settings.cluster_odd;
    state.odd.n_clusters = settings.odd_clusters;
    state.odd.reference_params = settings.reference_odd;
    state.odd.references = settings.references;
    state.list = settings.list;
    state.lists = settings.lists.into_iter().collect();
    state.taught.examples = settings.examples.into_iter().collect();
    state.naming.thresholds = settings.thresholds.into_iter().collect();
    state.naming.is_closed = settings.is_closed;
    state.naming.templates = settings.templates.into_iter().collect();
    state.naming.revealed = settings.revealed.into_iter().collect();
    if let Some(drawn) = Sketch::of_numbers(&settings.sketch) {
        sketch::set(state, drawn);
    }
    let (early, words): (Vec<Item>, Vec<Item>) =
        std::mem::take(&mut state.items).into_iter().partition(Item::is_picture);
    state.items = words;
    state.selected = None;
    // The words of the list in its order, then all others in the order of their numbers.
    let places: BTreeMap<ItemId, u32> = settings.words.into_iter().zip(0..).collect();
    let is_listed = |it: &StoredItem| it.head.name.is_empty() && places.contains_key(&it.id);
    if places.is_empty() || stored.items.iter().any(is_listed) {
        // The stored list is the whole list: the built-in one was only there until it was read.
        state.items.clear();
    }
    let mut items = stored.items;
    items.sort_by_key(|it| places.get(&it.id).copied().unwrap_or(u32::MAX));
    for item in items {
        state.next_item = state.next_item.max(item.id + 1);
        // A word that the list does not name was taken out just before the page was left.
        if let Some(item) = revive(item).filter(|it| it.is_picture() || places.contains_key(&it.id)) {
            state.items.push(item);
        }
    }
    state.naming.version += 1;
    early.into_iter().map(|it| state.push(it.kind)).collect()
}

/// How far from 1 a stored vector's length may be: numbers of 16 bits have three digits.
const UNIT: f64 = 1e-3;

fn revive(stored: StoredItem) -> Option<Item> {
    let StoredItem { id, file, thumb, vector, head, .. } = stored;
    let kind = match (file, head.label) {
        (Some(file), truth) => Kind::Picture(Picture {
            name: head.name,
            file,
            bytes: head.bytes,
            thumb: thumb.map(Arc::from),
            size: head.size,
            orientation: head.orientation,
            format: head.format,
            truth,
            is_sample: head.is_sample,
            is_found: false,
        }),
        (None, Some(label)) if head.name.is_empty() => Kind::Word(label),
        // A picture for which there was no room at all.
        (None, _) => return None,
    };
    // Whatever wrote the file: only vectors of length 1 are compared here, all others are made anew.
    let length = vector.iter().map(|it| f64::from(*it) * f64::from(*it)).sum::<f64>().sqrt();
    let is_unit = (length - 1.0).abs() < UNIT;
    let vector = is_unit.then(|| Vector { made_by: Arc::from(head.made_by), values: Arc::from(vector) });
    Some(Item { id, kind, status: Status::Waiting, vector, in_worker: false })
}
