//! Maps, clusters and odd ones: the algorithms' steps as jobs, their results in the protocol's words.

use std::rc::Rc;

use super::dataset::Dataset;
use super::{Job, Room, Status};
use crate::anomaly::{self, ClusterParams, ClustersView, ReferenceParams};
use crate::error::{Error, Result};
use crate::kmeans::{Fit, KMeans, KMeansParams};
use crate::protocol::{Body, ClusterScore, Clusters, ItemId, ReferenceScore, RoundFacts, Stage};
use crate::umap::{self, Umap, UmapParams};

/// A map of some items.
pub(super) struct MapJob {
    umap: Umap,
    n_components: u32,
}

impl MapJob {
    pub(super) fn new(dataset: &Dataset, items: &[ItemId], params: &UmapParams) -> Result<Self> {
        let rows = Rc::new(dataset.rows(items)?);
        Ok(Self { umap: Umap::new(rows, params)?, n_components: params.n_components })
    }
}

impl Job for MapJob {
    fn step(&mut self, _room: &mut Room) -> Result<Status> {
        let (stage, progress) = self.umap.step();
        let floats = self.umap.places().to_vec();
        if self.umap.is_complete() {
            let indices = vec![self.n_components, self.umap.n_neighbors()];
            return Ok(Status::Done(Body { indices, floats, ..Body::default() }));
        }
        let stage = match stage {
            umap::Stage::Neighbours => Stage::Neighbours,
            umap::Stage::Graph => Stage::Graph,
            umap::Stage::Layout => Stage::Layout,
        };
        Ok(Status::Running { stage, progress, places: floats })
    }
}

/// Clusters of some items.
pub(super) struct ClusterJob {
    kmeans: Option<KMeans>,
}

impl ClusterJob {
    pub(super) fn new(dataset: &Dataset, items: &[ItemId], params: &KMeansParams) -> Result<Self> {
        let rows = Rc::new(dataset.rows(items)?);
        Ok(Self { kmeans: Some(KMeans::new(rows, params)?) })
    }

    /// A slice; the clusters, once they are there.
    fn advance(&mut self) -> Result<Result<Fit, Status>> {
        let kmeans = self.kmeans.as_mut().ok_or(Error::NoModel)?;
        let progress = kmeans.step();
        if !kmeans.is_complete() {
            return Ok(Err(Status::Running { stage: Stage::Clusters, progress, places: Vec::new() }));
        }
        let kmeans = self.kmeans.take().ok_or(Error::NoModel)?;
        Ok(Ok(kmeans.finish()))
    }
}

impl Job for ClusterJob {
    fn step(&mut self, _room: &mut Room) -> Result<Status> {
        let fit = match self.advance()? {
            Ok(fit) => fit,
            Err(running) => return Ok(running),
        };
        let rounds = fit.rounds.iter().map(|it| RoundFacts { n_changed: it.n_changed, inertia: it.inertia }).collect();
        let clusters = Clusters {
            labels: fit.rounds.iter().flat_map(|it| it.labels.iter().copied()).collect(),
            distances: fit.distances,
            rounds,
            inertia: fit.inertia,
            converged: fit.converged,
        };
        Ok(Status::Done(clusters.pack()))
    }
}

/// The odd ones by clusters.
pub(super) struct OddClustersJob {
    clusters: ClusterJob,
    params: ClusterParams,
}

impl OddClustersJob {
    pub(super) fn new(
        dataset: &Dataset,
        items: &[ItemId],
        kmeans: &KMeansParams,
        params: ClusterParams,
    ) -> Result<Self> {
        params.check()?;
        let rows = Rc::new(dataset.rows(items)?);
        Ok(Self { clusters: ClusterJob { kmeans: Some(KMeans::new(rows, kmeans)?) }, params })
    }
}

impl Job for OddClustersJob {
    fn step(&mut self, _room: &mut Room) -> Result<Status> {
        let fit = match self.clusters.advance()? {
            Ok(fit) => fit,
            Err(running) => return Ok(running),
        };
        let view = ClustersView { centroids: &fit.centroids, labels: &fit.labels, distances: &fit.distances };
        let scores = anomaly::score_clusters(view, &self.params)?;
        let scores: Vec<ClusterScore> = scores.into_iter().map(cluster_score).collect();
        Ok(Status::Done(ClusterScore::pack(&scores)))
    }
}

/// The odd ones by references: one pass, short enough for one slice.
pub(super) fn odd_references(
    dataset: &Dataset,
    items: &[ItemId],
    references: &[ItemId],
    params: ReferenceParams,
) -> Result<Vec<ReferenceScore>> {
    // References need not be among the items that are looked at: they go behind them and their scores are cut off.
    let mut all = items.to_vec();
    let mut at = Vec::with_capacity(references.len());
    for reference in references {
        let known = all.iter().position(|it| it == reference);
        at.push(known.unwrap_or(all.len()));
        if known.is_none() {
            all.push(*reference);
        }
    }
    let scores = anomaly::score_references(&dataset.rows(&all)?, &at, &params)?;
    let convert = |it: anomaly::ReferenceScore| ReferenceScore {
        reference: all[it.reference],
        most_similar: it.most_similar,
        is_odd: it.is_odd,
        is_reference: it.is_reference,
        percentile: it.percentile,
    };
    Ok(scores.into_iter().take(items.len()).map(convert).collect())
}

fn cluster_score(it: anomaly::ClusterScore) -> ClusterScore {
    ClusterScore {
        cluster: it.cluster,
        cluster_size: it.cluster_size,
        distance: it.distance,
        typical: it.typical,
        global_z: it.global_z,
        local_z: it.local_z,
        separation: it.separation,
        is_global: it.is_global,
        is_group: it.is_group,
        is_local: it.is_local,
        percentile: it.percentile,
    }
}
