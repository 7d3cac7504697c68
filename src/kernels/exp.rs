//! The exponential function, four at a time.

use super::lanes::{F32x4, each};

/// `exp` of every number, to 2 units in the last place; what is under -87 or above 88 counts as that.
///
/// Cody and Waite's reduction to half a binary digit, and Cephes' polynomial (`expf`, S. Moshier).
pub fn exp(xs: &mut [f32]) {
    each(xs, exp4);
}

/// Four at once.
#[inline(always)]
pub(super) fn exp4(x: F32x4) -> F32x4 {
    let of = F32x4::splat;
    let x = x.max(of(-87.0)).min(of(88.0));
    let n = x.mul(of(std::f32::consts::LOG2_E)).nearest();
    // ln 2 in two parts, the first with so few digits that its product with `n` is exact.
    let r = x.sub(n.mul(of(0.693_359_4))).sub(n.mul(of(-2.121_944_4e-4)));
    let mut p = of(1.987_569_2e-4);
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        p = p.mul(r).add(of(coefficient));
    }
    p.mul(r).mul(r).add(r).add(of(1.0)).mul(n.to_i32().exp2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_library_says() {
        let mut xs: Vec<f32> = (-860..880).map(|it| it as f32 * 0.1).collect();
        let expected: Vec<f64> = xs.iter().map(|it| libm::exp(f64::from(*it))).collect();
        exp(&mut xs);
        for (x, expected) in xs.iter().zip(expected) {
            assert!((f64::from(*x) / expected - 1.0).abs() < 2.4e-7, "{x} {expected}");
        }
        let mut ends = [f32::NEG_INFINITY, -1e9, 0.0, f32::NAN];
        exp(&mut ends);
        assert!(ends[0] < 1.7e-38 && ends[1] < 1.7e-38 && ends[2] == 1.0 && ends[3].is_nan(), "{ends:?}");
    }
}
