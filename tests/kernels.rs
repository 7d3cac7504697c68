//! The products of small integers against their definition, on shapes that do not divide a tile.
#![cfg(feature = "engine")]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use ikesu::kernels::{Activations, LEVELS, Scratch, Weights, product, product_into};
use ikesu::rng::Rng;

fn random(n: usize, rng: &mut Rng) -> Vec<f32> {
    (0..n).map(|_| rng.between(-1.0, 1.0)).collect()
}

/// Rounded as the kernel rounds, multiplied as a product is defined.
fn naive(xs: &[f32], rows: &[f32], k: usize, bias: &[f32]) -> Vec<f32> {
    let rounded = |row: &[f32], levels: f32| -> (Vec<i64>, f32) {
        let most = row.iter().fold(0.0_f32, |most, it| most.max(it.abs()));
        let up = if most > 0.0 { levels / most } else { 0.0 };
        (row.iter().map(|it| (it * up).round_ties_even() as i64).collect(), most / levels)
    };
    let channels: Vec<(Vec<i64>, f32)> = rows.chunks_exact(k).map(|it| rounded(it, 127.0)).collect();
    let mut out = Vec::new();
    for x in xs.chunks_exact(k) {
        let (x, scale) = rounded(x, LEVELS as f32);
        for ((weights, other), bias) in channels.iter().zip(bias) {
            let sum: i64 = x.iter().zip(weights).map(|(a, b)| a * b).sum();
            out.push(sum as f32 * (scale * other) + bias);
        }
    }
    out
}

#[test]
fn products_are_exact_on_any_shape() {
    let mut rng = Rng::new(1);
    let (mut activations, mut scratch, mut out) = (Activations::default(), Scratch::default(), Vec::new());
    for (m, k, n) in [(1, 1, 1), (2, 3, 9), (4, 8, 8), (5, 7, 17), (50, 96, 24), (3, 1025, 9), (7, 2050, 10)] {
        let (xs, rows, bias) = (random(m * k, &mut rng), random(n * k, &mut rng), random(n, &mut rng));
        let weights = Weights::quantise(&rows, k).with_bias(bias.clone());
        activations.clear(k);
        xs.chunks_exact(k).for_each(|row| activations.push(row, LEVELS));
        product(&activations, &weights, &mut scratch, &mut out);
        assert_eq!(out, naive(&xs, &rows, k, &bias), "{m} x {k} x {n}");
        let twice = out.clone();
        product_into(&activations, &weights, &mut scratch, &mut out);
        assert!(out.iter().zip(&twice).all(|(a, b)| *a == b + b), "{m} x {k} x {n}");
    }
}

#[test]
fn the_greatest_sum_has_room() {
    let k = 4096;
    let weights = Weights::quantise(&vec![-1.0; 8 * k], k);
    let (mut activations, mut out) = (Activations::default(), Vec::new());
    activations.clear(k);
    activations.push(&vec![1.0; k], LEVELS);
    product(&activations, &weights, &mut Scratch::default(), &mut out);
    assert!(out.iter().all(|it| (it + k as f32).abs() < 0.01), "{out:?}");
}

#[test]
fn zeros_and_what_is_not_finite() {
    let (mut activations, mut out) = (Activations::default(), Vec::new());
    let weights = Weights::quantise(&[0.0, 0.0, 1.0, -1.0], 2).with_bias(vec![3.0, 4.0]);
    activations.clear(2);
    for row in [[0.0, 0.0], [1.0, f32::NAN], [f32::INFINITY, 1.0], [1.0, 0.0]] {
        activations.push(&row, LEVELS);
    }
    product(&activations, &weights, &mut Scratch::default(), &mut out);
    assert_eq!(out[..2], [3.0, 4.0]);
    assert!(out[2..6].iter().all(|it| !it.is_finite()), "{out:?}");
    assert_eq!(out[6..], [3.0, 5.0]);
}

/// The same bits in every browser and natively: 30 rows of cosines of 90 and 70, summed up.
#[test]
fn bits_are_the_same_everywhere() {
    let wave = |n: usize, step: f32| -> Vec<f32> { (0..n).map(|it| libm::cosf(it as f32 * step)).collect() };
    let weights = Weights::quantise(&wave(70 * 90, 0.37), 90).with_bias(wave(70, 0.11));
    let (mut activations, mut out) = (Activations::default(), Vec::new());
    activations.clear(90);
    wave(30 * 90, 0.73).chunks_exact(90).for_each(|row| activations.push(row, LEVELS));
    product(&activations, &weights, &mut Scratch::default(), &mut out);
    let mut normed = Vec::new();
    ikesu::kernels::LayerNorm::new(vec![1.0; 70], vec![0.0; 70], 1e-5).apply(&out[..70], &mut normed);
    out.extend(normed);
    ikesu::kernels::gelu(&mut out[..70]);
    ikesu::kernels::quick_gelu(&mut out[70..140]);
    let sum = out.iter().fold(0_u64, |sum, it| sum.rotate_left(5) ^ u64::from(it.to_bits()));
    assert_eq!(sum, 0xc046_5749_5019_f50c, "{sum:#x}");
}
