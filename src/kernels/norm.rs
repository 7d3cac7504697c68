//! Layer norm.

use super::lanes::{F32x4, fold};
use super::part::Part;

/// `(x - mean) / sqrt(variance + eps) * gain + bias` over a row.
#[derive(Clone, Debug)]
pub struct LayerNorm {
    gain: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl LayerNorm {
    /// A norm of rows of `gain.len()` numbers.
    ///
    /// # Panics
    /// If there are not as many biases.
    pub fn new(gain: Vec<f32>, bias: Vec<f32>, eps: f32) -> Self {
        assert!(gain.len() == bias.len(), "{} gains, {} biases", gain.len(), bias.len());
        Self { gain, bias, eps }
    }

    /// What it is made of.
    pub fn parts(&mut self) -> [Part<'_>; 2] {
        [Part::Numbers(&mut self.gain), Part::Numbers(&mut self.bias)]
    }

    /// The norm of `row`, in place of what `out` held. The row lies in the first-level cache after the first pass; the
    /// variance is that of the differences, for sums of squares lose their digits where the mean is large.
    pub fn apply(&self, row: &[f32], out: &mut Vec<f32>) {
        let n = row.len() as f32;
        let zero = F32x4::splat(0.0);
        let mean = fold(row, zero, F32x4::add).sum() / n;
        out.clear();
        out.extend(row.iter().map(|it| it - mean));
        let variance = fold(out, zero, |sum, it| sum.add(it.mul(it))).sum() / n;
        let scale = 1.0 / libm::sqrtf(variance + self.eps);
        for ((x, gain), bias) in out.iter_mut().zip(&self.gain).zip(&self.bias) {
            *x = *x * scale * gain + bias;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_its_formula() {
        let row: Vec<f32> = (0..21).map(|it| 1000.0 + libm::sinf(it as f32)).collect();
        let gain: Vec<f32> = (0..21).map(|it| it as f32 * 0.1).collect();
        let bias: Vec<f32> = (0..21).map(|it| 1.0 - it as f32).collect();
        let mut out = Vec::new();
        LayerNorm::new(gain.clone(), bias.clone(), 1e-5).apply(&row, &mut out);
        let row: Vec<f64> = row.iter().map(|it| f64::from(*it)).collect();
        let mean = row.iter().sum::<f64>() / 21.0;
        let variance = row.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / 21.0;
        for (at, x) in out.iter().enumerate() {
            let expected = (row[at] - mean) / (variance + 1e-5).sqrt() * f64::from(gain[at]) + f64::from(bias[at]);
            assert!((f64::from(*x) - expected).abs() < 1e-3, "{x} {expected}");
        }
    }
}
