//! What outlives a visit: the collection as it lies in the browser's storage or in a file.

use serde::{Deserialize, Serialize};

use super::catalog::ModelEntry;
use super::demos::OddWay;
use super::label::{Label, Lang};
use super::lists::ListId;
use super::presets::MapOf;
use super::sample::Sample;
use super::state::{State, Theme};
use super::step::Step;
use crate::anomaly::{ClusterParams, ReferenceParams};
use crate::kmeans::KMeansParams;
use crate::protocol::ItemId;
use crate::umap::UmapParams;

/// A collection read from storage or from a file; vectors and pictures are already behind handles.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The settings.
    pub settings: StoredSettings,
    /// The items in order.
    pub items: Vec<StoredItem>,
}

/// One item of a [`Stored`] collection.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredItem {
    /// Its number.
    pub id: ItemId,
    /// A picture's handle on the encoded file or, where that did not fit, on the small picture; `None` for a word.
    pub file: Option<u32>,
    /// Whether there was room for a small picture only.
    pub is_small: bool,
    /// The address of the small picture.
    pub thumb: Option<String>,
    /// Its vector; empty if there is none.
    pub vector: Vec<f32>,
    /// All that is text.
    pub head: StoredHead,
}

/// The text part of a stored item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredHead {
    /// A picture's name; empty for a word.
    pub name: String,
    /// The file's bytes.
    pub bytes: u64,
    /// Columns and rows.
    pub size: (u32, u32),
    /// By which EXIF orientation it was turned upright; 0 where the browser has turned it.
    pub orientation: u8,
    /// The real format.
    pub format: String,
    /// A word's label, or a picture's true name.
    pub label: Option<Label>,
    /// Whether a picture is one of the page's own samples.
    pub is_sample: bool,
    /// What made the vector.
    pub made_by: String,
}

/// Settings that outlive a visit; missing ones fall back to their defaults, since an older page may have written them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredSettings {
    /// The language.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// The step that was shown.
    pub step: Step,
    /// The model's key.
    pub model: String,
    /// How many numbers of its vectors meet names, where those behind meet pictures: for who reads the file, the page
    /// asks the model.
    pub n_names: Option<u32>,
    /// The model itself, where the person gave its address; the catalog does not know it.
    pub own_model: Option<ModelEntry>,
    /// The name of the collection that was taken, while nothing has been added to it.
    pub sample: String,
    /// What the map shows.
    pub map_of: MapOf,
    /// UMAP's parameters.
    pub map: UmapParams,
    /// Whether the map is laid out by words.
    pub by_words: bool,
    /// The phrases of its axes: for each language, two of each axis.
    pub axes: Vec<String>,
    /// Which items are grouped.
    pub cluster_of: MapOf,
    /// K-Means' parameters.
    pub clusters: KMeansParams,
    /// The way to look for odd ones.
    pub odd_way: OddWay,
    /// Which items are looked at.
    pub odd_of: MapOf,
    /// Thresholds of the way by clusters.
    pub cluster_odd: ClusterParams,
    /// In how many clusters.
    pub odd_clusters: u32,
    /// Threshold of the way by references.
    pub reference_odd: ReferenceParams,
    /// The references.
    pub references: Vec<ItemId>,
    /// The examples of names, each with its name.
    pub examples: Vec<(ItemId, Label)>,
    /// Thresholds of わからない that the person set, by model.
    pub thresholds: Vec<(String, f32)>,
    /// Whether every picture is something on the list.
    pub is_closed: bool,
    /// Templates that the person set, by model.
    pub templates: Vec<(String, Vec<String>)>,
    /// Pictures whose true name has been shown.
    pub revealed: Vec<ItemId>,
    /// The person's own drawing, as [`Sketch::numbers`](crate::protocol::Sketch::numbers) has it.
    pub sketch: Vec<f32>,
    /// The list of names that is shown.
    pub list: ListId,
    /// The others, where the person has changed them.
    pub lists: Vec<(ListId, Vec<Label>)>,
    /// The words in the order of the label list, for storage gives items back in the order of their numbers.
    pub words: Vec<ItemId>,
}

impl Default for StoredSettings {
    fn default() -> Self {
        super::State::default().settings()
    }
}

impl State {
    /// What outlives the visit.
    pub fn settings(&self) -> StoredSettings {
        StoredSettings {
            lang: self.lang,
            theme: self.theme,
            step: self.step,
            model: self.model.in_use().id.clone(),
            n_names: self.parts().and_then(|(n_names, _)| u32::try_from(n_names).ok()),
            own_model: self.own_model(),
            sample: self.sample.map_or("", Sample::name).to_owned(),
            map_of: self.map.of,
            map: self.map.params,
            by_words: self.axes.is_on,
            axes: self.axes.phrases.clone(),
            cluster_of: self.clusters.of,
            clusters: self.clusters.params,
            odd_way: self.odd.way,
            odd_of: self.odd.of,
            cluster_odd: self.odd.cluster_params,
            odd_clusters: self.odd.n_clusters,
            reference_odd: self.odd.reference_params,
            references: self.odd.references.clone(),
            examples: self.live_examples().map(|(id, label)| (id, label.clone())).collect(),
            thresholds: self.naming.thresholds.iter().map(|(model, it)| (model.clone(), *it)).collect(),
            is_closed: self.naming.is_closed,
            templates: self.naming.templates.iter().map(|(model, it)| (model.clone(), it.clone())).collect(),
            revealed: self.naming.revealed.iter().copied().collect(),
            sketch: self.draw.sketch.numbers(),
            list: self.list,
            lists: self.lists.iter().map(|(list, labels)| (*list, labels.clone())).collect(),
            words: self.words().map(|it| it.id).collect(),
        }
    }

    /// The present model where the catalog does not know it and another visit can fetch it again.
    fn own_model(&self) -> Option<ModelEntry> {
        let entry = self.model.in_use();
        let is_own = entry.place.is_far() && self.catalog.find(&entry.id).is_none();
        is_own.then(|| entry.clone())
    }
}
