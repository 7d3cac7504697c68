//! The rows most like one vector.

use crate::matrix::{Rows, dot};

/// The `top` rows of `among` by their cosine to `query`, greatest first, ties by the lower index.
///
/// Rows need not be unit vectors; one without direction, or a query without, has cosine 0. Fewer than `top` come
/// back if `among` has fewer.
pub fn rank(rows: &Rows, query: &[f32], among: &[usize], top: usize) -> Vec<(usize, f32)> {
    let query_norm = dot(query, query).sqrt();
    let mut found: Vec<(usize, f32)> =
        among.iter().map(|&index| (index, cosine(query, query_norm, rows.row(index)))).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(top);
    found
}

fn cosine(query: &[f32], query_norm: f32, row: &[f32]) -> f32 {
    let norms = query_norm * dot(row, row).sqrt();
    if norms > 0.0 { (dot(query, row) / norms).clamp(-1.0, 1.0) } else { 0.0 }
}
