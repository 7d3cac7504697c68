//! The lists of names that the page offers. One is shown, its names are the tank's words; the others are kept as they
//! were left.

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::label::{Label, parse_labels};
use super::state::State;
use super::update::relabel;

/// A list of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ListId {
    /// Species of the fish market; `models/names.txt`.
    #[default]
    Fish,
    /// Everyday things; `models/everyday.txt`.
    Everyday,
    /// The person's own, empty at first.
    Own,
}

impl ListId {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Fish, Self::Everyday, Self::Own];

    /// Where the names of those that come with the page lie, beside it.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Self::Fish => Some("models/names.txt"),
            Self::Everyday => Some("models/everyday.txt"),
            Self::Own => None,
        }
    }
}

/// A list of the page has come. If it is the one that is shown, its names are taken unless there are others already.
pub(super) fn take(state: &mut State, list: ListId, text: &str) {
    let labels = parse_labels(text);
    if state.list == list && state.words().next().is_none() {
        state.set_labels(labels.clone());
    }
    state.builtin.insert(list, labels);
}

/// What a list is before anybody has changed it.
pub(super) fn opening(state: &State, list: ListId) -> Vec<Label> {
    state.builtin.get(&list).cloned().unwrap_or_default()
}

/// Shows another list; the present one is kept as it is.
pub(super) fn show(state: &mut State, list: ListId, effects: &mut Vec<Effect>) {
    if state.list == list {
        return;
    }
    let left = state.labels();
    if left == opening(state, state.list) {
        state.lists.remove(&state.list);
    } else {
        state.lists.insert(state.list, left);
    }
    state.list = list;
    let labels = state.lists.remove(&list).unwrap_or_else(|| opening(state, list));
    relabel(state, labels, effects);
}
