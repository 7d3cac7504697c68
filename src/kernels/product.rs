//! Rows times weights.

use super::lanes::{F32x4, I32x4};
use super::packed::Activations;
use super::panels::Weights;
use super::tile::{COLUMNS, ROWS, Sums, tile};

/// Numbers along the sum that are taken at once: a panel of them has 16 kB, half of a first-level cache.
const BLOCK: usize = 1024;
/// Panels that are widened at once: weights come from far away, and better in one long read than in many short ones.
const GROUP: usize = 16;

/// Buffers of a product, used again and again.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    wide: Vec<i16>,
    sums: Vec<Sums>,
}

/// `rows` times `weights` plus the bias: `(rows.len(), weights.n())`, in place of what `out` held.
pub fn product(rows: &Activations, weights: &Weights, scratch: &mut Scratch, out: &mut Vec<f32>) {
    out.resize(rows.len() * weights.n(), 0.0);
    panels(rows, weights, scratch, out, |product, _| product);
}

/// The same, added to `out`.
///
/// # Panics
/// If the sides do not fit.
pub fn product_into(rows: &Activations, weights: &Weights, scratch: &mut Scratch, out: &mut [f32]) {
    panels(rows, weights, scratch, out, |product, before| before.add(product));
}

/// Panel by panel; `put` makes of four products, and what was there before, what shall be there.
#[inline(always)]
fn panels(
    rows: &Activations,
    weights: &Weights,
    scratch: &mut Scratch,
    out: &mut [f32],
    put: impl Fn(F32x4, F32x4) -> F32x4,
) {
    let n = weights.n();
    assert!(rows.stride() == weights.k().next_multiple_of(2), "{} and {} do not fit", rows.stride(), weights.k());
    assert!(out.len() == rows.len() * n, "{} numbers for {} rows of {n}", out.len(), rows.len());
    let n_panels = n.div_ceil(COLUMNS);
    for group in (0..n_panels).step_by(GROUP) {
        let group = group..(group + GROUP).min(n_panels);
        weights.widen(group.clone(), &mut scratch.wide);
        for (panel, wide) in group.zip(scratch.wide.chunks_exact(rows.stride() * COLUMNS)) {
            scratch.sums.clear();
            scratch.sums.resize(rows.len().div_ceil(ROWS), Sums::default());
            for from in (0..rows.stride()).step_by(BLOCK) {
                let to = (from + BLOCK).min(rows.stride());
                let wide = &wide[from * COLUMNS..to * COLUMNS];
                for (block, sums) in scratch.sums.iter_mut().enumerate() {
                    tile(rows.block(block, from..to), wide, sums);
                }
            }
            put_panel(rows, weights, panel, scratch.sums.iter().flatten(), out, &put);
        }
    }
}

/// Finishes the sums of a panel, row by row.
#[inline(always)]
fn put_panel<'a>(
    rows: &Activations,
    weights: &Weights,
    panel: usize,
    sums: impl Iterator<Item = &'a [i32; COLUMNS]>,
    out: &mut [f32],
    put: impl Fn(F32x4, F32x4) -> F32x4,
) {
    let n = weights.n();
    let first = panel * COLUMNS;
    let columns = first..(first + COLUMNS).min(n);
    let scales = padded(&weights.scales()[columns.clone()]);
    let bias = padded(&weights.bias()[columns.clone()]);
    for ((sums, scale), out) in sums.zip(rows.scales()).zip(out.chunks_exact_mut(n)) {
        let out = &mut out[columns.clone()];
        let finish = |before: &[f32; COLUMNS]| {
            let product = scaled(sums, *scale, &scales);
            let mut done = [0.0; COLUMNS];
            let fours = done.as_chunks_mut::<4>().0.iter_mut().zip(product);
            for ((done, product), (bias, before)) in
                fours.zip(bias.as_chunks::<4>().0.iter().zip(before.as_chunks::<4>().0))
            {
                *done = put(product.add(F32x4::load(bias)), F32x4::load(before)).array();
            }
            done
        };
        if let Some(out) = out.first_chunk_mut() {
            *out = finish(out);
        } else {
            let done = finish(&padded(out));
            out.copy_from_slice(&done[..out.len()]);
        }
    }
}

/// What the sums of a row are worth.
#[inline(always)]
pub(super) fn scaled(sums: &[i32; COLUMNS], scale: f32, scales: &[f32; COLUMNS]) -> [F32x4; COLUMNS / 4] {
    let mut out = [F32x4::splat(0.0); COLUMNS / 4];
    let scale = F32x4::splat(scale);
    for ((out, sums), scales) in out.iter_mut().zip(sums.as_chunks::<4>().0).zip(scales.as_chunks::<4>().0) {
        *out = I32x4::load(sums).to_f32().mul(scale.mul(F32x4::load(scales)));
    }
    out
}

/// As many numbers as a panel has columns, with zeros behind those there are.
pub(super) fn padded(xs: &[f32]) -> [f32; COLUMNS] {
    let mut out = [0.0; COLUMNS];
    out[..xs.len()].copy_from_slice(xs);
    out
}
