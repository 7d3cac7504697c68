//! The two activations of CLIP.

use super::exp::exp4;
use super::lanes::{F32x4, each};

/// `x * sigmoid(1.702 x)`, of every number.
pub fn quick_gelu(xs: &mut [f32]) {
    each(xs, |x| x.div(exp4(x.mul(F32x4::splat(-1.702))).add(F32x4::splat(1.0))));
}

/// `x / 2 * (1 + erf(x / sqrt 2))`, of every number; the error function by Abramowitz and Stegun's 7.1.26, to 1.5e-7.
pub fn gelu(xs: &mut [f32]) {
    each(xs, |x| {
        let of = F32x4::splat;
        let z = x.mul(of(std::f32::consts::FRAC_1_SQRT_2)).abs();
        let t = of(1.0).div(z.mul(of(0.327_591_1)).add(of(1.0)));
        let mut p = of(1.061_405_4);
        for coefficient in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
            p = p.mul(t).add(of(coefficient));
        }
        let erf = of(1.0).sub(p.mul(t).mul(exp4(of(0.0).sub(z.mul(z))))).copysign(x);
        x.mul(of(0.5)).mul(erf.add(of(1.0)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ours: fn(&mut [f32]), theirs: fn(f64) -> f64) {
        let mut xs: Vec<f32> = (-1201..1200).map(|it| it as f32 * 0.01).collect();
        let expected: Vec<f64> = xs.iter().map(|it| theirs(f64::from(*it))).collect();
        ours(&mut xs);
        for (x, expected) in xs.iter().zip(expected) {
            assert!((f64::from(*x) - expected).abs() < 1e-6, "{x} {expected}");
        }
    }

    #[test]
    fn quick_gelu_is_its_formula() {
        check(quick_gelu, |x| x / (1.0 + libm::exp(-1.702 * x)));
    }

    #[test]
    fn gelu_is_its_formula() {
        check(gelu, |x| x / 2.0 * (1.0 + libm::erf(x * std::f64::consts::FRAC_1_SQRT_2)));
    }

    #[test]
    fn far_ends_are_finite_and_nan_stays() {
        for activation in [quick_gelu, gelu] {
            let mut xs = [-1e6, 1e6, f32::NAN];
            activation(&mut xs);
            assert!(xs[0].abs() < 1e-20 && xs[1] == 1e6 && xs[2].is_nan(), "{xs:?}");
        }
    }
}
