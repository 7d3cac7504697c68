//! Rows of 8-bit integers.

use super::packed::steps;

/// The greatest integer.
pub const WEIGHT_LEVELS: i32 = 127;

/// Rows of `k` integers from -127 to 127, each with what a step of it is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rounded {
    /// Row by row.
    pub values: Vec<i8>,
    /// One for each row.
    pub scales: Vec<f32>,
}

impl Rounded {
    /// Rounds rows of `k` numbers.
    ///
    /// # Panics
    /// If `rows` are not whole.
    pub fn of(rows: &[f32], k: usize) -> Self {
        assert!(rows.len().is_multiple_of(k), "{} numbers are no rows of {k}", rows.len());
        let (mut values, mut scales) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len() / k));
        for row in rows.chunks_exact(k) {
            let (up, scale) = steps(row.iter().fold(0.0_f32, |most, it| most.max(it.abs())), WEIGHT_LEVELS);
            scales.push(scale);
            values.extend(row.iter().map(|it| (it * up).round_ties_even() as i8));
        }
        Self { values, scales }
    }

    /// Numbers of a row.
    pub fn k(&self) -> usize {
        self.values.len() / self.scales.len().max(1)
    }

    /// What all rows stand for, one after the other.
    pub fn numbers(&self) -> Vec<f32> {
        (0..self.scales.len()).flat_map(|at| self.row(at)).collect()
    }

    /// What row `at` stands for.
    pub fn row(&self, at: usize) -> impl Iterator<Item = f32> {
        let (scale, k) = (self.scales[at], self.k());
        self.values[at * k..][..k].iter().map(move |it| f32::from(*it) * scale)
    }
}
