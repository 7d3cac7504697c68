//! Pictures and words come into the tank, go, and come back.

use std::sync::Arc;

use super::effect::Effect;
use super::item::{Item, Kind, Picture, Status};
use super::lists::{self, ListId};
use super::msg::NewPicture;
use super::state::{Removed, State, Task};
use super::step::Step;
use super::update::cancel_all;
use crate::protocol::ItemId;

pub(super) fn add(state: &mut State, pictures: Vec<NewPicture>, effects: &mut Vec<Effect>) {
    state.is_gathering = false;
    let (labels, species) = (state.labels(), lists::opening(state, ListId::Fish));
    let mut added = Vec::new();
    for NewPicture { name, file, bytes, truth, is_sample, is_found, thumb, vector } in pictures {
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let known = || labels.iter().chain(&species).find(|label| label.is_called(stem)).cloned();
        let truth = truth.or_else(known);
        let picture = Picture { name, file, bytes, thumb, truth, is_sample, is_found, ..Picture::default() };
        added.push(state.push(Kind::Picture(picture)));
        if let Some(item) = state.items.last_mut() {
            item.vector = vector;
        }
    }
    if !state.has_step && state.step == Step::Vectors && state.pictures().count() == added.len() && !added.is_empty() {
        state.step = Step::Names;
    }
    state.has_told_done = false;
    effects.push(Effect::Keep(added));
}

pub(super) fn remove(state: &mut State, items: &[ItemId], effects: &mut Vec<Effect>) {
    let mut removed = Vec::new();
    for (at, item) in state.items.iter().enumerate().filter(|(_, it)| items.contains(&it.id)) {
        let is_reference = state.odd.references.contains(&item.id);
        removed.push(Removed { at, item: Item { in_worker: false, ..item.clone() }, is_reference });
    }
    if removed.is_empty() {
        return;
    }
    // A word may have been a picture's best name, and so may an example's; without another picture every answer about
    // words stays as it is.
    let is_answer = |it: &Removed| !it.item.is_picture() || state.taught_name(it.item.id).is_some();
    state.naming.version += u32::from(removed.iter().any(is_answer));
    // What was removed before can no longer be put back, so its files may go.
    let before = std::mem::replace(&mut state.removed, removed);
    release(before.iter().map(|it| &it.item), effects);
    state.items.retain(|it| !items.contains(&it.id));
    state.selected = state.selected.filter(|it| !items.contains(it));
    state.forget_nearest();
    state.odd.references.retain(|it| !items.contains(it));
    state.taught.last = None;
    effects.push(Effect::Drop(items.to_vec()));
    effects.push(Effect::KeepSettings);
    state.forget(items.to_vec(), effects);
}

pub(super) fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    let removed = std::mem::take(&mut state.removed);
    let is_answer = |it: &Removed| !it.item.is_picture() || state.taught_name(it.item.id).is_some();
    state.naming.version += u32::from(removed.iter().any(is_answer));
    let back: Vec<ItemId> = removed.iter().map(|it| it.item.id).collect();
    for Removed { at, mut item, is_reference } in removed {
        if item.status == Status::Working {
            item.status = Status::Waiting;
        }
        if is_reference {
            state.odd.references.push(item.id);
        }
        state.items.insert(at.min(state.items.len()), item);
    }
    state.forget_nearest();
    effects.push(Effect::Keep(back));
    effects.push(Effect::KeepSettings);
}

/// Empties the tank; labels and settings return to those of a first visit, the model stays.
pub(super) fn erase(state: &mut State, effects: &mut Vec<Effect>) {
    cancel_all(state, effects);
    // An item that is opened next may have the number of one that the worker still has.
    state.tasks = std::mem::take(&mut state.tasks).into_iter().filter(|(_, it)| *it == Task::Load).collect();
    let gone: Vec<ItemId> = state.items.iter().map(|it| it.id).collect();
    release(state.items.iter().chain(state.removed.iter().map(|it| &it.item)), effects);
    state.items.clear();
    state.removed.clear();
    state.forget(gone, effects);
    let fresh = State::default();
    state.selected = None;
    state.forget_nearest();
    state.naming = fresh.naming;
    state.taught = fresh.taught;
    state.map = fresh.map;
    state.axes = fresh.axes;
    state.clusters = fresh.clusters;
    state.odd = fresh.odd;
    state.draw = fresh.draw;
    state.fit_threshold();
    state.notices.clear();
    state.storage = None;
    state.step = Step::Vectors;
    state.sample = None;
    (state.list, state.lists) = (ListId::Fish, fresh.lists);
    state.set_labels(lists::opening(state, ListId::Fish));
}

pub(super) fn release<'a>(items: impl Iterator<Item = &'a Item>, effects: &mut Vec<Effect>) {
    let files: Vec<(ItemId, u32)> = items.filter_map(|it| Some((it.id, it.file()?))).collect();
    if !files.is_empty() {
        effects.push(Effect::Release(files));
    }
}

pub(super) fn set_thumb(state: &mut State, id: ItemId, address: Arc<str>, effects: &mut Vec<Effect>) {
    if let Some(picture) = state.item_mut(id).and_then(Item::picture_mut) {
        picture.thumb = Some(address);
        effects.push(Effect::Keep(vec![id]));
    }
}
