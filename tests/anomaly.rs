//! The odd ones: each kind of oddness is found where it was put, and nothing else is.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its numbers has failed")]

#[path = "golden/analysis/mod.rs"]
mod golden;

use std::rc::Rc;

use golden::{clouds, random_rows};
use ikesu::anomaly::{ClusterParams, ClusterScore, ClustersView, ReferenceParams, score_clusters, score_references};
use ikesu::error::Error;
use ikesu::kmeans::{KMeans, KMeansParams};
use ikesu::matrix::Rows;
use ikesu::rng::Rng;

fn score(centroids: &Rows, labels: &[u32], distances: &[f32], params: &ClusterParams) -> Vec<ClusterScore> {
    score_clusters(ClustersView { centroids, labels, distances }, params).unwrap()
}

/// `(is_global, is_group, is_local)` of each row.
fn marks(scores: &[ClusterScore]) -> Vec<(bool, bool, bool)> {
    scores.iter().map(|it| (it.is_global, it.is_group, it.is_local)).collect()
}

/// Distances from 0.8 to 1.2, by which nothing is odd.
fn usual(n: usize) -> Vec<f32> {
    (0..n).map(|it| 0.8 + 0.4 * (it % 9) as f32 / 8.0).collect()
}

const NOTHING: (bool, bool, bool) = (false, false, false);

#[test]
fn usual_rows_are_not_odd() {
    let centroids = Rows::new(vec![0.0, 10.0], 1).unwrap();
    let labels: Vec<u32> = (0..40).map(|it| it % 2).collect();
    let scores = score(&centroids, &labels, &usual(40), &ClusterParams::default());
    assert!(marks(&scores).iter().all(|it| *it == NOTHING));
    assert!(scores.iter().all(|it| it.cluster_size == 20 && it.separation == 10.0 && it.typical > 0.9));
}

#[test]
fn a_row_far_from_every_centre_is_global() {
    let centroids = Rows::new(vec![0.0, 10.0], 1).unwrap();
    let labels: Vec<u32> = (0..40).map(|it| it % 2).collect();
    let mut distances = usual(40);
    distances[7] = 3.0;
    let scores = score(&centroids, &labels, &distances, &ClusterParams::default());
    assert_eq!(marks(&scores)[7], (true, false, true));
    assert_eq!(marks(&scores).iter().filter(|it| **it != NOTHING).count(), 1);
    assert_eq!(scores[7].percentile, 1.0);
}

#[test]
fn a_row_far_for_its_tight_cluster_is_local_only() {
    // Cluster 1 is ten times as tight: 0.4 is nothing in cluster 0.
    let centroids = Rows::new(vec![0.0, 10.0], 1).unwrap();
    let labels: Vec<u32> = (0..40).map(|it| it % 2).collect();
    let mut distances: Vec<f32> =
        usual(40).iter().zip(&labels).map(|(d, l)| if *l == 1 { d / 10.0 } else { *d }).collect();
    distances[7] = 0.4;
    let scores = score(&centroids, &labels, &distances, &ClusterParams::default());
    assert_eq!(marks(&scores)[7], (false, false, true));
    assert_eq!(marks(&scores).iter().filter(|it| **it != NOTHING).count(), 1);
    assert!(scores[7].local_z > 3.5 && scores[7].global_z < 0.0 && scores[7].typical < 0.2);
}

#[track_caller]
fn check_group(centroids: &[f32], sizes: &[usize], group_share: f32, expected: &[u32]) {
    let centroids = Rows::new(centroids.to_vec(), 1).unwrap();
    let labels: Vec<u32> = sizes.iter().enumerate().flat_map(|(it, n)| vec![it as u32; *n]).collect();
    let mut distances = usual(labels.len());
    for (distance, label) in distances.iter_mut().zip(&labels) {
        if sizes[*label as usize] == 1 {
            *distance = 0.0;
        }
    }
    let scores = score(&centroids, &labels, &distances, &ClusterParams { group_share, ..ClusterParams::default() });
    let mut groups: Vec<u32> = scores.iter().filter(|it| it.is_group).map(|it| it.cluster).collect();
    groups.dedup();
    assert_eq!(groups, expected, "{sizes:?}");
    let least = scores.iter().filter(|it| it.is_group).map(|it| it.percentile).fold(1.0, f32::min);
    let others_are_less_odd = scores.iter().filter(|it| !it.is_group).all(|it| it.percentile < least);
    assert!(others_are_less_odd || groups.is_empty(), "{sizes:?}: the rows of a group apart are the oddest");
}

#[test]
fn a_small_cluster_apart_is_a_group() {
    check_group(&[0.0, 8.0, 40.0], &[50, 50, 4], 0.05, &[2]);
    // A single row, the only one of its cluster, lies on its own centre.
    check_group(&[0.0, 8.0, 40.0], &[10, 10, 1], 0.05, &[2]);
    check_group(&[0.0, 40.0], &[12, 1], 0.05, &[1]);
    check_group(&[0.0, 8.0, 40.0], &[50, 50, 1], 0.0, &[2]);
    check_group(&[0.0, 8.0, 40.0, 50.0, 60.0], &[50, 1, 1, 1, 50], 0.05, &[1, 2, 3]);
    // Too large, or at the edge of another, or with nothing to be apart from.
    check_group(&[0.0, 8.0, 40.0], &[50, 50, 6], 0.05, &[]);
    check_group(&[0.0, 1.0, 40.0, 80.0], &[50, 2, 50, 50], 0.05, &[]);
    check_group(&[0.0, 0.0, 40.0], &[50, 2, 50], 0.05, &[]);
    check_group(&[0.0], &[1], 0.5, &[]);
    check_group(&[0.0, 1.0, 2.0, 3.0], &[1, 1, 1, 1], 0.05, &[]);
    // An empty cluster counts for nothing.
    check_group(&[0.0, 8.0, 40.0, 41.0], &[50, 50, 4, 0], 0.05, &[2]);
}

#[test]
fn a_lone_row_among_equal_ones_is_a_group() {
    let centroids = Rows::new(vec![0.0, 0.5], 1).unwrap();
    let labels = [[0; 20].as_slice(), &[1]].concat();
    let scores = score(&centroids, &labels, &[0.0; 21], &ClusterParams::default());
    assert!(marks(&scores)[..20].iter().all(|it| *it == NOTHING));
    assert_eq!(marks(&scores)[20], (false, true, false));
    assert!(scores[20].percentile == 1.0 && scores[0].percentile < 1.0);
}

#[test]
fn a_cluster_too_small_to_spread_is_held_against_all() {
    let centroids = Rows::new(vec![0.0, 10.0], 1).unwrap();
    let labels = [[0; 20].as_slice(), &[1; 3]].concat();
    let mut distances = usual(23);
    distances[20..].copy_from_slice(&[0.1, 0.1, 0.3]);
    let scores = score(&centroids, &labels, &distances, &ClusterParams::default());
    for it in &scores[20..] {
        assert!(it.local_z == it.global_z && !it.is_local && it.typical == 0.1, "{it:?}");
    }
}

#[test]
fn rows_on_their_centres_are_not_odd_and_nothing_is_nan() {
    let centroids = Rows::new(vec![0.0, 0.0], 1).unwrap();
    for distances in [vec![0.0; 30], vec![1e-30; 30], vec![f32::MAX; 30]] {
        let scores = score(&centroids, &[0; 30], &distances, &ClusterParams::default());
        for it in &scores {
            assert!(it.global_z == 0.0 && it.local_z == 0.0 && it.percentile == 1.0, "{it:?}");
        }
        assert!(marks(&scores).iter().all(|it| *it == NOTHING));
    }
    assert!(score(&centroids, &[], &[], &ClusterParams::default()).is_empty());
}

#[test]
fn one_other_row_among_equal_ones_is_odd() {
    // The centre of 20 equal rows and one other lies a little off, so all distances but one are equal.
    let mut distances = vec![0.1; 21];
    distances[20] = 2.0;
    let scores = score(&Rows::new(vec![0.0], 1).unwrap(), &[0; 21], &distances, &ClusterParams::default());
    assert!(scores[..20].iter().all(|it| !it.is_global && !it.is_local));
    // There is no inside of one cluster.
    assert!(scores[20].is_global && !scores[20].is_local);
}

#[test]
fn planted_rows_are_found_behind_k_means() {
    let mut values = clouds(200, 32, 4, 0.15, 8).into_values();
    let mut rng = Rng::new(3);
    // Row 200 is like nothing; rows 201 and 202 are alike and like nothing else.
    let stranger: Vec<f32> = (0..32).map(|_| rng.normal()).collect();
    values.extend((0..32).map(|_| rng.normal()));
    values.extend(&stranger);
    values.extend(stranger.iter().map(|it| it + 0.05));
    let rows = Rows::new(values, 32).unwrap().normalized().unwrap();
    let found = |n_clusters| {
        let params = KMeansParams { n_clusters, ..KMeansParams::default() };
        let fit = KMeans::new(Rc::new(rows.clone()), &params).unwrap().finish();
        marks(&score(&fit.centroids, &fit.labels, &fit.distances, &ClusterParams::default()))
    };
    let few = found(4);
    assert!(few[200..].iter().all(|it| it.0 && it.2), "{:?}", &few[200..]);
    let enough = found(6);
    assert!(enough[200..].iter().all(|it| it.1), "{:?}", &enough[200..]);
    assert!(enough[..200].iter().filter(|it| **it != NOTHING).count() <= 6);
}

#[test]
fn refuses_clusters_that_do_not_fit_together() {
    let centroids = Rows::new(vec![0.0, 1.0], 1).unwrap();
    let refused = |labels: &[u32], distances: &[f32], params| match score_clusters(
        ClustersView { centroids: &centroids, labels, distances },
        &params,
    ) {
        Err(Error::Parameter { parameter, .. }) => parameter,
        other => panic!("{other:?}"),
    };
    let params = ClusterParams::default();
    assert_eq!(refused(&[0, 1], &[0.0], params), "distances");
    assert_eq!(refused(&[0, 2], &[0.0, 0.0], params), "labels");
    assert_eq!(refused(&[0], &[0.0], ClusterParams { local_z: 0.0, ..params }), "local_z");
}

#[test]
fn what_no_reference_is_like_is_odd() {
    let rows = Rows::new(vec![1.0, 0.0, 2.0, 0.2, 0.0, 3.0, 1.0, 1.0, 0.0, -1.0, 1.0, 0.0], 2).unwrap();
    let params = ReferenceParams { threshold: 0.9 };
    let scores = score_references(&rows, &[0, 2], &params).unwrap();
    let odd: Vec<bool> = scores.iter().map(|it| it.is_odd).collect();
    assert_eq!(odd, [false, false, false, true, true, false]);
    let nearest: Vec<usize> = scores.iter().map(|it| it.reference).collect();
    assert_eq!(nearest, [0, 0, 2, 0, 0, 0]);
    let references: Vec<bool> = scores.iter().map(|it| it.is_reference).collect();
    assert_eq!(references, [true, false, true, false, false, false]);
    let half = std::f32::consts::FRAC_1_SQRT_2;
    for (score, cosine) in scores.iter().zip([1.0, 1.0 / 1.01_f32.sqrt(), 1.0, half, 0.0, 1.0]) {
        assert!((score.most_similar - cosine).abs() < 1e-6, "{score:?}");
    }
    let percentiles: Vec<f32> = scores.iter().map(|it| (it.percentile * 6.0).round()).collect();
    assert_eq!(percentiles, [3.0, 4.0, 3.0, 5.0, 6.0, 3.0]);
}

#[test]
fn agrees_with_its_naive_twin_on_random_rows() {
    let rows = random_rows(60, 20, 4);
    let references = [3, 59, 17, 3];
    let scores = score_references(&rows, &references, &ReferenceParams { threshold: 0.2 }).unwrap();
    let dot = |a: usize, b: usize| -> f64 {
        rows.row(a).iter().zip(rows.row(b)).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum()
    };
    for (row, score) in scores.iter().enumerate() {
        let cosine = |it: &usize| dot(row, *it) / (dot(row, row) * dot(*it, *it)).sqrt();
        let best = references.iter().map(cosine).fold(f64::NEG_INFINITY, f64::max);
        assert!((f64::from(score.most_similar) - best).abs() < 1e-6, "{row}: {score:?}, not {best}");
        assert_eq!(score.is_odd, best < 0.2);
        let own = cosine(&score.reference);
        assert!((own - best).abs() < 1e-6, "{row}: {own} {best}");
    }
}

#[test]
fn refuses_references_that_are_none() {
    let rows = Rows::new(vec![1.0, 0.0, 0.0, 0.0], 2).unwrap();
    let refused = |references: &[usize], threshold| {
        score_references(&rows, references, &ReferenceParams { threshold }).unwrap_err()
    };
    assert!(matches!(refused(&[], 0.6), Error::TooFew { needed: 1, .. }));
    assert!(matches!(refused(&[2], 0.6), Error::UnknownItem { item: 2 }));
    assert!(matches!(refused(&[0], 0.6), Error::ZeroRow { row: 1 }));
    assert!(matches!(refused(&[0], 1.5), Error::Parameter { parameter: "threshold", .. }));
}
