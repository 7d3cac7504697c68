//! What a vector of no item says: its names, its nearest pictures, how odd it is, and where on the map it belongs.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::demos::{ClusterResult, MapResult, Ranked};
use super::figure::place_at;
use super::item::Item;
use super::label::Label;
use super::presets::MapOf;
use super::state::State;
use super::taught::Prototypes;
use super::update::same_name;
use crate::matrix::{dot, squared_distance};
use crate::protocol::ItemId;
use crate::view::{Kinds, View};

/// Names and pictures that are kept.
const TOP: usize = 5;
/// Words among which [`best_names`] are looked for: some name one thing.
pub(super) const N_ASKED: usize = 2 * TOP;
/// Neighbours whose places make the place.
const N_NEIGHBOURS: usize = 5;
/// What a neighbour counts at least: a place between opposite ones is no place.
const LEAST_WEIGHT: f32 = 1e-3;

/// From this share of items that are no farther on, a vector is an odd one.
const ODD_SHARE: f32 = 0.95;
/// Of fewer items one in twenty is none, so nothing can be said.
const LEAST_ITEMS: usize = 20;

/// What a vector says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The best names, greatest cosine first.
    pub names: Vec<Ranked>,
    /// The nearest pictures of the tank.
    pub nearest: Vec<Ranked>,
    /// The reference that it is most like: MOST_SIMILAR.
    pub reference: Option<Ranked>,
    /// The cluster with the nearest centre.
    pub cluster: Option<NearestCentre>,
    /// Its place on the map.
    pub place: Option<[f32; 3]>,
}

/// The centre that a vector is nearest to, and whether that is near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestCentre {
    /// Its cluster.
    pub cluster: u32,
    /// The distance to it.
    pub distance: f32,
    /// The share of the clustered items that are no farther from their own centres.
    pub share: f32,
    /// Whether that makes it an odd one: `share` is at least [`ODD_SHARE`], of at least [`LEAST_ITEMS`] items.
    pub is_odd: bool,
}

/// What a drawing on the way between two species says.
#[derive(Clone, Debug, PartialEq)]
pub struct WayStep {
    /// Its best name.
    pub name: Option<Ranked>,
    /// Its place on the map.
    pub place: Option<[f32; 3]>,
}

/// The number of all that readings depend on, besides the vectors themselves, which are told by `n_answers`.
pub(super) fn key(state: &State, n_answers: u32) -> u64 {
    let map = state.map.result.as_ref().map_or(0, |it| std::sync::Arc::as_ptr(it) as usize);
    let clusters = state.clusters.result.as_ref().map_or(0, |it| std::sync::Arc::as_ptr(it) as usize);
    let mut hasher = DefaultHasher::new();
    (n_answers, state.naming.version, map, clusters).hash(&mut hasher);
    (state.ready(MapOf::Both), &state.odd.references).hash(&mut hasher);
    hasher.finish()
}

/// Everything that `vector` says; `None` if it is none.
pub(super) fn read_off(state: &State, taught: &Prototypes, vector: &[f32]) -> Option<Reading> {
    let ready = ready(state, vector)?;
    let of = |is_meant: &dyn Fn(&Item) -> bool, top: usize| {
        let meant: Vec<&Item> = ready.iter().copied().filter(|it| is_meant(it)).collect();
        nearest(vector, &meant, top, state.n_names())
    };
    Some(Reading {
        names: best_names(state, taught.join(vector, None, of(&|it| !it.is_picture(), N_ASKED))),
        nearest: of(&Item::is_picture, TOP),
        reference: of(&|it| state.odd.references.contains(&it.id), 1).first().copied(),
        cluster: state.clusters.result.as_ref().and_then(|it| nearest_centre(it, &ready, vector, state.n_names())),
        place: place(state, &ready, vector),
    })
}

/// What is said of a drawing on the way; `None` if its vector is none.
pub(super) fn way_step(state: &State, taught: &Prototypes, vector: &[f32]) -> Option<WayStep> {
    let ready = ready(state, vector)?;
    let words: Vec<&Item> = ready.iter().copied().filter(|it| !it.is_picture()).collect();
    Some(WayStep {
        name: taught.join(vector, None, nearest(vector, &words, 1, state.n_names())).first().copied(),
        place: place(state, &ready, vector),
    })
}

/// The items that can be compared with `vector`.
fn ready<'a>(state: &'a State, vector: &[f32]) -> Option<Vec<&'a Item>> {
    let fits = |it: &&Item| it.is_ready() && values(it).len() == vector.len();
    (!vector.is_empty()).then(|| state.items.iter().filter(fits).collect())
}

fn values(item: &Item) -> &[f32] {
    item.vector.as_ref().map_or(&[], |it| &it.values)
}

/// The `top` of `items` by cosine, greatest first.
pub(super) fn nearest(vector: &[f32], items: &[&Item], top: usize, n_names: usize) -> Vec<Ranked> {
    let among = Kinds::of(items.iter().map(|it| values(it)), n_names);
    let view = View::between(Kinds::of([vector], n_names), among);
    let vector = view.unit(vector, n_names);
    let cosine = |it: &Item| dot(&vector, &view.unit(values(it), n_names));
    let mut ranked: Vec<Ranked> = items.iter().map(|it| Ranked { item: it.id, cosine: cosine(it) }).collect();
    ranked.sort_by(|a, b| b.cosine.total_cmp(&a.cosine));
    ranked.truncate(top);
    ranked
}

/// The [`TOP`] of `ranked` words that name different things: of two names for one thing, the likelier.
pub(super) fn best_names(state: &State, ranked: impl IntoIterator<Item = Ranked>) -> Vec<Ranked> {
    let mut best: Vec<(Ranked, &Label)> = Vec::new();
    let labelled = ranked.into_iter().filter_map(|it| Some((it, state.item(it.item)?.label()?)));
    for (word, label) in labelled {
        if best.len() < TOP && !best.iter().any(|(_, told)| same_name(told, label)) {
            best.push((word, label));
        }
    }
    best.into_iter().map(|(word, _)| word).collect()
}

/// The mean of the places of its nearest neighbours on the map, each as much as its cosine.
fn place(state: &State, ready: &[&Item], vector: &[f32]) -> Option<[f32; 3]> {
    let map: &MapResult = state.map.result.as_ref()?;
    let rows: BTreeMap<ItemId, usize> = map.items.iter().copied().zip(0..).collect();
    let there: Vec<&Item> = ready.iter().copied().filter(|it| rows.contains_key(&it.id)).collect();
    let (mut sum, mut weights) = ([0.0; 3], 0.0);
    for Ranked { item, cosine } in nearest(vector, &there, N_NEIGHBOURS, state.n_names()) {
        let weight = cosine.max(LEAST_WEIGHT);
        weights += weight;
        for (sum, at) in sum.iter_mut().zip(place_at(map, *rows.get(&item)?)) {
            *sum += weight * at;
        }
    }
    (weights > 0.0).then(|| sum.map(|it| it / weights))
}

/// K-Means works on whole vectors, not on places, and so does this: a centre is the mean of its members' vectors.
fn nearest_centre(result: &ClusterResult, ready: &[&Item], vector: &[f32], n_names: usize) -> Option<NearestCentre> {
    let labels: BTreeMap<ItemId, u32> =
        result.items.iter().copied().zip(result.labels_at(u32::MAX).iter().copied()).collect();
    let clustered = ready.iter().filter(|it| labels.contains_key(&it.id)).map(|it| values(it));
    let view = View::among(clustered, n_names);
    let vector = view.unit(vector, n_names);
    let dims = vector.len();
    let n = result.n_clusters as usize;
    let (mut centres, mut counts) = (vec![0.0_f32; n * dims], vec![0.0_f32; n]);
    for item in ready {
        let Some(label) = labels.get(&item.id).map(|it| *it as usize).filter(|it| *it < n) else { continue };
        counts[label] += 1.0;
        let values = view.unit(values(item), n_names);
        centres[label * dims..][..dims].iter_mut().zip(values.iter()).for_each(|(sum, it)| *sum += it);
    }
    let mut best: Option<(u32, f32)> = None;
    for (label, (centre, count)) in centres.chunks_exact_mut(dims).zip(&counts).enumerate() {
        if *count > 0.0 {
            centre.iter_mut().for_each(|it| *it /= count);
            let distance = squared_distance(centre, &vector).sqrt();
            if best.is_none_or(|(_, least)| distance < least) {
                best = Some((label as u32, distance));
            }
        }
    }
    let (cluster, distance) = best?;
    let no_farther = result.distances.iter().filter(|it| **it <= distance).count();
    let n_items = result.distances.len();
    let share = no_farther as f32 / n_items.max(1) as f32;
    Some(NearestCentre { cluster, distance, share, is_odd: share >= ODD_SHARE && n_items >= LEAST_ITEMS })
}
