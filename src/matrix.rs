//! Rows of `f32`: the one shape in which vectors travel between the rooms.

use crate::error::{Error, Result};

/// An `n x dims` row-major matrix. Invariant: `values.len() == n * dims`, every value finite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    values: Vec<f32>,
    dims: usize,
}

impl Rows {
    /// Takes `values` as rows of `dims` columns.
    ///
    /// # Errors
    /// [`Error::Ragged`] if they do not fill whole rows, [`Error::NotFinite`] on NaN or infinity.
    pub fn new(values: Vec<f32>, dims: usize) -> Result<Self> {
        if dims == 0 || !values.len().is_multiple_of(dims) {
            return Err(Error::Ragged { values: values.len(), dims });
        }
        match values.iter().position(|it| !it.is_finite()) {
            Some(at) => Err(Error::NotFinite { row: at / dims, column: at % dims }),
            None => Ok(Self { values, dims }),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values.len().checked_div(self.dims).unwrap_or(0)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Number of columns.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// Row `index`.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.values[index * self.dims..(index + 1) * self.dims]
    }

    /// All rows in order.
    pub fn iter(&self) -> std::slice::ChunksExact<'_, f32> {
        self.values.chunks_exact(self.dims.max(1))
    }

    /// All values, row after row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Gives the values away.
    pub fn into_values(self) -> Vec<f32> {
        self.values
    }

    /// Each row scaled to length 1.
    ///
    /// # Errors
    /// [`Error::ZeroRow`] for a row that has no direction.
    pub fn normalized(&self) -> Result<Self> {
        let mut values = self.values.clone();
        for (row, xs) in values.chunks_exact_mut(self.dims.max(1)).enumerate() {
            normalize(xs).ok_or(Error::ZeroRow { row })?;
        }
        Ok(Self { values, dims: self.dims })
    }

    /// Each row with zeros behind it, `dims` numbers in all; no row is shorter for it.
    #[must_use]
    pub fn widened(self, dims: usize) -> Self {
        if dims <= self.dims {
            return self;
        }
        let mut values = Vec::with_capacity(self.len() * dims);
        for row in self.iter() {
            values.extend_from_slice(row);
            values.resize(values.len() + dims - row.len(), 0.0);
        }
        Self { values, dims }
    }
}

/// One row scaled to length 1.
///
/// # Errors
/// [`Error::NotFinite`]; [`Error::ZeroRow`] if it has no direction.
pub fn unit(values: Vec<f32>) -> Result<Vec<f32>> {
    let dims = values.len();
    Ok(Rows::new(values, dims)?.normalized()?.into_values())
}

/// Scales `xs` to length 1 in place; `None`, and `xs` untouched, if its length is zero or not finite.
pub fn normalize(xs: &mut [f32]) -> Option<()> {
    let square = xs.iter().fold(0.0_f64, |sum, &x| sum + f64::from(x) * f64::from(x));
    let norm = libm::sqrt(square);
    if !norm.is_finite() || norm <= 0.0 {
        return None;
    }
    for x in xs {
        *x = (f64::from(*x) / norm) as f32;
    }
    Some(())
}

/// The dot product of two rows of one length, summed in a fixed order in eight lanes.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let tail = a_chunks.remainder().iter().zip(b_chunks.remainder());
    let tail = tail.fold(0.0_f32, |sum, (x, y)| sum + x * y);
    for (xs, ys) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += xs[lane] * ys[lane];
        }
    }
    lanes.iter().fold(tail, |sum, lane| sum + lane)
}

/// The squared Euclidean distance of two rows of one length, summed in a fixed order in eight lanes; exactly 0 for
/// equal rows.
pub fn squared_distance(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a_chunks, b_chunks) = (a.chunks_exact(8), b.chunks_exact(8));
    let tail = a_chunks.remainder().iter().zip(b_chunks.remainder());
    let tail = tail.fold(0.0_f32, |sum, (x, y)| sum + (x - y) * (x - y));
    for (xs, ys) in a_chunks.zip(b_chunks) {
        for lane in 0..8 {
            let difference = xs[lane] - ys[lane];
            lanes[lane] += difference * difference;
        }
    }
    lanes.iter().fold(tail, |sum, lane| sum + lane)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_ragged_and_not_finite_values() {
        assert!(matches!(Rows::new(vec![1.0; 5], 2), Err(Error::Ragged { values: 5, dims: 2 })));
        assert!(matches!(Rows::new(vec![], 0), Err(Error::Ragged { .. })));
        let found = Rows::new(vec![0.0, 1.0, f32::NAN, 0.0], 2);
        assert!(matches!(found, Err(Error::NotFinite { row: 1, column: 0 })));
    }

    #[test]
    fn normalizes_rows_and_names_the_one_without_direction() {
        let rows = Rows::new(vec![3.0, 4.0], 2).unwrap().normalized().unwrap();
        assert_eq!(rows.values(), &[0.6, 0.8]);
        let zero = Rows::new(vec![1.0, 0.0, 0.0, 0.0], 2).unwrap().normalized();
        assert!(matches!(zero, Err(Error::ZeroRow { row: 1 })));
    }

    #[test]
    fn dot_agrees_with_its_naive_twin_on_every_tail() {
        for n in 0..40_u16 {
            let a: Vec<f32> = (0..n).map(|it| f32::from(it) * 0.25 - 2.0).collect();
            let b: Vec<f32> = (0..n).map(|it| 1.5 - f32::from(it) * 0.5).collect();
            let naive: f32 = a.iter().zip(&b).map(|(x, y)| x * y).sum();
            assert!((dot(&a, &b) - naive).abs() <= 1e-3, "n = {n}");
        }
    }

    #[test]
    fn squared_distance_agrees_with_its_naive_twin_on_every_tail() {
        for n in 0..40_u16 {
            let a: Vec<f32> = (0..n).map(|it| f32::from(it) * 0.25 - 2.0).collect();
            let b: Vec<f32> = (0..n).map(|it| 1.5 - f32::from(it) * 0.5).collect();
            let naive: f32 = a.iter().zip(&b).map(|(x, y)| (x - y) * (x - y)).sum();
            assert!((squared_distance(&a, &b) - naive).abs() <= 1e-3 * naive.max(1.0), "n = {n}");
            assert_eq!(squared_distance(&a, &a).to_bits(), 0, "n = {n}");
        }
    }
}
