//! K-Means against scikit-learn, and against data that leaves clusters empty.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its numbers has failed")]

#[path = "golden/analysis/mod.rs"]
mod golden;

use std::rc::Rc;

use golden::{clouds, digits, random_rows};
use ikesu::error::Error;
use ikesu::kmeans::{Fit, Init, KMeans, KMeansParams};
use ikesu::matrix::{Rows, squared_distance};
use serde::Deserialize;

fn fit(rows: &Rows, params: &KMeansParams) -> Fit {
    let fit = KMeans::new(Rc::new(rows.clone()), params).unwrap().finish();
    check_agrees_with_itself(rows, &fit);
    fit
}

fn fit_from(rows: &Rows, params: &KMeansParams, start: &[usize]) -> Fit {
    let centroids = start.iter().flat_map(|it| rows.row(*it)).copied().collect();
    let centroids = Rows::new(centroids, rows.dims()).unwrap();
    let fit = KMeans::with_centroids(Rc::new(rows.clone()), params, centroids).unwrap().finish();
    check_agrees_with_itself(rows, &fit);
    fit
}

/// Labels, distances, inertia and rounds of a fit all tell of the same run.
#[track_caller]
fn check_agrees_with_itself(rows: &Rows, fit: &Fit) {
    let mut inertia = 0.0;
    for (row, (label, distance)) in rows.iter().zip(fit.labels.iter().zip(&fit.distances)) {
        let squares: Vec<f32> = fit.centroids.iter().map(|it| squared_distance(row, it)).collect();
        let least = squares.iter().copied().fold(f32::INFINITY, f32::min);
        assert_eq!(squares.iter().position(|it| *it == least), Some(*label as usize));
        assert!((distance * distance - least).abs() <= 1e-5 * least.max(1e-12));
        inertia += f64::from(least);
    }
    assert!((f64::from(fit.inertia) - inertia).abs() <= 1e-5 * inertia);
    let last = fit.rounds.last().unwrap();
    assert_eq!((&last.labels, last.inertia.to_bits()), (&fit.labels, fit.inertia.to_bits()));
    assert_eq!(fit.rounds[0].n_changed as usize, rows.len());
    for pair in fit.rounds.windows(2) {
        let n_changed = pair[0].labels.iter().zip(&pair[1].labels).filter(|(old, new)| old != new).count();
        assert_eq!(pair[1].n_changed as usize, n_changed);
        assert!(pair[1].inertia <= pair[0].inertia * (1.0 + 1e-6), "{} after {}", pair[1].inertia, pair[0].inertia);
    }
}

#[derive(Deserialize)]
struct Golden {
    fits: Vec<GoldenFit>,
    bests: Vec<GoldenBest>,
}

#[derive(Deserialize)]
struct GoldenFit {
    start: Vec<usize>,
    tol: f32,
    labels: Vec<u32>,
    inertia: f64,
    n_iter: usize,
}

#[derive(Deserialize)]
struct GoldenBest {
    n_clusters: u32,
    init: String,
    inertia: f64,
}

#[test]
fn one_start_gives_what_scikit_learn_gives() {
    let rows = digits();
    for golden in golden::read::<Golden>("kmeans.json").fits {
        let params = KMeansParams { n_clusters: golden.start.len() as u32, tol: golden.tol, ..KMeansParams::default() };
        let ours = fit_from(&rows, &params, &golden.start);
        assert_eq!(ours.labels, golden.labels);
        assert!((f64::from(ours.inertia) / golden.inertia - 1.0).abs() < 1e-5, "{} {}", ours.inertia, golden.inertia);
        // scikit-learn does not count the last assignment if the centres, not the labels, stood still.
        let is_strict = ours.rounds.last().unwrap().n_changed == 0;
        let n_rounds = ours.rounds.len();
        let is_equal = n_rounds == golden.n_iter + 1 || is_strict && n_rounds == golden.n_iter;
        assert!(ours.converged && is_equal, "{n_rounds} rounds, not {}", golden.n_iter);
    }
}

#[test]
fn the_best_of_many_starts_is_as_good_as_scikit_learns() {
    let rows = digits();
    for golden in golden::read::<Golden>("kmeans.json").bests {
        let init = if golden.init == "random" { Init::Random } else { Init::PlusPlus };
        let ours = fit(&rows, &KMeansParams { n_clusters: golden.n_clusters, init, ..KMeansParams::default() });
        println!("{} {}: {}, scikit-learn {}", golden.n_clusters, golden.init, ours.inertia, golden.inertia);
        assert!(f64::from(ours.inertia) <= 1.02 * golden.inertia, "{} {}", ours.inertia, golden.inertia);
    }
}

#[test]
fn clouds_are_found() {
    let rows = clouds(120, 24, 6, 0.2, 3);
    let fit = fit(&rows, &KMeansParams { n_clusters: 6, ..KMeansParams::default() });
    for row in 6..120 {
        assert_eq!(fit.labels[row], fit.labels[row % 6]);
    }
}

#[test]
fn more_starts_are_never_worse_and_one_seed_gives_one_fit() {
    let rows = random_rows(150, 6, 1);
    let params = |n_init, seed| KMeansParams { n_clusters: 9, n_init, seed, ..KMeansParams::default() };
    for seed in 0..5 {
        let (one, many) = (fit(&rows, &params(1, seed)), fit(&rows, &params(8, seed)));
        assert!(many.inertia <= one.inertia);
        assert_eq!(many, fit(&rows, &params(8, seed)));
    }
    assert_ne!(fit(&rows, &params(1, 0)).labels, fit(&rows, &params(1, 1)).labels);
}

#[test]
fn stepping_and_finishing_give_the_same() {
    let rows = Rc::new(random_rows(400, 300, 1));
    let params = KMeansParams { n_clusters: 40, n_init: 3, ..KMeansParams::default() };
    let mut kmeans = KMeans::new(Rc::clone(&rows), &params).unwrap();
    let mut starts = Vec::new();
    while !kmeans.is_complete() {
        let progress = kmeans.step();
        assert_eq!(progress.total, 3);
        starts.push(progress.done);
    }
    assert!(starts.is_sorted() && starts.len() > 6 && starts.last() == Some(&3));
    assert!(kmeans.step().is_complete());
    assert_eq!(kmeans.finish(), KMeans::new(rows, &params).unwrap().finish());
}

#[test]
fn one_cluster_and_as_many_as_rows() {
    let rows = random_rows(12, 5, 2);
    for init in [Init::PlusPlus, Init::Random] {
        let one = fit(&rows, &KMeansParams { n_clusters: 1, init, ..KMeansParams::default() });
        assert!(one.converged && one.labels == [0; 12]);
        let all = fit(&rows, &KMeansParams { n_clusters: 12, init, ..KMeansParams::default() });
        let mut labels = all.labels.clone();
        labels.sort_unstable();
        assert_eq!(labels, (0..12).collect::<Vec<u32>>());
        assert_eq!(all.inertia.to_bits(), 0);
    }
}

#[test]
fn equal_rows_share_a_cluster() {
    let equal = Rows::new(random_rows(1, 5, 2).values().repeat(10), 5).unwrap();
    for n_clusters in [1, 3, 10] {
        let fit = fit(&equal, &KMeansParams { n_clusters, ..KMeansParams::default() });
        assert!(fit.converged && fit.labels == [0; 10] && fit.inertia.to_bits() == 0);
    }
    let two_kinds = Rows::new([1.0, 0.0, 0.0, 1.0].repeat(10), 2).unwrap();
    let fit = fit(&two_kinds, &KMeansParams { n_clusters: 5, ..KMeansParams::default() });
    assert!(fit.labels.chunks(2).all(|it| it == &fit.labels[..2]) && fit.labels[0] != fit.labels[1]);
}

#[test]
fn an_empty_cluster_takes_the_farthest_row() {
    // Both centres start on one row, so the second gets no rows; the farthest row is the last.
    let rows = Rows::new(vec![0.0, 0.1, 0.2, 9.0], 1).unwrap();
    let params = KMeansParams { n_clusters: 2, ..KMeansParams::default() };
    let fit = fit_from(&rows, &params, &[0, 0]);
    assert_eq!(fit.rounds[0].labels, [0, 0, 0, 0]);
    assert_eq!(fit.labels, [0, 0, 0, 1]);
    assert_eq!(fit.distances[3].to_bits(), 0);
    // Two empty clusters, and only one row that does not lie on its centre.
    let rows = Rows::new(vec![0.0, 0.0, 0.0, 5.0], 1).unwrap();
    let params = KMeansParams { n_clusters: 3, ..KMeansParams::default() };
    assert_eq!(fit_from(&rows, &params, &[0, 1, 2]).labels, [0, 0, 0, 1]);
}

#[test]
fn ties_go_to_the_lower_centre() {
    let rows = Rows::new(vec![-1.0, 0.0, 1.0], 1).unwrap();
    let fit = fit_from(&rows, &KMeansParams { n_clusters: 2, max_iter: 1, ..KMeansParams::default() }, &[0, 2]);
    assert_eq!(fit.rounds[0].labels, [0, 0, 1]);
}

#[test]
fn stops_at_max_iter() {
    let rows = random_rows(300, 4, 7);
    let params = KMeansParams { n_clusters: 10, n_init: 1, tol: 0.0, ..KMeansParams::default() };
    let start: Vec<usize> = (0..10).collect();
    let cut = fit_from(&rows, &KMeansParams { max_iter: 2, ..params }, &start);
    assert!(!cut.converged && cut.rounds.len() == 3);
    let whole = fit_from(&rows, &params, &start);
    assert!(whole.converged && whole.rounds.len() > 3 && whole.inertia < cut.inertia);
    assert_eq!(whole.rounds[..3], cut.rounds[..]);
}

#[track_caller]
fn check_refused(params: KMeansParams, centroids: Option<Rows>, parameter: &str) {
    let rows = Rc::new(random_rows(5, 3, 0));
    let refused = match centroids {
        Some(it) => KMeans::with_centroids(rows, &params, it),
        None => KMeans::new(rows, &params),
    };
    match refused.map(|_| ()) {
        Err(Error::Parameter { parameter: found, .. }) => assert_eq!(found, parameter),
        other => panic!("{other:?}"),
    }
}

#[test]
fn refuses_parameters_out_of_bounds() {
    let params = KMeansParams { n_clusters: 2, ..KMeansParams::default() };
    check_refused(KMeansParams { n_clusters: 0, ..params }, None, "n_clusters");
    check_refused(KMeansParams { n_clusters: 6, ..params }, None, "n_clusters");
    check_refused(KMeansParams { n_init: 0, ..params }, None, "n_init");
    check_refused(KMeansParams { tol: f32::NAN, ..params }, None, "tol");
    check_refused(params, Some(random_rows(3, 3, 0)), "centroids");
    check_refused(params, Some(random_rows(2, 4, 0)), "centroids");
}
