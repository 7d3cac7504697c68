//! The body of a message: the numbers of which there may be many, as plain arrays, and how results lie in them.

use super::ItemId;

/// The arrays of a message; each is moved, and an empty one costs nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Encoded files, pixels.
    pub bytes: Vec<u8>,
    /// Vectors, places, distances.
    pub floats: Vec<f32>,
    /// Items, labels.
    pub indices: Vec<u32>,
}

/// Clusters with every round that led to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    /// The cluster of each item after each round of the best run: `rounds.len() * items.len()`.
    pub labels: Vec<u32>,
    /// Each item's distance to its centre after the last round.
    pub distances: Vec<f32>,
    /// What each round did.
    pub rounds: Vec<RoundFacts>,
    /// Sum of squared distances to the nearest centre.
    pub inertia: f32,
    /// Whether the run ended by itself, not at `max_iter`.
    pub converged: bool,
}

/// What one round of K-Means did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoundFacts {
    /// Items that went to another cluster.
    pub n_changed: u32,
    /// Sum of squared distances to the nearest centre.
    pub inertia: f32,
}

/// How odd an item is against the clusters, with the numbers that say why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterScore {
    /// The nearest centre's cluster.
    pub cluster: u32,
    /// Items in that cluster.
    pub cluster_size: u32,
    /// Distance to the nearest centre.
    pub distance: f32,
    /// The median of such distances inside the cluster.
    pub typical: f32,
    /// Robust z of the distance over all items.
    pub global_z: f32,
    /// Robust z of the distance inside the cluster.
    pub local_z: f32,
    /// Distance from the cluster's centre to the nearest other centre; 0 if there is no other.
    pub separation: f32,
    /// Far from every centre.
    pub is_global: bool,
    /// In a small cluster that lies apart.
    pub is_group: bool,
    /// Far inside its own cluster.
    pub is_local: bool,
    /// Share of items that are no odder than this one, from 0 to 1.
    pub percentile: f32,
}

impl ClusterScore {
    /// Whether it is odd in any of the three ways.
    pub fn is_odd(&self) -> bool {
        self.is_global || self.is_group || self.is_local
    }
}

/// How odd an item is against the references.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReferenceScore {
    /// The reference that it is most like.
    pub reference: ItemId,
    /// The cosine to it: MOST_SIMILAR.
    pub most_similar: f32,
    /// Whether that is under the threshold.
    pub is_odd: bool,
    /// Whether the item is itself a reference.
    pub is_reference: bool,
    /// Share of items that are no odder than this one, from 0 to 1.
    pub percentile: f32,
}

impl Clusters {
    /// In `indices` the labels, each round's `n_changed`, and whether it converged; in `floats` the distances, each
    /// round's inertia, and the last.
    pub fn pack(self) -> Body {
        let (mut indices, mut floats) = (self.labels, self.distances);
        indices.extend(self.rounds.iter().map(|it| it.n_changed));
        indices.push(u32::from(self.converged));
        floats.extend(self.rounds.iter().map(|it| it.inertia));
        floats.push(self.inertia);
        Body { indices, floats, ..Body::default() }
    }

    /// What [`Clusters::pack`] wrote for `n_items`.
    pub fn unpack(body: Body, n_items: usize) -> Self {
        let Body { indices: mut labels, floats: mut distances, .. } = body;
        let mut inertias = distances.split_off(n_items.min(distances.len()));
        let inertia = inertias.pop().unwrap_or_default();
        let converged = labels.pop() == Some(1);
        let changes = labels.split_off((inertias.len() * n_items).min(labels.len()));
        let rounds = changes.into_iter().zip(inertias);
        let rounds = rounds.map(|(n_changed, inertia)| RoundFacts { n_changed, inertia }).collect();
        Self { labels, distances, rounds, inertia, converged }
    }
}

impl ClusterScore {
    /// For each score three numbers in `indices` (the last one holds the answers to yes or no) and six in `floats`.
    pub fn pack(scores: &[Self]) -> Body {
        let mut body = Body::default();
        for it in scores {
            let flags = u32::from(it.is_global) | u32::from(it.is_group) << 1 | u32::from(it.is_local) << 2;
            body.indices.extend([it.cluster, it.cluster_size, flags]);
            let numbers = [it.distance, it.typical, it.global_z, it.local_z, it.separation, it.percentile];
            body.floats.extend(numbers);
        }
        body
    }

    /// What [`ClusterScore::pack`] wrote.
    pub fn unpack(body: &Body) -> impl Iterator<Item = Self> {
        let (indices, floats) = (body.indices.as_chunks().0, body.floats.as_chunks().0);
        indices.iter().zip(floats).map(|(&[cluster, cluster_size, flags], floats)| {
            let &[distance, typical, global_z, local_z, separation, percentile] = floats;
            let [is_global, is_group, is_local] = [1, 2, 4].map(|flag| flags & flag != 0);
            Self {
                cluster,
                cluster_size,
                distance,
                typical,
                global_z,
                local_z,
                separation,
                is_global,
                is_group,
                is_local,
                percentile,
            }
        })
    }
}

impl ReferenceScore {
    /// For each score two numbers in `indices` (the last one holds the answers to yes or no) and two in `floats`.
    pub fn pack(scores: &[Self]) -> Body {
        let mut body = Body::default();
        for it in scores {
            body.indices.extend([it.reference, u32::from(it.is_odd) | u32::from(it.is_reference) << 1]);
            body.floats.extend([it.most_similar, it.percentile]);
        }
        body
    }

    /// What [`ReferenceScore::pack`] wrote.
    pub fn unpack(body: &Body) -> impl Iterator<Item = Self> {
        let (indices, floats) = (body.indices.as_chunks().0, body.floats.as_chunks().0);
        indices.iter().zip(floats).map(|(&[reference, flags], &[most_similar, percentile])| Self {
            reference,
            most_similar,
            is_odd: flags & 1 != 0,
            is_reference: flags & 2 != 0,
            percentile,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clusters_come_out_as_they_went_in() {
        let rounds = [(3, 2.5), (0, 1.25)].map(|(n_changed, inertia)| RoundFacts { n_changed, inertia });
        let clusters = Clusters {
            labels: vec![0, 1, 1, 0, 0, 1],
            distances: vec![0.5, 0.25, 0.125],
            rounds: rounds.to_vec(),
            inertia: 1.0,
            converged: true,
        };
        assert_eq!(Clusters::unpack(clusters.clone().pack(), 3), clusters);
        let empty = Clusters { inertia: 7.0, ..Clusters::default() };
        assert_eq!(Clusters::unpack(empty.clone().pack(), 0), empty);
    }

    #[test]
    fn scores_come_out_as_they_went_in() {
        let score = |at: u32| ClusterScore {
            cluster: at,
            cluster_size: 7,
            distance: 0.5,
            typical: 0.25,
            global_z: 1.0 + at as f32,
            local_z: -2.0,
            separation: 3.0,
            is_global: at == 0,
            is_group: at == 1,
            is_local: at != 1,
            percentile: 0.75,
        };
        let scores = [score(0), score(1), score(2)];
        assert!(ClusterScore::unpack(&ClusterScore::pack(&scores)).eq(scores));
        let score = |at: u32| ReferenceScore {
            reference: at,
            most_similar: 0.5,
            is_odd: at == 8,
            is_reference: at == 9,
            percentile: 0.25,
        };
        let scores = [score(8), score(9)];
        assert!(ReferenceScore::unpack(&ReferenceScore::pack(&scores)).eq(scores));
    }
}
