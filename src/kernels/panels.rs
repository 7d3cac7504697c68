//! The right side of a product, packed as the tile reads it.

use super::part::Part;
use super::rounded::Rounded;
use super::tile::{COLUMNS, PAIR};

/// Weights of 8 bits, each output channel with a scale of its own.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Panel after panel of eight channels; in a panel pair after pair, of each channel two numbers.
    values: Vec<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    k: usize,
}

impl Weights {
    /// Packs rows, one for each output channel; the bias is zero.
    pub fn new(rows: Rounded) -> Self {
        let k = rows.k();
        let panel = COLUMNS * k.next_multiple_of(2);
        let mut values = vec![0; rows.scales.len().div_ceil(COLUMNS) * panel];
        for (channel, row) in rows.values.chunks_exact(k.max(1)).enumerate() {
            let panel = &mut values[channel / COLUMNS * panel..][..panel];
            row.iter().enumerate().for_each(|(at, it)| panel[place(channel, at)] = *it);
        }
        Self { values, bias: vec![0.0; rows.scales.len()], scales: rows.scales, k }
    }

    /// Rounds and packs rows of `k` numbers.
    ///
    /// # Panics
    /// If `rows` are not whole.
    pub fn quantise(rows: &[f32], k: usize) -> Self {
        Self::new(Rounded::of(rows, k))
    }

    /// The same with a bias for each channel.
    ///
    /// # Panics
    /// If there are not as many.
    #[must_use]
    pub fn with_bias(mut self, bias: Vec<f32>) -> Self {
        assert!(bias.len() == self.n(), "{} channels, {} biases", self.n(), bias.len());
        self.bias = bias;
        self
    }

    /// The channels of several, one behind the other, so that one product serves them all.
    ///
    /// # Panics
    /// If they sum up different numbers, or there are none.
    #[must_use]
    pub fn joined(parts: &[Self]) -> Self {
        let k = parts[0].k;
        assert!(parts.iter().all(|it| it.k == k), "channels of different lengths");
        let panel = COLUMNS * k.next_multiple_of(2);
        let n = parts.iter().map(Self::n).sum::<usize>();
        let mut values = vec![0; n.div_ceil(COLUMNS) * panel];
        let channels = parts.iter().flat_map(|part| (0..part.n()).map(move |channel| (part, channel)));
        for (to, (part, from)) in channels.enumerate() {
            let out = &mut values[to / COLUMNS * panel..][..panel];
            let part = &part.values[from / COLUMNS * panel..][..panel];
            (0..k).for_each(|at| out[place(to, at)] = part[place(from, at)]);
        }
        let list = |of: fn(&Self) -> &Vec<f32>| parts.iter().flat_map(|it| of(it).iter().copied()).collect();
        Self { values, scales: list(|it| &it.scales), bias: list(|it| &it.bias), k }
    }

    /// Multiplies the results of the channels in `range` by `factor`.
    pub fn scale(&mut self, range: std::ops::Range<usize>, factor: f32) {
        self.scales[range.clone()].iter_mut().for_each(|it| *it *= factor);
        self.bias[range].iter_mut().for_each(|it| *it *= factor);
    }

    /// What it is made of.
    pub fn parts(&mut self) -> [Part<'_>; 3] {
        [Part::Integers(&mut self.values), Part::Numbers(&mut self.scales), Part::Numbers(&mut self.bias)]
    }

    /// Output channels.
    pub fn n(&self) -> usize {
        self.scales.len()
    }

    /// Numbers that a channel sums up.
    pub fn k(&self) -> usize {
        self.k
    }

    pub(super) fn scales(&self) -> &[f32] {
        &self.scales
    }

    pub(super) fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// Panels widened to 16 bits, in place of what `wide` held.
    pub(super) fn widen(&self, panels: std::ops::Range<usize>, wide: &mut Vec<i16>) {
        let panel = COLUMNS * self.k.next_multiple_of(2);
        wide.clear();
        wide.extend(self.values[panels.start * panel..panels.end * panel].iter().map(|it| i16::from(*it)));
    }
}

/// Where in its panel number `at` of a column lies.
fn place(column: usize, at: usize) -> usize {
    at / 2 * PAIR + column % COLUMNS * 2 + at % 2
}
