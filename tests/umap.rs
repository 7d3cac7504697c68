//! UMAP against umap-learn's curve, graph and maps, and against data that invites NaN.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its numbers has failed")]

#[path = "golden/analysis/mod.rs"]
mod golden;

use std::rc::Rc;

use golden::{blobs, clouds, digits, random_rows};
use ikesu::error::Error;
use ikesu::knn::{ExactKnn, Metric};
use ikesu::matrix::Rows;
use ikesu::umap::{Curve, Graph, Smoother, Stage, Umap, UmapParams};
use serde::Deserialize;

fn map(rows: &Rows, params: &UmapParams) -> Vec<f32> {
    let mut umap = Umap::new(Rc::new(rows.clone()), params).unwrap();
    while !umap.is_complete() {
        umap.step();
    }
    umap.into_places()
}

#[derive(Deserialize)]
struct GoldenCurve {
    min_dist: f64,
    spread: f64,
    a: f64,
    b: f64,
}

#[test]
fn the_curve_is_that_of_umap_learn() {
    for golden in golden::read::<Vec<GoldenCurve>>("curve.json") {
        let Curve { a, b } = Curve::fit(golden.min_dist, golden.spread);
        let near = |ours: f64, theirs: f64| (ours / theirs - 1.0).abs() < 1e-4;
        let (min_dist, spread) = (golden.min_dist, golden.spread);
        assert!(near(a, golden.a) && near(b, golden.b), "{min_dist} {spread}: {a} {b}, not {} {}", golden.a, golden.b);
    }
}

#[test]
fn the_curve_is_finite_at_the_bounds_of_its_parameters() {
    for (min_dist, spread) in [(0.0, 1e-6), (1e-6, 1e-6), (0.0, 1e6), (1e6, 1e6), (0.0, 1e-30), (1.0, 1.0)] {
        let Curve { a, b } = Curve::fit(min_dist, spread);
        assert!(a.is_finite() && b.is_finite() && a >= 0.0 && b > 0.0, "{min_dist} {spread}: {a} {b}");
    }
}

#[derive(Deserialize)]
struct GoldenGraph {
    n_neighbors: usize,
    sigmas: Vec<f32>,
    rhos: Vec<f32>,
    /// Head below tail; of the largest graph every eighth.
    edges: Vec<(u32, u32, f32)>,
    n_edges: usize,
    sum: f64,
}

#[test]
fn the_graph_is_that_of_umap_learn() {
    let rows = Rc::new(blobs());
    for golden in golden::read::<Vec<GoldenGraph>>("graph.json") {
        let k = golden.n_neighbors;
        let neighbours = ExactKnn::new(Rc::clone(&rows), k - 1, Metric::Cosine).unwrap().finish();
        let mut smoother = Smoother::new(neighbours);
        while smoother.step() < smoother.n_rows() {}
        for (row, (sigma, rho)) in golden.sigmas.iter().zip(&golden.rhos).enumerate() {
            let (ours, our_rho) = (smoother.sigmas()[row], smoother.rhos()[row]);
            // umap-learn stops once the sum is within 1e-5, so equal inputs up to rounding may stop a halving apart.
            assert!((ours / sigma - 1.0).abs() < 1e-3, "sigma of {row} with {k}: {ours}, not {sigma}");
            assert!((our_rho - rho).abs() < 1e-6, "rho of {row} with {k}: {our_rho}, not {rho}");
        }
        let graph = smoother.into_graph();
        for &(i, j, weight) in &golden.edges {
            let ours = weight_of(&graph, i, j);
            assert!((ours - weight).abs() < 2e-4, "{i}-{j} with {k}: {ours}, not {weight}");
            assert_eq!(ours.to_bits(), weight_of(&graph, j, i).to_bits());
        }
        let n_edges = graph.weights.iter().filter(|it| **it > 1e-6).count() / 2;
        assert!(n_edges.abs_diff(golden.n_edges) <= golden.n_edges / 100, "{n_edges}, not {}", golden.n_edges);
        let sum: f64 = graph.weights.iter().map(|it| f64::from(*it)).sum();
        assert!((sum / golden.sum - 1.0).abs() < 1e-4, "{sum}, not {}", golden.sum);
    }
}

fn weight_of(graph: &Graph, i: u32, j: u32) -> f32 {
    let edges = graph.starts[i as usize]..graph.starts[i as usize + 1];
    let at = graph.tails[edges.clone()].binary_search(&j);
    at.map_or(0.0, |it| graph.weights[edges.start + it])
}

#[derive(Deserialize)]
struct GoldenMap {
    n_neighbors: u32,
    min_dist: f32,
    n_components: u32,
    trustworthiness: f64,
    #[serde(default)]
    places: Vec<Vec<f32>>,
}

#[test]
fn maps_are_as_trustworthy_as_those_of_umap_learn() {
    let rows = digits();
    for golden in golden::read::<Vec<GoldenMap>>("maps.json") {
        let GoldenMap { n_neighbors, min_dist, n_components, .. } = golden;
        if !golden.places.is_empty() {
            let theirs = trustworthiness(&rows, &golden.places.concat(), 12);
            assert!((theirs - golden.trustworthiness).abs() < 1e-4, "{theirs}, not {}", golden.trustworthiness);
        }
        for seed in [0, 1] {
            let params = UmapParams { n_neighbors, min_dist, n_components, seed, ..UmapParams::default() };
            let ours = trustworthiness(&rows, &map(&rows, &params), 12);
            println!("{n_neighbors} {min_dist} {n_components}: {ours:.4}, umap-learn {:.4}", golden.trustworthiness);
            assert!(ours >= golden.trustworthiness - 0.02, "{ours}, umap-learn {}", golden.trustworthiness);
        }
    }
}

/// Venna and Kaski 2001: how few of the `k` neighbours on the map are strangers among the rows; 1 is best.
fn trustworthiness(rows: &Rows, places: &[f32], k: usize) -> f64 {
    let (n, dims) = (rows.len(), places.len() / rows.len());
    let rank = |distance: &dyn Fn(usize) -> f32, row: usize| -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).filter(|it| *it != row).collect();
        order.sort_by(|a, b| distance(*a).total_cmp(&distance(*b)));
        order
    };
    let unit = rows.normalized().unwrap();
    let place = |it: usize| &places[it * dims..(it + 1) * dims];
    let mut penalty = 0;
    for row in 0..n {
        let among_rows = rank(&|it| -ikesu::matrix::dot(unit.row(row), unit.row(it)), row);
        let on_map = rank(&|it| ikesu::matrix::squared_distance(place(row), place(it)), row);
        for near in &on_map[..k] {
            let at = among_rows.iter().position(|it| it == near).unwrap();
            penalty += (at + 1).saturating_sub(k);
        }
    }
    1.0 - penalty as f64 * 2.0 / (n * k * (2 * n - 3 * k - 1)) as f64
}

#[track_caller]
fn check_is_finite(name: &str, rows: &Rows, n_neighbors: u32) {
    for (n_components, min_dist, n_epochs) in [(2, 0.1, 0), (3, 0.0, 1), (2, 1.0, 11), (3, 0.5, 200)] {
        let params = UmapParams { n_neighbors, n_components, min_dist, n_epochs, ..UmapParams::default() };
        let places = map(rows, &params);
        assert_eq!(places.len(), rows.len() * n_components as usize, "{name}");
        let farthest = places.iter().fold(0.0_f32, |most, it| if it.is_nan() { *it } else { most.max(it.abs()) });
        assert!(farthest < 1e4, "{name}: {farthest}");
    }
}

#[test]
fn awkward_rows_have_finite_places() {
    let join = |parts: &[&Rows]| Rows::new(parts.iter().flat_map(|it| it.values()).copied().collect(), 16).unwrap();
    let cloud = random_rows(40, 16, 1);
    let equal = Rows::new(cloud.row(0).repeat(30), 16).unwrap();
    let opposite = Rows::new(cloud.row(0).iter().map(|it| -1e6 * it).collect(), 16).unwrap();
    let far_off = Rows::new(clouds(20, 16, 1, 0.001, 9).values().iter().map(|it| -it).collect(), 16).unwrap();
    for n_neighbors in [2, 15, 200] {
        check_is_finite("three rows", &random_rows(3, 16, 2), n_neighbors);
        check_is_finite("equal rows", &equal, n_neighbors);
        check_is_finite("one far off", &join(&[&equal, &opposite]), n_neighbors);
        check_is_finite("a cloud and equal rows", &join(&[&cloud, &equal, &equal]), n_neighbors);
        check_is_finite("two parts", &join(&[&clouds(20, 16, 1, 0.001, 9), &far_off]), n_neighbors);
        check_is_finite("one column", &Rows::new(vec![1.0, 2.0, -1.0, -5.0, 3.0], 1).unwrap(), n_neighbors);
        check_is_finite("two columns", &random_rows(20, 2, 4), n_neighbors);
    }
}

#[test]
fn equal_rows_are_parted_on_the_map() {
    let rows = Rows::new(random_rows(1, 8, 0).values().repeat(20), 8).unwrap();
    let places = map(&rows, &UmapParams::default());
    for i in 0..20 {
        for j in 0..i {
            assert_ne!(places[2 * i..2 * i + 2], places[2 * j..2 * j + 2], "{i} and {j}");
        }
    }
}

#[test]
fn clouds_are_apart_on_the_map() {
    let rows = clouds(90, 32, 3, 0.3, 5);
    let places = map(&rows, &UmapParams::default());
    assert!(trustworthiness(&rows, &places, 10) > 0.8);
    for row in 0..90 {
        let distance = |it: &usize| ikesu::matrix::squared_distance(&places[2 * row..][..2], &places[2 * it..][..2]);
        let nearest = (0..90).filter(|it| *it != row).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap();
        assert_eq!(nearest % 3, row % 3, "row {row}");
    }
}

#[test]
fn one_seed_one_map_and_the_stages_come_in_order() {
    let rows = clouds(300, 16, 4, 0.4, 6);
    let params = UmapParams { n_epochs: 100, ..UmapParams::default() };
    assert_eq!(map(&rows, &params), map(&rows, &params));
    assert_ne!(map(&rows, &params), map(&rows, &UmapParams { seed: 1, ..params }));

    let mut umap = Umap::new(Rc::new(rows), &params).unwrap();
    let mut seen = Vec::new();
    while !umap.is_complete() {
        assert!(umap.places().is_empty() || umap.places().len() == 600);
        let (stage, progress) = umap.step();
        assert!(progress.done <= progress.total);
        if seen.last() != Some(&stage) {
            seen.push(stage);
        }
    }
    assert_eq!(seen, [Stage::Neighbours, Stage::Graph, Stage::Layout]);
    let places = umap.places().to_vec();
    let (stage, progress) = umap.step();
    assert!(stage == Stage::Layout && progress.is_complete());
    assert_eq!(umap.into_places(), places);
}

#[test]
fn few_rows_have_fewer_neighbours() {
    let new = |n, params: &UmapParams| Umap::new(Rc::new(random_rows(n, 4, 0)), params);
    let n_neighbors = |n| new(n, &UmapParams::default()).unwrap().n_neighbors();
    assert_eq!((n_neighbors(3), n_neighbors(14), n_neighbors(15), n_neighbors(16)), (3, 14, 15, 15));
    let mut umap = new(3, &UmapParams::default()).unwrap();
    while !umap.is_complete() {
        umap.step();
    }
    assert_eq!(umap.step().1.total, 500);
    let refused = new(2, &UmapParams::default()).unwrap_err();
    assert!(matches!(refused, Error::TooFew { needed: 3, found: 2, .. }), "{refused}");
    let refused = new(9, &UmapParams { n_neighbors: 1, ..UmapParams::default() }).unwrap_err();
    assert!(matches!(refused, Error::Parameter { parameter: "n_neighbors", .. }), "{refused}");
    let zero = Rows::new(vec![1.0, 1.0, 0.0, 0.0, 1.0, 2.0], 2).unwrap();
    let refused = Umap::new(Rc::new(zero), &UmapParams::default()).unwrap_err();
    assert!(matches!(refused, Error::ZeroRow { row: 1 }), "{refused}");
}
