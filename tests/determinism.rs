//! Same input and seed, same bits, natively and in wasm.
//!
//! The sums below were taken once and hold for every target: a change of them is a change of every map and every
//! cluster that a user has seen, so it wants a reason.
#![allow(clippy::unwrap_used, reason = "a test that cannot make its rows has failed")]

use std::rc::Rc;

use ikesu::anomaly::{ClusterParams, ClustersView, ReferenceParams, score_clusters, score_references};
use ikesu::kmeans::{KMeans, KMeansParams};
use ikesu::knn::{ExactKnn, Metric};
use ikesu::matrix::Rows;
use ikesu::rng::Rng;
use ikesu::umap::{Umap, UmapParams};

/// 120 x 19 in four clouds; 19 columns leave a remainder in every kind of lane.
fn rows() -> Rc<Rows> {
    let mut rng = Rng::new(2026);
    let centres: Vec<f32> = (0..4 * 19).map(|_| rng.normal()).collect();
    let values = (0..120 * 19).map(|it| centres[it / 19 % 4 * 19 + it % 19] + 0.5 * rng.normal()).collect();
    Rc::new(Rows::new(values, 19).unwrap())
}

/// FNV-1a over whole words.
fn checksum(words: impl IntoIterator<Item = u32>) -> u32 {
    words.into_iter().fold(0x811c_9dc5, |sum, word| (sum ^ word).wrapping_mul(0x0100_0193))
}

fn bits(values: &[f32]) -> u32 {
    checksum(values.iter().map(|it| it.to_bits()))
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn rows_are_the_same_bits() {
    assert_eq!(format!("{:08x}", bits(rows().values())), "4f0200c3");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn neighbours_are_the_same_bits() {
    let sum = |metric| {
        let found = ExactKnn::new(rows(), 7, metric).unwrap().finish();
        format!("{:08x} {:08x}", checksum(found.indices), bits(&found.distances))
    };
    assert_eq!(sum(Metric::Cosine), "f22eb075 d3f83821");
    assert_eq!(sum(Metric::Euclidean), "f5e69ef9 258f6293");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn maps_are_the_same_bits() {
    let sum = |params: &UmapParams| {
        let mut umap = Umap::new(rows(), params).unwrap();
        while !umap.is_complete() {
            umap.step();
        }
        format!("{:08x}", bits(umap.places()))
    };
    let params = UmapParams { n_neighbors: 8, seed: 1, ..UmapParams::default() };
    assert_eq!(sum(&params), "2d6b24ff");
    assert_eq!(sum(&UmapParams { n_components: 3, min_dist: 0.3, spread: 1.2, ..params }), "5c2b3c0c");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn clusters_are_the_same_bits() {
    let params = KMeansParams { n_clusters: 7, n_init: 3, seed: 1, ..KMeansParams::default() };
    let fit = KMeans::new(rows(), &params).unwrap().finish();
    let sums = [checksum(fit.labels), bits(&fit.distances), bits(fit.centroids.values()), fit.inertia.to_bits()];
    assert_eq!(sums.map(|it| format!("{it:08x}")).join(" "), "9e882181 d274a761 84066599 44020f2f");
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn scores_are_the_same_bits() {
    let params = KMeansParams { n_clusters: 5, seed: 1, ..KMeansParams::default() };
    let fit = KMeans::new(rows(), &params).unwrap().finish();
    let view = ClustersView { centroids: &fit.centroids, labels: &fit.labels, distances: &fit.distances };
    let by_clusters = score_clusters(view, &ClusterParams::default()).unwrap();
    let numbers: Vec<f32> =
        by_clusters.iter().flat_map(|it| [it.typical, it.global_z, it.local_z, it.separation, it.percentile]).collect();
    let marks = by_clusters.iter().map(|it| [it.is_global, it.is_group, it.is_local].map(u32::from));
    let by_references = score_references(&rows(), &[3, 50], &ReferenceParams::default()).unwrap();
    let similar: Vec<f32> = by_references.iter().map(|it| it.most_similar).collect();
    let sums = [bits(&numbers), checksum(marks.flatten()), bits(&similar)];
    assert_eq!(sums.map(|it| format!("{it:08x}")).join(" "), "2111c8ea 0609e42a 6ffbe0a8");
}
