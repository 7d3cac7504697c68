//! What the tests of knn, umap, kmeans and anomaly share: golden numbers and made-up rows.
#![allow(dead_code, reason = "every test binary uses another part")]

use std::path::PathBuf;

use ikesu::matrix::Rows;
use ikesu::rng::Rng;
use serde::de::DeserializeOwned;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/analysis").join(name)
}

/// The numbers in `name`, as `make.py` wrote them.
#[track_caller]
pub(crate) fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_slice(&std::fs::read(path(name)).unwrap()).unwrap()
}

/// 300 x 64: pictures of digits, from 0 to 1.
pub(crate) fn digits() -> Rows {
    let bytes = std::fs::read(path("digits.u8")).unwrap();
    Rows::new(bytes.into_iter().map(|it| f32::from(it) / 16.0).collect(), 64).unwrap()
}

/// 60 x 8: three clouds, the last three points equal to the first three.
pub(crate) fn blobs() -> Rows {
    Rows::new(read::<Vec<Vec<f32>>>("blobs.json").concat(), 8).unwrap()
}

/// Normal rows.
pub(crate) fn random_rows(n: usize, dims: usize, seed: u32) -> Rows {
    let mut rng = Rng::new(seed);
    Rows::new((0..n * dims).map(|_| rng.normal()).collect(), dims).unwrap()
}

/// `n` unit rows in `n_clouds` clouds of normal noise, row `i` in cloud `i % n_clouds`.
pub(crate) fn clouds(n: usize, dims: usize, n_clouds: usize, noise: f32, seed: u32) -> Rows {
    let centres = random_rows(n_clouds, dims, seed);
    let mut rng = Rng::new(seed + 1);
    let values = (0..n).flat_map(|it| centres.row(it % n_clouds)).map(|x| x + noise * rng.normal()).collect();
    Rows::new(values, dims).unwrap().normalized().unwrap()
}
