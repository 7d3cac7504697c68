//! Attention of one text or picture: every head's queries look at all keys, or at those before them.

use std::ops::Range;

use super::exp::exp;
use super::lanes::{F32x4, fold};
use super::packed::{Activations, Columns, LEVELS, levels_beside, levels_of_both};
use super::product::{padded, scaled};
use super::tile::{COLUMNS, ROWS, Sums, tile};

/// What a token looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All tokens.
    All,
    /// Itself and those before it.
    Before,
}

/// The buffers of attention, used again and again.
#[derive(Clone, Debug, Default)]
pub struct Attention {
    queries: Activations,
    keys: Columns,
    values: Columns,
    weights: Activations,
    logits: Vec<f32>,
}

impl Attention {
    /// Attention over `qkv`, for each token its queries, keys and values of `n_heads` heads one behind the other, the
    /// queries scaled already. Adds a row of all heads for each token in `asked` to the end of `out`.
    ///
    /// Queries and keys are of 13 bits each, and so are the weights of the softmax, the greatest of a row being 4095;
    /// values have as many bits as leave room for their sum.
    ///
    /// # Panics
    /// If `qkv` are not whole rows of `n_heads` heads.
    pub fn apply(
        &mut self,
        qkv: &[f32],
        n_tokens: usize,
        n_heads: usize,
        reach: Reach,
        asked: Range<usize>,
        out: &mut Vec<f32>,
    ) {
        let hidden = qkv.len() / n_tokens / 3;
        assert!(qkv.len() == 3 * hidden * n_tokens && hidden.is_multiple_of(n_heads), "no rows of {n_heads} heads");
        let dim = hidden / n_heads;
        let start = out.len();
        out.resize(start + asked.len() * hidden, 0.0);
        let out = &mut out[start..];
        let row = |token: usize, part: usize, head: usize| &qkv[(3 * token + part) * hidden + head * dim..][..dim];
        for head in 0..n_heads {
            let levels = levels_of_both(dim);
            self.queries.clear(dim);
            asked.clone().for_each(|token| self.queries.push(row(token, 0, head), levels));
            self.keys.clear(dim);
            (0..n_tokens).for_each(|token| self.keys.push(row(token, 1, head), levels));
            self.values.fill(n_tokens, |token| row(token, 2, head), levels_beside(LEVELS, n_tokens));
            self.logits.clear();
            self.logits.resize(asked.len() * n_tokens, 0.0);
            multiply(&self.queries, &self.keys, &mut self.logits, n_tokens, 0..n_tokens);
            self.weights.clear(n_tokens);
            for (row, token) in self.logits.chunks_exact_mut(n_tokens).zip(asked.clone()) {
                let seen = if reach == Reach::All { n_tokens } else { token + 1 };
                let sum = softmax(&mut row[..seen]);
                row[seen..].fill(0.0);
                self.weights.push_scaled(row, LEVELS as f32, 1.0 / (LEVELS as f32 * sum));
            }
            multiply(&self.weights, &self.values, out, hidden, head * dim..(head + 1) * dim);
        }
    }
}

/// Products of all rows with all columns, into the columns `to` of `out`, whose rows have `stride` numbers.
fn multiply(rows: &Activations, columns: &Columns, out: &mut [f32], stride: usize, to: Range<usize>) {
    for first in (0..to.len()).step_by(COLUMNS) {
        let these = first..(first + COLUMNS).min(to.len());
        let panel = columns.block(first / COLUMNS, 0..columns.stride());
        let scales = padded(&columns.scales()[these.clone()]);
        for block in 0..rows.len().div_ceil(ROWS) {
            let mut sums = Sums::default();
            tile(rows.block(block, 0..rows.stride()), panel, &mut sums);
            let first = block * ROWS;
            for ((sums, scale), row) in sums.iter().zip(&rows.scales()[first..]).zip(first..) {
                let out = &mut out[row * stride + to.start..][these.clone()];
                for (out, four) in out.chunks_mut(4).zip(scaled(sums, *scale, &scales)) {
                    out.copy_from_slice(&four.array()[..out.len()]);
                }
            }
        }
    }
}

/// `exp` of each less the greatest; gives their sum.
fn softmax(row: &mut [f32]) -> f32 {
    let start = F32x4::splat(row[0]);
    let greatest = {
        // Zeros behind the last four must not be the greatest.
        let (fours, rest) = row.split_at(row.len() / 4 * 4);
        let most = fold(fours, start, F32x4::max).array();
        most.iter().chain(rest).fold(row[0], |most, it| if *it > most || it.is_nan() { *it } else { most })
    };
    row.iter_mut().for_each(|it| *it -= greatest);
    exp(row);
    fold(row, F32x4::splat(0.0), F32x4::add).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same in f64, by its definition.
    fn naive(qkv: &[f32], n_tokens: usize, n_heads: usize, reach: Reach) -> Vec<f64> {
        let hidden = qkv.len() / n_tokens / 3;
        let dim = hidden / n_heads;
        let at = |token: usize, part: usize, it: usize| f64::from(qkv[(3 * token + part) * hidden + it]);
        let mut out = vec![0.0; n_tokens * hidden];
        for head in 0..n_heads {
            for token in 0..n_tokens {
                let seen = if reach == Reach::All { n_tokens } else { token + 1 };
                let dims = head * dim..(head + 1) * dim;
                let weights: Vec<f64> = (0..seen)
                    .map(|key| libm::exp(dims.clone().map(|it| at(token, 0, it) * at(key, 1, it)).sum::<f64>()))
                    .collect();
                let sum: f64 = weights.iter().sum();
                for it in dims {
                    out[token * hidden + it] = (0..seen).map(|key| weights[key] / sum * at(key, 2, it)).sum();
                }
            }
        }
        out
    }

    #[test]
    fn attention_is_its_formula() {
        for (n_tokens, n_heads, dim) in [(1, 1, 1), (5, 2, 3), (50, 3, 16), (197, 2, 64)] {
            let mut rng = crate::rng::Rng::new(7);
            let qkv: Vec<f32> = (0..n_tokens * n_heads * dim * 3).map(|_| rng.between(-1.0, 1.0)).collect();
            for reach in [Reach::All, Reach::Before] {
                let expected = naive(&qkv, n_tokens, n_heads, reach);
                let (mut attention, mut out) = (Attention::default(), Vec::new());
                attention.apply(&qkv, n_tokens, n_heads, reach, 0..n_tokens, &mut out);
                for (x, expected) in out.iter().zip(&expected) {
                    assert!((f64::from(*x) - expected).abs() < 2e-3, "{x} {expected}, {n_tokens} tokens");
                }
                let whole = out.clone();
                attention.apply(&qkv, n_tokens, n_heads, reach, n_tokens - 1..n_tokens, &mut out);
                assert_eq!(out[whole.len()..], whole[whole.len() - n_heads * dim..]);
            }
        }
    }

    #[test]
    fn what_is_not_finite_stays_so() {
        let mut qkv = vec![0.5; 3 * 3 * 4];
        qkv[5] = f32::NAN;
        let mut out = Vec::new();
        Attention::default().apply(&qkv, 3, 1, Reach::All, 0..3, &mut out);
        assert!(out.iter().all(|it| it.is_nan()), "{out:?}");
    }
}
