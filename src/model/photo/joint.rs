//! A picture's vector: what meets names, then what meets pictures, weighed so that the whole is a vector too.

use crate::error::Result;
use crate::matrix::unit;

/// What the part for names counts for, of 1, where pictures and names are compared all with all: how names rank is the
/// same for every share; the greater it is, the nearer is a picture to its names.
const NAMES_SHARE: f32 = 0.4;

/// Both parts in one, of length 1.
///
/// # Errors
/// [`Error::NotFinite`](crate::error::Error::NotFinite) or [`Error::ZeroRow`](crate::error::Error::ZeroRow) if one of
/// them has no direction.
pub(super) fn joint(names: Vec<f32>, features: Vec<f32>) -> Result<Vec<f32>> {
    let parts = [(unit(names)?, NAMES_SHARE), (unit(features)?, 1.0 - NAMES_SHARE)];
    Ok(parts.into_iter().flat_map(|(part, share)| part.into_iter().map(move |it| it * share.sqrt())).collect())
}
