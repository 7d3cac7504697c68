//! Rows of length 1 as 16-bit integers: what their products come to, near enough to say which are worth computing.

use super::packed::{Activations, Columns};
use super::tile::{COLUMNS, ROWS, Sums, tile};

/// What 1 becomes. A sum of products of two rows of length 1 is at most the square of it, whatever order it is summed up
/// in (Cauchy and Schwarz), and that has room in 32 bits twice over.
const ONE: f32 = 32767.0;

/// Rows of `k` numbers and length 1; the buffers are used again and again.
#[derive(Clone, Debug, Default)]
pub struct Units {
    columns: Columns,
    rows: Activations,
    k: usize,
}

impl Units {
    /// Rounds rows of `k` numbers.
    pub fn new<'a>(rows: impl Iterator<Item = &'a [f32]>, k: usize) -> Self {
        let mut units = Self { k, ..Self::default() };
        units.columns.clear(k);
        rows.for_each(|row| units.columns.push_scaled(row, ONE, 1.0 / ONE));
        units
    }

    /// The most by which a product may differ from that of the rows themselves: each of their numbers is off by half a
    /// step at most, so a row by half a step times the root of `k`, and both rows are a little longer than 1 then. The
    /// rest is what a sum of `k` products in `f32` may be off by itself.
    pub fn error(&self) -> f32 {
        let k = self.k as f32;
        let row = 0.5 * k.sqrt() / ONE;
        2.0 * row * (1.0 + row) + k * f32::EPSILON
    }

    /// Takes the rows that are to be multiplied, in place of those before.
    pub fn take<'a>(&mut self, rows: impl Iterator<Item = &'a [f32]>) {
        self.rows.clear(self.k);
        rows.for_each(|row| self.rows.push_scaled(row, ONE, 1.0 / ONE));
    }

    /// Products of the rows taken with those from number `first`, a multiple of eight, on: `width` for each, those behind
    /// the last row 0; `out` has so many.
    ///
    /// # Panics
    /// If `first` or `width` are no multiples of eight.
    pub fn products(&self, first: usize, width: usize, out: &mut [f32]) {
        assert!(first.is_multiple_of(COLUMNS) && width.is_multiple_of(COLUMNS), "{first} and {width} are no panels");
        let n_panels = self.columns.len().div_ceil(COLUMNS).saturating_sub(first / COLUMNS).min(width / COLUMNS);
        out.fill(0.0);
        for panel in 0..n_panels {
            for block in 0..self.rows.len().div_ceil(ROWS) {
                let mut sums = Sums::default();
                let all = 0..self.rows.stride();
                let columns = self.columns.block(first / COLUMNS + panel, all.clone());
                tile(self.rows.block(block, all), columns, &mut sums);
                let lines = out.chunks_exact_mut(width).skip(block * ROWS);
                for (line, sums) in lines.zip(sums) {
                    let places = &mut line[panel * COLUMNS..][..COLUMNS];
                    places.iter_mut().zip(sums).for_each(|(place, sum)| *place = sum as f32 / (ONE * ONE));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Rows, dot};
    use crate::rng::Rng;

    #[track_caller]
    fn check(n: usize, k: usize, fill: impl Fn(&mut Rng) -> f32) {
        let mut rng = Rng::new((n * k) as u32);
        let values = (0..n * k).map(|_| fill(&mut rng)).collect();
        let Ok(rows) = Rows::new(values, k).and_then(|it| it.normalized()) else { panic!("no rows") };
        let mut units = Units::new(rows.iter(), k);
        let (first, width) = (n / 2 / COLUMNS * COLUMNS, 16);
        units.take(rows.iter().take(7));
        let mut out = vec![f32::NAN; n.min(7) * width];
        units.products(first, width, &mut out);
        for (at, product) in out.iter().enumerate() {
            let (row, column) = (at / width, first + at % width);
            let expected = if column < n { dot(rows.row(row), rows.row(column)) } else { 0.0 };
            assert!((product - expected).abs() <= units.error(), "{n} x {k}: {product} {expected}");
        }
    }

    #[test]
    fn products_are_near_enough() {
        for (n, k) in [(1, 1), (5, 3), (9, 16), (40, 33), (50, 512), (24, 1025), (24, 4096)] {
            check(n, k, |rng| rng.between(-1.0, 1.0));
            // Rows all alike have the greatest sums.
            check(n, k, |_| 1.0);
            // And rows with all their weight in one place.
            check(n, k, |rng| if rng.uniform() < 0.5 { 1.0 } else { 1e-6 });
        }
    }
}
