//! Depthwise convolution: each channel is filtered by itself.

use super::lanes::{F32x4, each};
use super::part::Part;

/// Vectors of four channels whose sums are kept in registers.
const LANES: usize = 4;
const WIDTH: usize = 4 * LANES;

/// Square filters, one for each channel, over square pictures whose pixels' channels lie side by side.
#[derive(Clone, Debug)]
pub struct Depthwise {
    /// Tap by tap, row by row; of each tap the weights of all channels.
    taps: Vec<f32>,
    bias: Vec<f32>,
    side: usize,
    stride: usize,
}

impl Depthwise {
    /// Filters of `side` x `side` weights each, one behind the other.
    ///
    /// # Panics
    /// If there are not as many as biases, or not a multiple of four.
    pub fn new(filters: &[f32], bias: Vec<f32>, side: usize, stride: usize) -> Self {
        let (n, area) = (bias.len(), side * side);
        assert!(filters.len() == n * area && n.is_multiple_of(4), "{} weights, {n} biases", filters.len());
        let taps = (0..area).flat_map(|tap| (0..n).map(move |channel| filters[channel * area + tap])).collect();
        Self { taps, bias, side, stride }
    }

    /// What it is made of.
    pub fn parts(&mut self) -> [Part<'_>; 2] {
        [Part::Numbers(&mut self.taps), Part::Numbers(&mut self.bias)]
    }

    /// Side of what it makes of a picture of `side` pixels a side.
    pub fn side_of(&self, side: usize) -> usize {
        side.div_ceil(self.stride)
    }

    /// Filters a picture of `side` x `side` pixels, in place of what `out` held. As many zeros lie around it as make
    /// [`Depthwise::side_of`] it, the odd one below and to the right, as TensorFlow's "SAME" has it:
    /// <https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2>.
    ///
    /// # Panics
    /// If `pixels` are not so many.
    pub fn apply(&self, pixels: &[f32], side: usize, out: &mut Vec<f32>) {
        let n = self.bias.len();
        assert!(pixels.len() == side * side * n, "{} numbers for {side} x {side} pixels of {n}", pixels.len());
        let (across, margin) = (self.side_of(side), margin(side, self.side, self.stride));
        out.clear();
        out.resize(across * across * n, 0.0);
        for (at, pixel) in out.chunks_exact_mut(n).enumerate() {
            let (y, x) = (at / across * self.stride, at % across * self.stride);
            // The taps that lie within the picture.
            let within = |at: usize| margin.saturating_sub(at)..self.side.min(side + margin - at);
            let (rows, columns) = (within(y), within(x));
            let (wide, rest) = pixel.as_chunks_mut::<WIDTH>();
            let first = rows.clone().map(|row| ((y + row - margin) * side + x + columns.start - margin) * n);
            let taps = rows.map(|row| (row * self.side + columns.start) * n);
            let lines = || first.clone().zip(taps.clone());
            for (block, sums) in wide.iter_mut().enumerate() {
                self.sum(pixels, lines(), columns.len(), block * WIDTH, sums);
            }
            for (four, sums) in rest.as_chunks_mut::<4>().0.iter_mut().enumerate() {
                self.sum(pixels, lines(), columns.len(), wide.len() * WIDTH + 4 * four, sums);
            }
        }
    }

    /// Of some channels, the first of which is `channel`, the sums over all lines of taps; a line is where its first
    /// pixel and its first tap begin.
    #[inline(always)]
    fn sum<const N: usize>(
        &self,
        pixels: &[f32],
        lines: impl Iterator<Item = (usize, usize)>,
        length: usize,
        channel: usize,
        sums: &mut [f32; N],
    ) {
        let n = self.bias.len();
        sums.copy_from_slice(&self.bias[channel..channel + N]);
        let mut fours = [F32x4::splat(0.0); LANES];
        sums.as_chunks::<4>().0.iter().zip(&mut fours).for_each(|(sum, four)| *four = F32x4::load(sum));
        for (pixel, tap) in lines {
            for at in 0..length {
                let numbers = &pixels[pixel + at * n + channel..][..N];
                let weights = &self.taps[tap + at * n + channel..][..N];
                for ((four, number), weight) in
                    fours.iter_mut().zip(numbers.as_chunks::<4>().0).zip(weights.as_chunks::<4>().0)
                {
                    *four = four.add(F32x4::load(number).mul(F32x4::load(weight)));
                }
            }
        }
        sums.as_chunks_mut::<4>().0.iter_mut().zip(fours).for_each(|(sum, four)| *sum = four.array());
    }
}

/// `min(max(x, 0), 6)` of each number.
pub fn relu6(xs: &mut [f32]) {
    each(xs, |it| it.max(F32x4::splat(0.0)).min(F32x4::splat(6.0)));
}

/// Zeros above and to the left of a picture, so that filters of `filter` x `filter` make `side / stride`, rounded up, of it.
pub fn margin(side: usize, filter: usize, stride: usize) -> usize {
    ((side.div_ceil(stride) - 1) * stride + filter).saturating_sub(side) / 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    /// The sum as it is defined.
    fn naive(filters: &[f32], bias: &[f32], filter: usize, stride: usize, pixels: &[f32], side: usize) -> Vec<f32> {
        let (n, across, margin) = (bias.len(), side.div_ceil(stride), margin(side, filter, stride));
        let mut out = Vec::new();
        for (y, x, channel) in
            (0..across * across * n).map(|at| (at / n / across * stride, at / n % across * stride, at % n))
        {
            let mut sum = f64::from(bias[channel]);
            for (row, column) in (0..filter * filter).map(|tap| (tap / filter, tap % filter)) {
                let (y, x) = ((y + row).wrapping_sub(margin), (x + column).wrapping_sub(margin));
                if y < side && x < side {
                    let weight = filters[(channel * filter + row) * filter + column];
                    sum += f64::from(pixels[(y * side + x) * n + channel]) * f64::from(weight);
                }
            }
            out.push(sum as f32);
        }
        out
    }

    #[test]
    fn it_is_its_sum() {
        for (n, filter, stride, side) in
            [(4, 3, 1, 1), (16, 3, 1, 5), (20, 3, 2, 6), (24, 5, 2, 7), (48, 5, 1, 4), (36, 5, 2, 8), (8, 3, 2, 5)]
        {
            let mut rng = Rng::new(7);
            let mut numbers = |count: usize| (0..count).map(|_| rng.between(-1.0, 1.0)).collect::<Vec<f32>>();
            let (filters, bias, pixels) = (numbers(n * filter * filter), numbers(n), numbers(side * side * n));
            let mut out = vec![9.0; 3];
            Depthwise::new(&filters, bias.clone(), filter, stride).apply(&pixels, side, &mut out);
            let expected = naive(&filters, &bias, filter, stride, &pixels, side);
            assert_eq!(out.len(), expected.len());
            for (found, expected) in out.iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-5, "{found} {expected}, {n} {filter} {stride} {side}");
            }
        }
    }

    #[test]
    fn relu6_cuts_at_both_ends() {
        let mut xs = [-1.0, 0.0, 0.5, 6.0, 7.0];
        relu6(&mut xs);
        assert_eq!(xs, [0.0, 0.0, 0.5, 6.0, 6.0]);
    }
}
