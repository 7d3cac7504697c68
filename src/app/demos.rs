//! The four demos: what each was asked, how far it is, and its last answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::outside::Outside;
use super::presets::MapOf;
use crate::anomaly::{ClusterParams, ReferenceParams};
use crate::kmeans::KMeansParams;
use crate::protocol::{ClusterScore, Fault, ItemId, JobId, ReferenceScore, RoundFacts, Stage};
use crate::umap::UmapParams;

/// An item and its cosine to the one that was asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked {
    /// The item.
    pub item: ItemId,
    /// The raw cosine.
    pub cosine: f32,
}

/// Demo 1: names for pictures.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The best names of each picture, and the number of the label list that they are from.
    pub ranked: BTreeMap<ItemId, (u32, Vec<Ranked>)>,
    /// Pictures whose true name has been shown.
    pub revealed: BTreeSet<ItemId>,
    /// What the person guessed.
    pub guesses: BTreeMap<ItemId, Guess>,
    /// Thresholds that the person set, by model.
    pub thresholds: BTreeMap<String, f32>,
    /// Templates that the person set, by model.
    pub templates: BTreeMap<String, Vec<String>>,
    /// What is in no list.
    pub(super) outside: Outside,
    /// Whether the person has said that every picture is something on the list.
    pub is_closed: bool,
    pub(super) version: u32,
}

/// A person's guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The word, or the picture itself where its true name is no word of the list and was guessed.
    pub word: ItemId,
    /// Whether it was the true name.
    pub is_right: bool,
}

/// Progress and failure of an analysis, and for which question its answer holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The job that is under way, its stage, units done and in all.
    pub job: Option<(JobId, Stage, u32, u32)>,
    /// Why the last one failed; shown beside the control that set it.
    pub fault: Option<Fault>,
    /// Whether the person stopped it; it waits until something changes.
    pub is_stopped: bool,
    pub(super) asked: Option<u64>,
}

/// Demo 2: the map.
#[derive(Clone, Debug, Default)]
pub struct MapState {
    /// What it shows.
    pub of: MapOf,
    /// UMAP's parameters.
    pub params: UmapParams,
    /// The last map, or the one that is unfolding.
    pub result: Option<Arc<MapResult>>,
    /// How far it is.
    pub run: Run,
}

/// A map.
#[derive(Clone, Debug, PartialEq)]
pub struct MapResult {
    /// Whose places.
    pub items: Vec<ItemId>,
    /// `items.len() * n_components`.
    pub places: Vec<f32>,
    /// 2 or 3.
    pub n_components: u32,
    /// `n_neighbors` as used.
    pub n_neighbors: u32,
    /// Whether the layout is still going on.
    pub is_unfolding: bool,
}

/// Demo 3: clusters.
#[derive(Clone, Debug, Default)]
pub struct ClusterState {
    /// Which items.
    pub of: MapOf,
    /// K-Means' parameters.
    pub params: KMeansParams,
    /// The last answer.
    pub result: Option<Arc<ClusterResult>>,
    /// The round that is shown; the last one unless the person plays.
    pub round: u32,
    /// Whether the rounds are being played.
    pub is_playing: bool,
    /// How far it is.
    pub run: Run,
}

/// Clusters with every round that led to them.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterResult {
    /// Whose.
    pub items: Vec<ItemId>,
    /// K.
    pub n_clusters: u32,
    /// What each round did.
    pub rounds: Vec<RoundFacts>,
    /// The cluster of each item after each round: `rounds.len() * items.len()`.
    pub labels: Vec<u32>,
    /// Each item's distance to its centre after the last round.
    pub distances: Vec<f32>,
    /// Sum of squared distances.
    pub inertia: f32,
    /// Whether it ended by itself.
    pub converged: bool,
}

impl ClusterResult {
    /// The cluster of each item after `round`.
    pub fn labels_at(&self, round: u32) -> &[u32] {
        let n = self.items.len();
        let last = self.rounds.len().saturating_sub(1);
        let at = (round as usize).min(last);
        self.labels.get(at * n..(at + 1) * n).unwrap_or(&[])
    }
}

/// The ways to look for odd ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OddWay {
    /// From the clusters, with nobody's help (教師なし).
    #[default]
    Clusters,
    /// Against references (お手本, 半教師あり).
    References,
}

/// Demo 4: odd ones.
#[derive(Clone, Debug, Default)]
pub struct OddState {
    /// The way that is shown.
    pub way: OddWay,
    /// Which items.
    pub of: MapOf,
    /// In how many clusters the way by clusters looks; all other of its K-Means is that of the step of clusters.
    pub n_clusters: u32,
    /// Thresholds of the way by clusters.
    pub cluster_params: ClusterParams,
    /// Threshold of the way by references.
    pub reference_params: ReferenceParams,
    /// The references.
    pub references: Vec<ItemId>,
    /// The last answer by clusters.
    pub by_clusters: Option<Arc<Vec<(ItemId, ClusterScore)>>>,
    /// The last answer by references.
    pub by_references: Option<Arc<Vec<(ItemId, ReferenceScore)>>>,
    /// How far the first is.
    pub cluster_run: Run,
    /// How far the second is.
    pub reference_run: Run,
}
