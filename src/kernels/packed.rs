//! Numbers as integers of 13 bits, packed as the tile reads them, each row or column with a scale of its own.

use super::lanes::{F32x4, I16x8, fold};
use super::tile::{COLUMNS, ROWS};

/// The greatest integer of a row: 13 bits with the sign, so that 4,000 products with weights of 8 bits stay in 32 bits.
pub const LEVELS: i32 = 4095;

/// The left side of a product, row by row.
pub type Activations = Packed<ROWS>;
/// The right side of one, where it is no weights: column by column.
pub(super) type Columns = Packed<COLUMNS>;

/// Lines of integers; the buffer is used again and again.
#[derive(Clone, Debug, Default)]
pub struct Packed<const WIDTH: usize> {
    /// Block after block of `WIDTH` lines, of zeros where there are none; in a block pair after pair, of each line two
    /// numbers.
    values: Vec<i16>,
    scales: Vec<f32>,
    stride: usize,
}

impl<const WIDTH: usize> Packed<WIDTH> {
    /// Lines that there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// Empties it, for lines of `k` numbers.
    pub fn clear(&mut self, k: usize) {
        self.values.clear();
        self.scales.clear();
        self.stride = k.next_multiple_of(2);
    }

    /// Takes a line, rounded to `levels` steps to either side of zero. A line with a number that is not finite gives
    /// products that are not finite.
    pub fn push(&mut self, line: &[f32], levels: i32) {
        let greatest = fold(line, F32x4::splat(0.0), |most, it| most.max(it.abs())).array();
        let greatest = greatest.into_iter().fold(0.0, |most: f32, it| if it > most || it.is_nan() { it } else { most });
        let (up, scale) = steps(greatest, levels);
        self.push_scaled(line, up, scale);
    }

    /// Takes a line times `up`, rounded; `scale` is what one step is worth.
    pub(super) fn push_scaled(&mut self, line: &[f32], up: f32, scale: f32) {
        let (block, at) = (self.scales.len() / WIDTH, self.scales.len() % WIDTH);
        self.scales.push(scale);
        self.values.resize((block + 1) * WIDTH * self.stride, 0);
        let block = &mut self.values[block * WIDTH * self.stride..];
        let mut pairs = block.chunks_exact_mut(2 * WIDTH).map(|it| &mut it[2 * at..2 * at + 2]);
        let up = F32x4::splat(up);
        let rounded = |four: &[f32]| F32x4::load(&[four[0], four[1], four[2], four[3]]).mul(up).nearest().to_i32();
        let (eights, rest) = line.as_chunks::<8>();
        let mut last = [0.0; 8];
        last[..rest.len()].copy_from_slice(rest);
        for eight in eights.iter().chain([&last]) {
            let eight = I16x8::narrow(rounded(&eight[..4]), rounded(&eight[4..])).array();
            eight.as_chunks::<2>().0.iter().zip(&mut pairs).for_each(|(pair, out)| out.copy_from_slice(pair));
        }
    }

    /// What one step of each line is worth.
    pub(super) fn scales(&self) -> &[f32] {
        &self.scales
    }

    /// A part, both ends even, of all lines of a block.
    pub(super) fn block(&self, block: usize, part: std::ops::Range<usize>) -> &[i16] {
        &self.values[block * WIDTH * self.stride..][WIDTH * part.start..WIDTH * part.end]
    }

    /// Numbers of a line, made even.
    pub(super) fn stride(&self) -> usize {
        self.stride
    }
}

impl Columns {
    /// Takes `n` rows as so many numbers of each of their columns, in place of what it held: `row` gives one. Each column
    /// is rounded to `levels` steps to either side of zero.
    pub(super) fn fill<'a>(&mut self, n: usize, row: impl Fn(usize) -> &'a [f32], levels: i32) {
        let n_columns = row(0).len();
        self.clear(n);
        self.values.resize(n_columns.div_ceil(COLUMNS) * COLUMNS * self.stride, 0);
        self.scales.resize(n_columns, 0.0);
        for first in (0..n_columns).step_by(4) {
            let columns = first..(first + 4).min(n_columns);
            let four = |at: usize| {
                let mut four = [0.0; 4];
                if at < n {
                    let numbers = &row(at)[columns.clone()];
                    match numbers.first_chunk() {
                        Some(all) => four = *all,
                        None => four[..numbers.len()].copy_from_slice(numbers),
                    }
                }
                F32x4::load(&four)
            };
            let greatest = (0..n).fold(F32x4::splat(0.0), |most, at| most.max(four(at).abs())).array();
            let mut ups = [0.0; 4];
            for ((up, scale), greatest) in ups.iter_mut().zip(&mut self.scales[columns.clone()]).zip(greatest) {
                (*up, *scale) = steps(greatest, levels);
            }
            let ups = F32x4::load(&ups);
            let block = &mut self.values[first / COLUMNS * COLUMNS * self.stride..];
            for (pair, out) in block.chunks_exact_mut(2 * COLUMNS).take(self.stride / 2).enumerate() {
                let rounded = |at: usize| four(at).mul(ups).nearest().to_i32();
                let both = I16x8::interleave(rounded(2 * pair), rounded(2 * pair + 1));
                out[first % COLUMNS * 2..][..8].copy_from_slice(&both.array());
            }
        }
    }
}

/// Steps to either side of zero that leave room for `k` products with integers up to `other` in 32 bits.
pub fn levels_beside(other: i32, k: usize) -> i32 {
    (room(k) / other).clamp(1, LEVELS)
}

/// The same for both sides of such products.
pub(super) fn levels_of_both(k: usize) -> i32 {
    room(k).isqrt().clamp(1, LEVELS)
}

/// What each of `k` summands may be.
fn room(k: usize) -> i32 {
    i32::MAX / i32::try_from(k).unwrap_or(i32::MAX)
}

/// What makes steps of numbers of which `greatest` is the greatest, and what a step is worth.
pub(super) fn steps(greatest: f32, levels: i32) -> (f32, f32) {
    (if greatest > 0.0 { levels as f32 / greatest } else { 0.0 }, greatest / levels as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_taken_as_columns_are_their_columns() {
        for (n, n_columns) in [(1, 1), (3, 5), (4, 8), (7, 18), (50, 64)] {
            let mut rng = crate::rng::Rng::new(3);
            let rows: Vec<f32> = (0..n * n_columns).map(|_| rng.between(-1.0, 1.0)).collect();
            let (mut filled, mut pushed) = (Columns::default(), Columns::default());
            filled.fill(n, |at| &rows[at * n_columns..][..n_columns], LEVELS);
            pushed.clear(n);
            for column in 0..n_columns {
                let column: Vec<f32> = rows.iter().skip(column).step_by(n_columns).copied().collect();
                pushed.push(&column, LEVELS);
            }
            assert_eq!((filled.values, filled.scales), (pushed.values, pushed.scales), "{n} x {n_columns}");
        }
    }
}
