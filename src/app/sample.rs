//! The sample collections: which there are, and how one comes into the tank.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::choice::suit;
use super::demos::OddWay;
use super::effect::Effect;
use super::item::Vector;
use super::msg::NewPicture;
use super::presets::MapOf;
use super::state::State;
use super::step::Step;
use super::tank::{add, remove};
use super::update::set_map_of;
use crate::protocol::ItemId;

/// A collection that lies beside the page, in a folder of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Drawings of many kinds, five odd ones among them.
    Market,
    /// The label list alone.
    Names,
    /// The label list, and one drawing of each of its names.
    Both,
    /// Nearly equal drawings, three with a flaw.
    Line,
}

/// What has come of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// Which.
    pub sample: Sample,
    /// Whether it takes the place of the pictures that are there; they can be put back.
    pub replaces: bool,
    /// Its pictures, with their vectors.
    pub pictures: Vec<NewPicture>,
    /// Vectors of words, whichever of them are wanted.
    pub words: Vec<Vector>,
}

impl Sample {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Market, Self::Names, Self::Both, Self::Line];

    /// Its folder, and its name in addresses.
    pub fn name(self) -> &'static str {
        ["market", "names", "names-and-pictures", "production-line"][self as usize]
    }

    /// The one of this name; `samples` is what the market was called while there was no other.
    pub fn find(name: &str) -> Option<Self> {
        let name = if name == "samples" { "market" } else { name };
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The step at which it is first tried.
    pub fn step(self) -> Step {
        match self {
            Self::Market => Step::Names,
            Self::Names | Self::Both => Step::Map,
            Self::Line => Step::Odd,
        }
    }

    fn kind(self) -> MapOf {
        match self {
            Self::Market | Self::Line => MapOf::Pictures,
            Self::Names => MapOf::Names,
            Self::Both => MapOf::Both,
        }
    }
}

/// Puts a collection into the tank, and opens it at its step.
pub(super) fn take(state: &mut State, sampled: Sampled, effects: &mut Vec<Effect>) {
    let Sampled { sample, replaces, pictures, words } = sampled;
    for Vector { made_by, values } in words {
        state.known.insert(made_by, values);
    }
    if replaces {
        let old: Vec<ItemId> = state.pictures().map(|it| it.id).collect();
        remove(state, &old, effects);
    }
    add(state, pictures, effects);
    suit(state, effects);
    state.model.is_wanted = true;
    let of = sample.kind();
    set_map_of(state, of);
    (state.clusters.of, state.odd.of, state.odd.way) = (of, of, OddWay::Clusters);
    // The market is for every step: whoever asks for it at one stays there.
    if !state.has_step && sample != Sample::Market {
        state.step = sample.step();
    }
    if of != MapOf::Pictures {
        state.lack_labels(effects);
    }
    state.sample = Some(sample);
    effects.push(Effect::KeepSettings);
}

/// Vectors by what made them: of words that came with a collection, and of phrases that are no words of the list.
pub(super) type Known = BTreeMap<Arc<str>, Arc<[f32]>>;
