//! Four `f32` or `i32`, or eight `i16`, at a time.

#[cfg(not(target_feature = "simd128"))]
mod arrays;
#[cfg(target_feature = "simd128")]
mod simd128;

#[cfg(not(target_feature = "simd128"))]
pub(super) use arrays::{F32x4, I16x8, I32x4};
#[cfg(target_feature = "simd128")]
pub(super) use simd128::{F32x4, I16x8, I32x4};

/// Applies `whole` to four numbers at a time, and to the rest with zeros behind it.
pub(super) fn each(xs: &mut [f32], whole: impl Fn(F32x4) -> F32x4) {
    let (fours, rest) = xs.as_chunks_mut::<4>();
    for four in fours {
        *four = whole(F32x4::load(four)).array();
    }
    if !rest.is_empty() {
        let last = whole(F32x4::load(&padded(rest))).array();
        rest.copy_from_slice(&last[..rest.len()]);
    }
}

/// Folds four numbers at a time, the rest with zeros behind it.
pub(super) fn fold(xs: &[f32], start: F32x4, with: impl Fn(F32x4, F32x4) -> F32x4) -> F32x4 {
    let (fours, rest) = xs.as_chunks::<4>();
    let folded = fours.iter().fold(start, |sum, it| with(sum, F32x4::load(it)));
    if rest.is_empty() { folded } else { with(folded, F32x4::load(&padded(rest))) }
}

fn padded(rest: &[f32]) -> [f32; 4] {
    let mut four = [0.0; 4];
    four[..rest.len()].copy_from_slice(rest);
    four
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_of_pairs_are_added() {
        let (a, b) = ([3, -4], [1, 2, 3, 4, 5, 6, -7, 8]);
        let sums = I32x4::splat(10).add_dot(I16x8::splat_pair(a), I16x8::load(&b));
        assert_eq!(sums.array(), [10 + 3 - 8, 10 + 9 - 16, 10 + 15 - 24, 10 - 21 - 32]);
    }

    #[test]
    fn the_rest_is_not_forgotten() {
        let mut xs = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        each(&mut xs, |it| it.mul(F32x4::splat(2.0)));
        assert_eq!(xs, [2.0, 4.0, 6.0, 8.0, 10.0, 12.0]);
        assert_eq!(fold(&xs, F32x4::splat(0.0), F32x4::add).sum(), 42.0);
    }

    #[test]
    fn rounding_is_to_the_nearest_even_and_nan_stays() {
        let rounded = F32x4::load(&[0.5, 1.5, -2.5, -0.6]).nearest().to_i32().array();
        assert_eq!(rounded, [0, 2, -2, -1]);
        assert!(F32x4::splat(f32::NAN).max(F32x4::splat(1.0)).array()[0].is_nan());
        assert!(F32x4::splat(1.0).max(F32x4::splat(f32::NAN)).array()[0].is_nan());
    }
}
