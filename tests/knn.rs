//! Nearest neighbours against a naive twin and against scikit-learn.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its numbers has failed")]
#[path = "golden/analysis/mod.rs"]
mod golden;

use std::rc::Rc;

use golden::{digits, random_rows};
use ikesu::error::Error;
use ikesu::knn::{ExactKnn, Metric, Neighbours, rank};
use ikesu::matrix::Rows;
use serde::Deserialize;

fn search(rows: &Rows, k: usize, metric: Metric) -> Neighbours {
    ExactKnn::new(Rc::new(rows.clone()), k, metric).unwrap().finish()
}

/// All distances in f64, sorted.
fn naive(rows: &Rows, row: usize, metric: Metric) -> Vec<(f64, usize)> {
    let dot = |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(x, y)| f64::from(*x) * f64::from(*y)).sum() };
    let distance = |a: &[f32], b: &[f32]| match metric {
        Metric::Cosine => 1.0 - dot(a, b) / (dot(a, a) * dot(b, b)).sqrt(),
        Metric::Euclidean => (dot(a, a) + dot(b, b) - 2.0 * dot(a, b)).max(0.0).sqrt(),
    };
    let others = (0..rows.len()).filter(|it| *it != row);
    let mut found: Vec<_> = others.map(|it| (distance(rows.row(row), rows.row(it)), it)).collect();
    found.sort_by(|a, b| a.partial_cmp(b).unwrap());
    found
}

#[track_caller]
fn check_against_naive(rows: &Rows, k: usize) {
    for metric in [Metric::Cosine, Metric::Euclidean] {
        let found = search(rows, k, metric);
        assert_eq!(found.k, k.min(rows.len() - 1));
        assert_eq!(found.indices.len(), rows.len() * found.k);
        for row in 0..rows.len() {
            let expected = naive(rows, row, metric);
            let span = row * found.k..(row + 1) * found.k;
            let mut seen = Vec::new();
            for ((index, distance), (right, _)) in
                found.indices[span.clone()].iter().zip(&found.distances[span]).zip(&expected)
            {
                assert!((f64::from(*distance) - right).abs() < 2e-6 * right.max(1.0), "{row}: {distance} {right}");
                let own = expected.iter().find(|it| it.1 == *index as usize).unwrap().0;
                assert!((own - right).abs() < 2e-6 * right.max(1.0), "{row}: {index} is not that near");
                assert!(!seen.contains(index), "{row}: {index} twice");
                seen.push(*index);
            }
        }
    }
}

#[test]
fn agrees_with_its_naive_twin() {
    for (n, dims, k) in [(2, 1, 1), (3, 5, 9), (47, 16, 5), (48, 7, 47), (49, 64, 10), (150, 33, 149), (200, 512, 15)] {
        check_against_naive(&random_rows(n, dims, n as u32), k);
    }
}

#[derive(Deserialize)]
struct Golden {
    metric: String,
    k: usize,
    indices: Vec<Vec<u32>>,
    distances: Vec<Vec<f32>>,
}

#[test]
fn agrees_with_scikit_learn() {
    let rows = digits();
    for golden in golden::read::<Vec<Golden>>("knn.json") {
        let metric = if golden.metric == "cosine" { Metric::Cosine } else { Metric::Euclidean };
        let found = search(&rows, golden.k, metric);
        for (it, (indices, distances)) in golden.indices.iter().zip(&golden.distances).enumerate() {
            let span = 3 * it * golden.k..(3 * it + 1) * golden.k;
            for (place, (ours, theirs)) in found.distances[span.clone()].iter().zip(distances).enumerate() {
                assert!((ours - theirs).abs() < 2e-6, "row {}: {ours} {theirs}", 3 * it);
                // Whole numbers make ties, which scikit-learn breaks in no given order.
                let is_tie = |other: usize| distances.get(other).is_none_or(|it| (it - theirs).abs() < 2e-6);
                if !(place.checked_sub(1).is_some_and(is_tie) || is_tie(place + 1)) {
                    assert_eq!(found.indices[span.start + place], indices[place], "row {}", 3 * it);
                }
            }
        }
    }
}

#[test]
fn equal_rows_are_at_distance_zero_and_come_by_index() {
    let rows = Rows::new([0.3, 0.1, 0.7].repeat(60), 3).unwrap();
    for metric in [Metric::Cosine, Metric::Euclidean] {
        let found = search(&rows, 3, metric);
        assert!(found.distances.iter().all(|it| it.to_bits() == 0));
        assert_eq!(found.indices[..9], [1, 2, 3, 0, 2, 3, 0, 1, 3]);
        assert_eq!(found.indices[59 * 3..], [0, 1, 2]);
    }
}

#[test]
fn steps_are_slices_and_give_the_same() {
    let rows = Rc::new(random_rows(2_500, 512, 3));
    let mut knn = ExactKnn::new(Rc::clone(&rows), 5, Metric::Cosine).unwrap();
    let mut n_steps = 1;
    let mut last = knn.step();
    while !last.is_complete() {
        let now = knn.step();
        assert!(now.done > last.done && now.total == last.total);
        last = now;
        n_steps += 1;
    }
    assert!((3..30).contains(&n_steps), "{n_steps} steps");
    assert_eq!(knn.finish(), search(&rows, 5, Metric::Cosine));
}

#[test]
fn refuses_what_has_no_neighbours() {
    let rows = |values: &[f32]| Rc::new(Rows::new(values.to_vec(), 2).unwrap());
    let new = |values: &[f32], k, metric| ExactKnn::new(rows(values), k, metric).map(|_| ());
    assert!(matches!(new(&[1.0, 2.0], 1, Metric::Cosine), Err(Error::TooFew { needed: 2, found: 1, .. })));
    assert!(matches!(new(&[1.0, 2.0, 0.0, 0.0], 1, Metric::Cosine), Err(Error::ZeroRow { row: 1 })));
    assert!(matches!(new(&[1.0, 2.0, 0.0, 0.0], 0, Metric::Euclidean), Err(Error::Parameter { .. })));
    assert!(new(&[1.0, 2.0, 0.0, 0.0], 1, Metric::Euclidean).is_ok());
}

#[test]
fn ranks_by_cosine_then_by_index() {
    let rows = Rows::new(vec![1.0, 0.0, 0.0, 2.0, 3.0, 3.0, 0.0, 0.0, -1.0, 0.0, 5.0, 0.0], 2).unwrap();
    let all: Vec<usize> = (0..6).collect();
    let order = |query: &[f32], among: &[usize], top| -> Vec<usize> {
        rank(&rows, query, among, top).into_iter().map(|it| it.0).collect()
    };
    assert_eq!(order(&[1.0, 0.0], &all, 9), [0, 5, 2, 1, 3, 4]);
    assert_eq!(order(&[1.0, 0.0], &[5, 4, 0], 2), [0, 5]);
    assert_eq!(order(&[0.0, 0.0], &all, 2), [0, 1]);
    assert!(order(&[1.0, 0.0], &[], 3).is_empty());
    let cosine = rank(&rows, &[2.0, 0.0], &[2], 1)[0].1;
    assert!((cosine - std::f32::consts::FRAC_1_SQRT_2).abs() < 1e-6, "{cosine}");
}
