//! What the tank shows of each item: read from the state in one pass, so that five hundred cost little.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::{Item, Kind, State, Status, Step, caption, odd_items, shown_clusters};
use crate::protocol::ItemId;
use crate::ui::messages::Shell;

/// One item in the tank.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) title: String,
    pub(crate) thumb: Option<Arc<str>>,
    pub(crate) is_picture: bool,
    pub(crate) name: Name,
    pub(crate) stand: Stand,
    pub(crate) cluster: Option<u32>,
    pub(crate) is_odd: bool,
    pub(crate) is_reference: bool,
}

/// The name that a picture has been given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Name {
    /// Not yet, or it is a word.
    #[default]
    None,
    /// The person is to guess first.
    Hidden,
    /// わからない.
    Unknown,
    /// This.
    Given(String),
}

/// [`Status`], as far as the tank shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stand {
    #[default]
    Waiting,
    Working,
    Ready,
    Failed,
    Unreadable,
    Stopped,
}

/// The items to show, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cells {
    pub(crate) order: Vec<ItemId>,
    pub(crate) cells: BTreeMap<ItemId, Cell>,
    pub(crate) n_more: usize,
}

/// The first `most` pictures, or words, whose names hold `search`.
pub(crate) fn cells(state: &State, words: bool, search: &str, most: usize) -> Cells {
    let search = folded(search);
    let clusters = shown_clusters(state);
    let odd = odd_items(state);
    let mut found = Cells::default();
    for item in state.items.iter().filter(|it| it.is_picture() != words) {
        if !search.is_empty() && !holds(state, item, &search) {
            continue;
        }
        if found.order.len() == most {
            found.n_more += 1;
            continue;
        }
        let cell = Cell {
            title: item.title(state.lang).to_owned(),
            thumb: item.thumb().cloned(),
            is_picture: item.is_picture(),
            name: name(state, item),
            stand: stand(&item.status),
            cluster: clusters.get(&item.id).copied(),
            is_odd: odd.contains(&item.id),
            is_reference: state.odd.references.contains(&item.id),
        };
        found.order.push(item.id);
        found.cells.insert(item.id, cell);
    }
    found
}

/// Whether the person is to guess before the page says what it takes a picture for.
///
/// The later steps need the names, so there only the truth stays hidden.
pub(crate) fn is_hidden(state: &State, item: &Item) -> bool {
    state.is_secret(item) && state.step <= Step::Names
}

/// What stands in the place of a hidden name.
pub(crate) const HIDDEN: &str = "？";

/// The name that the page gives an item.
pub(crate) fn name(state: &State, item: &Item) -> Name {
    match state.name_of(item.id) {
        None => Name::None,
        Some(_) if is_hidden(state, item) => Name::Hidden,
        Some(None) => Name::Unknown,
        Some(Some(label)) => Name::Given(label.shown(state.lang).to_owned()),
    }
}

/// The title of an item; empty if it is gone.
pub(crate) fn title_of(state: &State, id: ItemId) -> String {
    state.item(id).map(|it| it.title(state.lang).to_owned()).unwrap_or_default()
}

/// One short name for an item, whatever it is; `unknown` where the page has none for it.
pub(crate) fn called(state: &State, item: &Item, unknown: &str) -> String {
    if is_hidden(state, item) { HIDDEN.to_owned() } else { caption(state, item, unknown) }
}

impl Stand {
    /// Why there is no vector yet; empty if there is one.
    pub(crate) fn said(self, words: &Shell) -> &'static str {
        match self {
            Self::Ready => "",
            Self::Waiting => words.waiting(),
            Self::Working => words.working(),
            Self::Failed => words.failed(),
            Self::Unreadable => words.unreadable(),
            Self::Stopped => words.stopped(),
        }
    }
}

/// How far an item is.
pub(crate) fn stand(status: &Status) -> Stand {
    match status {
        Status::Waiting => Stand::Waiting,
        Status::Working => Stand::Working,
        Status::Ready => Stand::Ready,
        Status::Failed(_) => Stand::Failed,
        Status::Unreadable => Stand::Unreadable,
        Status::Stopped => Stand::Stopped,
    }
}

fn holds(state: &State, item: &Item, search: &str) -> bool {
    let has = |text: &str| folded(text).contains(search);
    match &item.kind {
        Kind::Word(label) => label.names().any(|it| has(it)),
        Kind::Picture(picture) => has(&picture.name) || matches!(name(state, item), Name::Given(name) if has(&name)),
    }
}

/// Small letters and katakana, so that あじ finds マアジ.
pub(crate) fn folded(text: &str) -> String {
    let to_katakana = |it: char| match it {
        'ぁ'..='ゖ' => char::from_u32(u32::from(it) + 0x60).unwrap_or(it),
        it => it.to_ascii_lowercase(),
    };
    text.trim().chars().map(to_katakana).collect()
}
