//! Groups: what can be said of each cluster, and of pictures and words as two clouds.

use std::collections::BTreeSet;

use super::item::Item;
use super::presets::MapOf;
use super::state::State;
use crate::matrix::dot;
use crate::protocol::ItemId;

/// One cluster of the shown round.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its number.
    pub cluster: u32,
    /// Its members; after the last round, those nearest the centre first.
    pub members: Vec<ItemId>,
    /// The word nearest its centre, among all that have a vector.
    pub word: Option<ItemId>,
}

/// The clusters of the shown round, empty ones too.
pub fn groups(state: &State) -> Vec<Group> {
    let Some(result) = &state.clusters.result else { return Vec::new() };
    let labels = result.labels_at(state.clusters.round);
    let is_last = state.clusters.round as usize + 1 >= result.rounds.len();
    let mut found = Vec::new();
    for cluster in 0..result.n_clusters {
        let distance = |at: usize| result.distances.get(at).copied().unwrap_or(f32::INFINITY);
        let mut members: Vec<usize> = (0..labels.len()).filter(|at| labels[*at] == cluster).collect();
        if is_last {
            members.sort_by(|a, b| distance(*a).total_cmp(&distance(*b)));
        }
        let members: Vec<ItemId> = members.into_iter().map(|at| result.items[at]).collect();
        let word = nearest_word(state, &members);
        found.push(Group { cluster, members, word });
    }
    found
}

/// How far the cloud of pictures lies from the cloud of words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// The length between the two means of the unit vectors: the modality gap of Liang et al. (2022), section 4.
    pub length: f32,
    /// The mean cosine of a picture and a word.
    pub across: f32,
    /// The mean cosine of two different pictures.
    pub among_pictures: f32,
    /// The mean cosine of two different words.
    pub among_words: f32,
}

/// The gap between the pictures and the words that have vectors; `None` with fewer than two of either.
pub fn modality_gap(state: &State) -> Option<Gap> {
    let (pictures, n_pictures) = sum(state, &state.ready(MapOf::Pictures))?;
    let (words, n_words) = sum(state, &state.ready(MapOf::Names))?;
    if n_pictures < 2.0 || n_words < 2.0 || pictures.len() != words.len() {
        return None;
    }
    let differences = pictures.iter().zip(&words).map(|(a, b)| a / n_pictures - b / n_words);
    let length = differences.map(|it| it * it).sum::<f32>().sqrt();
    // The square of a sum of unit vectors is n and every pair's cosine twice.
    let among = |sum: &[f32], n: f32| (dot(sum, sum) - n) / (n * (n - 1.0));
    Some(Gap {
        length,
        across: dot(&pictures, &words) / (n_pictures * n_words),
        among_pictures: among(&pictures, n_pictures),
        among_words: among(&words, n_words),
    })
}

fn nearest_word(state: &State, members: &[ItemId]) -> Option<ItemId> {
    let (centre, _) = sum(state, members)?;
    let cosine = |word: &Item| {
        let vector = word.vector.as_ref().filter(|it| it.values.len() == centre.len())?;
        Some((word.id, dot(&centre, &vector.values)))
    };
    let words = state.words().filter(|it| it.is_ready()).filter_map(cosine);
    words
        .fold(
            None,
            |best: Option<(ItemId, f32)>, it| if best.is_none_or(|best| it.1 > best.1) { Some(it) } else { best },
        )
        .map(|(id, _)| id)
}

/// The sum of the items' vectors and how many there are; `None` if there is none.
fn sum(state: &State, ids: &[ItemId]) -> Option<(Vec<f32>, f32)> {
    let wanted: BTreeSet<ItemId> = ids.iter().copied().collect();
    let mut sum: Vec<f32> = Vec::new();
    let mut n = 0.0;
    let vectors = state.items.iter().filter(|it| wanted.contains(&it.id)).filter_map(|it| it.vector.as_ref());
    for vector in vectors {
        if sum.is_empty() {
            sum = vec![0.0; vector.values.len()];
        }
        if sum.len() != vector.values.len() {
            continue;
        }
        for (sum, value) in sum.iter_mut().zip(vector.values.iter()) {
            *sum += value;
        }
        n += 1.0;
    }
    (n > 0.0).then_some((sum, n))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::demos::ClusterResult;
    use crate::app::item::{Kind, Picture, Status, Vector};
    use crate::app::label::Label;
    use crate::protocol::RoundFacts;

    fn item(id: ItemId, is_word: bool, values: [f32; 2]) -> Item {
        let name = || format!("{id}");
        let kind = if is_word {
            Kind::Word(Label { ja: name(), ..Label::default() })
        } else {
            Kind::Picture(Picture { name: name(), file: id, ..Picture::default() })
        };
        let vector = Some(Vector { made_by: Arc::from("m"), values: Arc::from(values) });
        Item { id, kind, status: Status::Ready, vector, in_worker: true }
    }

    fn tank() -> State {
        let items = vec![
            item(1, false, [1.0, 0.0]),
            item(2, false, [0.8, 0.6]),
            item(3, false, [0.0, 1.0]),
            item(4, true, [0.6, 0.8]),
            item(5, true, [-1.0, 0.0]),
        ];
        let mut state = State { items, ..State::default() };
        let facts = RoundFacts { n_changed: 0, inertia: 0.0 };
        state.clusters.result = Some(Arc::new(ClusterResult {
            items: vec![1, 2, 3],
            n_clusters: 3,
            rounds: vec![facts, facts],
            labels: vec![0, 0, 0, 0, 0, 1],
            distances: vec![0.3, 0.2, 0.0],
            inertia: 0.0,
            converged: true,
        }));
        state
    }

    #[test]
    fn members_are_those_of_the_round_and_in_the_end_the_nearest_come_first() {
        let mut state = tank();
        state.clusters.round = 0;
        let members = |state: &State| groups(state).into_iter().map(|it| it.members).collect::<Vec<_>>();
        assert_eq!(members(&state), [vec![1, 2, 3], vec![], vec![]]);
        state.clusters.round = 1;
        assert_eq!(members(&state), [vec![2, 1], vec![3], vec![]]);
    }

    #[test]
    fn a_cluster_is_called_by_the_word_nearest_its_centre() {
        let mut state = tank();
        state.clusters.round = 1;
        let words = |state: &State| groups(state).into_iter().map(|it| it.word).collect::<Vec<_>>();
        assert_eq!(words(&state), [Some(4), Some(4), None]);
        state.items.retain(Item::is_picture);
        assert_eq!(words(&state), [None, None, None]);
    }

    #[test]
    fn the_gap_is_that_of_the_means() {
        let gap = modality_gap(&tank()).unwrap();
        // Means (0.6, 0.5333) and (-0.2, 0.4); pairs of pictures 0.8, 0, 0.6; pair of words -0.6.
        assert!((gap.length - 0.811_03).abs() < 1e-4, "{gap:?}");
        assert!((gap.across - 0.093_33).abs() < 1e-4, "{gap:?}");
        assert!((gap.among_pictures - 0.466_67).abs() < 1e-4, "{gap:?}");
        assert!((gap.among_words + 0.6).abs() < 1e-4, "{gap:?}");
        let mut state = tank();
        state.items.retain(Item::is_picture);
        assert_eq!(modality_gap(&state), None);
    }
}
