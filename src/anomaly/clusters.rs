//! The odd ones against clusters: far from every centre, in a small cluster apart, or far inside its own cluster.

use super::params::ClusterParams;
use super::spread::{Spread, percentiles};
use crate::error::{Error, Result};
use crate::matrix::{Rows, squared_distance};

/// Clusters as this method needs them, whoever made them.
#[derive(Clone, Copy, Debug)]
pub struct ClustersView<'a> {
    /// The centres.
    pub centroids: &'a Rows,
    /// The cluster of each row.
    pub labels: &'a [u32],
    /// The distance of each row to its own centre, not below 0.
    pub distances: &'a [f32],
}

/// How odd a row is against the clusters, with the numbers that say why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterScore {
    /// The nearest centre's cluster.
    pub cluster: u32,
    /// Rows in that cluster.
    pub cluster_size: u32,
    /// Distance to the nearest centre.
    pub distance: f32,
    /// The median of such distances inside the cluster.
    pub typical: f32,
    /// Robust z of the distance over all rows.
    pub global_z: f32,
    /// Robust z of the distance inside the cluster; `global_z` in a cluster too small to have a spread of its own, or
    /// without another one.
    pub local_z: f32,
    /// Distance from the cluster's centre to the nearest other centre; 0 if there is no other.
    pub separation: f32,
    /// Far from every centre.
    pub is_global: bool,
    /// In a small cluster that lies apart.
    pub is_group: bool,
    /// Far inside its own cluster.
    pub is_local: bool,
    /// Share of rows that are no odder than this one, from 0 to 1.
    pub percentile: f32,
}

/// A median deviation out of fewer than four numbers says nothing: of three, one is the median itself.
const LEAST_MEMBERS: usize = 4;

/// A cluster as a whole.
struct Cluster {
    size: usize,
    spread: Spread,
    separation: f32,
    /// Robust z, among the distances of all rows, of its rows' distance to the next centre.
    apart_z: f32,
    is_group: bool,
}

/// One score for each row.
///
/// - Global: the robust z of the row's distance to its centre, over all rows, is above `global_z`.
/// - Local: the same inside its cluster, above `local_z`; only in clusters of four rows or more, and beside others.
/// - Group: its cluster has at most `group_share` of all rows (one row is always few enough) and at most half of what
///   the average cluster has, and its rows would be global anomalies if they had to join the next cluster. A lone row
///   sits on its own centre, at distance 0, and is found by this alone.
///
/// How far a cluster's rows are from the next centre is their root mean square distance: it is the separation of the
/// two centres and the distance to the own centre by Pythagoras, for a centre is the mean of its rows. The bare
/// separation would not do, for the more rows a centre is the mean of, the less of their own noise is in it.
///
/// None of them where the distance is at most `resaved`; there no z counts as more than 0 in the order.
///
/// `percentile` orders rows by the greatest of their two z and, in a group, of the z of that distance. Empty clusters
/// count for nothing.
///
/// # Errors
/// [`Error::Parameter`] for a threshold out of its bounds, or if there is not one distance for each label or a label
/// is beyond the centres.
pub fn score_clusters(clusters: ClustersView<'_>, params: &ClusterParams) -> Result<Vec<ClusterScore>> {
    params.check()?;
    check(clusters)?;
    let all = Spread::of(clusters.distances);
    let found = describe(clusters, params, all);
    // In one alone the inside is all.
    let has_several = found.iter().filter(|it| it.size > 0).count() > 1;
    let mut oddness = Vec::with_capacity(clusters.labels.len());
    let mut scores = Vec::with_capacity(clusters.labels.len());
    for (&label, &distance) in clusters.labels.iter().zip(clusters.distances) {
        let cluster = &found[label as usize];
        let has_spread = has_several && cluster.size >= LEAST_MEMBERS;
        let global_z = all.z(distance);
        let local_z = if has_spread { cluster.spread.z(distance) } else { global_z };
        let apart_z = if cluster.is_group { cluster.apart_z } else { f32::NEG_INFINITY };
        let is_far = distance > params.resaved;
        let own_z = global_z.max(local_z);
        oddness.push(if is_far { own_z } else { own_z.min(0.0) }.max(apart_z));
        scores.push(ClusterScore {
            cluster: label,
            cluster_size: cluster.size as u32,
            distance,
            typical: cluster.spread.median,
            global_z,
            local_z,
            separation: cluster.separation,
            is_global: is_far && global_z > params.global_z,
            is_group: cluster.is_group,
            is_local: is_far && has_spread && local_z > params.local_z,
            percentile: 0.0,
        });
    }
    for (score, percentile) in scores.iter_mut().zip(percentiles(&oddness)) {
        score.percentile = percentile;
    }
    Ok(scores)
}

fn check(clusters: ClustersView<'_>) -> Result<()> {
    let (n, n_clusters) = (clusters.labels.len(), clusters.centroids.len());
    if clusters.distances.len() != n {
        let found = clusters.distances.len().to_string();
        return Err(Error::Parameter { parameter: "distances", bounds: format!("one for each of {n} labels"), found });
    }
    match clusters.labels.iter().find(|it| **it as usize >= n_clusters) {
        Some(label) => {
            let bounds = format!("below {n_clusters}, the number of centres");
            Err(Error::Parameter { parameter: "labels", bounds, found: label.to_string() })
        }
        None => Ok(()),
    }
}

fn describe(clusters: ClustersView<'_>, params: &ClusterParams, all: Spread) -> Vec<Cluster> {
    let n = clusters.labels.len();
    let mut members: Vec<Vec<f32>> = vec![Vec::new(); clusters.centroids.len()];
    for (&label, &distance) in clusters.labels.iter().zip(clusters.distances) {
        members[label as usize].push(distance);
    }
    let filled: Vec<usize> = (0..members.len()).filter(|it| !members[*it].is_empty()).collect();
    let most = ((params.group_share * n as f32) as usize).max(1);
    let describe = |(cluster, distances): (usize, &Vec<f32>)| {
        let size = distances.len();
        let separation = separation(clusters.centroids, cluster, &filled);
        let apart_z = all.z((separation * separation + mean_square(distances)).sqrt());
        let is_small = size <= most && 2 * size * filled.len() <= n;
        let is_group = is_small && separation > params.resaved && apart_z > params.global_z;
        Cluster { size, spread: Spread::of(distances), separation, apart_z, is_group }
    };
    members.iter().enumerate().map(describe).collect()
}

fn mean_square(values: &[f32]) -> f32 {
    let sum: f64 = values.iter().map(|it| f64::from(*it) * f64::from(*it)).sum();
    (sum / values.len().max(1) as f64) as f32
}

/// The distance of a centre to the nearest other one that has rows; 0 if there is none.
fn separation(centroids: &Rows, cluster: usize, filled: &[usize]) -> f32 {
    let others = filled.iter().filter(|it| **it != cluster);
    let squares = others.map(|it| squared_distance(centroids.row(cluster), centroids.row(*it)));
    squares.min_by(f32::total_cmp).map_or(0.0, f32::sqrt)
}
