//! The odd ones against references (お手本): what no reference is like.

use super::params::ReferenceParams;
use super::spread::percentiles;
use crate::error::{Error, Result};
use crate::matrix::{Rows, dot};

/// How odd a row is against the references.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReferenceScore {
    /// The reference that it is most like, as a row; ties to the one given first.
    pub reference: usize,
    /// The cosine to it: MOST_SIMILAR.
    pub most_similar: f32,
    /// Whether that is under the threshold.
    pub is_odd: bool,
    /// Whether the row is itself a reference.
    pub is_reference: bool,
    /// Share of rows that are no odder than this one, from 0 to 1.
    pub percentile: f32,
}

/// One score for each row: its greatest cosine to any row of `references`, and whether that is under the threshold.
///
/// A reference is most like itself, with a cosine of 1, so none is odd.
///
/// # Errors
/// [`Error::Parameter`] for a threshold that is no cosine, [`Error::TooFew`] if there are no references,
/// [`Error::UnknownItem`] for a reference beyond the rows, [`Error::ZeroRow`] for a row without direction.
pub fn score_references(rows: &Rows, references: &[usize], params: &ReferenceParams) -> Result<Vec<ReferenceScore>> {
    params.check()?;
    if references.is_empty() {
        return Err(Error::TooFew { method: "the comparison with references", needed: 1, found: 0 });
    }
    let mut is_reference = vec![false; rows.len()];
    for &reference in references {
        match is_reference.get_mut(reference) {
            Some(mark) => *mark = true,
            None => return Err(Error::UnknownItem { item: u32::try_from(reference).unwrap_or(u32::MAX) }),
        }
    }
    let rows = rows.normalized()?;
    let nearest: Vec<(usize, f32)> = (0..rows.len())
        .map(|row| if is_reference[row] { (row, 1.0) } else { most_similar(&rows, row, references) })
        .collect();
    let oddness: Vec<f32> = nearest.iter().map(|it| -it.1).collect();
    let scores = nearest.iter().zip(percentiles(&oddness)).zip(is_reference);
    Ok(scores
        .map(|((&(reference, most_similar), percentile), is_reference)| ReferenceScore {
            reference,
            most_similar,
            is_odd: most_similar < params.threshold,
            is_reference,
            percentile,
        })
        .collect())
}

#[inline(never)]
fn most_similar(rows: &Rows, row: usize, references: &[usize]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for &reference in references {
        let cosine = dot(rows.row(row), rows.row(reference)).clamp(-1.0, 1.0);
        if cosine > best.1 {
            best = (reference, cosine);
        }
    }
    best
}
