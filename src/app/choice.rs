//! Which model is used: the person's choice, and until there is one what suits the pictures.

use super::address::folder_of;
use super::catalog::{Knows, ModelEntry, Place, Titles};
use super::effect::Effect;
use super::glosses;
use super::lists::{self, ListId};
use super::msg::ModelChoice;
use super::state::{Load, State};
use crate::protocol::{Fault, FaultKind};

pub(super) fn choose(state: &mut State, choice: ModelChoice, effects: &mut Vec<Effect>) {
    let own = |id: String, place, reads| ModelEntry {
        title: Titles { ja: id.clone(), en: id.clone() },
        id,
        place,
        reads,
        ..ModelEntry::default()
    };
    let is_agreed = !matches!(choice, ModelChoice::Entry(_));
    let entry = match choice {
        ModelChoice::Entry(id) => state.catalog.find(&id).cloned(),
        ModelChoice::Address(address, reads) => {
            let folder = folder_of(&address);
            if folder.is_none() {
                let detail = format!("{address:?} is not an http(s) address");
                let fault = Fault { kind: FaultKind::Fetch, subject: address.clone(), detail };
                return state.notice(address, fault, effects);
            }
            folder.map(|(folder, weights)| {
                let id = [&folder, weights.as_deref().unwrap_or_default()].concat();
                ModelEntry { weights, ..own(id, Place::Folder(folder), reads) }
            })
        }
        ModelChoice::Files(files, reads) => {
            let mut entry = own(files.weights.concat(), Place::Files(files), reads);
            // Its key is an inner address; people know it by the file that they picked.
            entry.title = Titles { ja: "model.safetensors".to_owned(), en: "model.safetensors".to_owned() };
            Some(entry)
        }
    };
    if let Some(entry) = entry {
        propose(state, entry, is_agreed, effects);
    }
}

/// Asks the person for a model's bytes, unless they come from beside the page or have been agreed to (on this device,
/// or typed in by hand).
pub(super) fn propose(state: &mut State, entry: ModelEntry, is_agreed: bool, effects: &mut Vec<Effect>) {
    let is_agreed = is_agreed || !entry.place.is_far();
    state.model.asked = Some(Box::new(entry));
    if is_agreed {
        take(state, effects);
    }
}

pub(super) fn confirm(state: &mut State, yes: bool, effects: &mut Vec<Effect>) {
    if yes {
        take(state, effects);
        effects.push(Effect::KeepSettings);
    } else {
        state.model.asked = None;
    }
}

/// Takes the model that the person was asked about; the old one's answers stay until the new one's are there.
pub(super) fn take(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(entry) = state.model.asked.take() else { return };
    let old = std::mem::replace(&mut state.model.entry, *entry);
    if state.model.before.is_none() && state.model.facts.is_some() {
        state.model.before = Some(Box::new(old));
    }
    state.model.load = Load::Idle;
    state.model.is_wanted = true;
    state.deaths = 0;
    glosses::ask_again(state);
    state.naming.outside.ask_again();
    if state.model.before.is_none() {
        // Nothing that came along with another one's vectors is an answer of this one.
        state.fit_threshold();
        state.unset_vectors(effects);
        state.naming.ranked.clear();
        state.naming.outside.clear();
        (state.map.result, state.clusters.result) = (None, None);
        (state.odd.by_clusters, state.odd.by_references) = (None, None);
    }
}

/// Takes the model and the list of names that suit what is in the tank: those of photos as soon as there is a picture of
/// the person's own, those of drawings for the page's. What the person has chosen stays, and so does a list that the
/// person has written.
pub(super) fn suit(state: &mut State, effects: &mut Vec<Effect>) {
    let (knows, list) =
        if state.has_own() { (Knows::Everyday, ListId::Everyday) } else { (Knows::Drawings, ListId::Fish) };
    let present = state.model.entry.knows;
    let is_opening = matches!(present, Knows::Drawings | Knows::Everyday);
    if state.model.is_chosen || !is_opening || present == knows {
        return;
    }
    let suits = |it: &&ModelEntry| it.knows == knows && !it.place.is_far();
    let Some(entry) = state.catalog.models.iter().find(suits).cloned() else { return };
    propose(state, entry, true, effects);
    if state.list != ListId::Own && state.labels() == lists::opening(state, state.list) {
        lists::show(state, list, effects);
    }
}
