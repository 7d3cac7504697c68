//! The curve that turns a distance on the map into a membership.

/// `1 / (1 + a * d^(2b))`: how much two points at distance `d` on the map belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// The factor.
    pub a: f64,
    /// Half the power.
    pub b: f64,
}

/// Points at which the curve is fitted, and how far out, in units of `spread`: those of umap-learn.
const N_POINTS: usize = 300;
const REACH: f64 = 3.0;

/// Far more than the dozen rounds that the method takes.
const N_ROUNDS: usize = 200;

impl Curve {
    /// The curve nearest, by least squares, to 1 up to `min_dist` and to `exp(-(d - min_dist) / spread)` beyond.
    ///
    /// The target is that of `find_ab_params` in umap-learn
    /// (<https://github.com/lmcinnes/umap/blob/release-0.5.7/umap/umap_.py>), the method Levenberg's and
    /// Marquardt's (1963). The fit is made in units of `spread`, where every curve has numbers of the order of 1.
    pub fn fit(min_dist: f64, spread: f64) -> Self {
        let plateau = min_dist / spread;
        let points: Vec<(f64, f64)> = (0..N_POINTS)
            .map(|it| {
                let x = REACH * it as f64 / (N_POINTS - 1) as f64;
                (x, if x < plateau { 1.0 } else { libm::exp(plateau - x) })
            })
            .collect();
        let Self { a, b } = descend(&points, Self { a: 1.0, b: 1.0 });
        Self { a: (a / libm::pow(spread, 2.0 * b)).min(f64::MAX), b }
    }

    fn at(self, x: f64) -> f64 {
        1.0 / (1.0 + self.a * libm::pow(x, 2.0 * self.b))
    }
}

/// Levenberg-Marquardt in two unknowns.
fn descend(points: &[(f64, f64)], start: Curve) -> Curve {
    let loss = |curve: Curve| points.iter().map(|&(x, y)| (curve.at(x) - y) * (curve.at(x) - y)).sum::<f64>();
    let mut best = start;
    let mut least = loss(best);
    let mut damping = 1e-3;
    for _ in 0..N_ROUNDS {
        let step = damped_step(points, best, damping);
        let next = Curve { a: best.a + step.0, b: best.b + step.1 };
        // a and b below 0 are no membership curve; an overlong step there is treated like any other bad one.
        let next_loss = if next.a > 0.0 && next.b > 0.0 { loss(next) } else { f64::INFINITY };
        if next_loss < least {
            best = next;
            least = next_loss;
            damping *= 0.1;
        } else {
            damping *= 10.0;
        }
        let is_tiny = step.0.abs() <= 1e-12 * best.a && step.1.abs() <= 1e-12 * best.b;
        if is_tiny || damping > 1e12 {
            break;
        }
    }
    best
}

/// Solves `(J'J + damping * diag(J'J)) step = J'(y - f)`.
fn damped_step(points: &[(f64, f64)], curve: Curve, damping: f64) -> (f64, f64) {
    let (mut aa, mut ab, mut bb, mut ar, mut br) = (0.0, 0.0, 0.0, 0.0, 0.0);
    // The curve is 1 at x = 0 whatever a and b are.
    for &(x, y) in points.iter().filter(|it| it.0 > 0.0) {
        let power = libm::pow(x, 2.0 * curve.b);
        let value = 1.0 / (1.0 + curve.a * power);
        let by_a = -power * value * value;
        let by_b = 2.0 * curve.a * libm::log(x) * by_a;
        aa += by_a * by_a;
        ab += by_a * by_b;
        bb += by_b * by_b;
        ar += by_a * (y - value);
        br += by_b * (y - value);
    }
    let (aa, bb) = (aa * (1.0 + damping), bb * (1.0 + damping));
    let determinant = aa * bb - ab * ab;
    if determinant <= 0.0 {
        return (0.0, 0.0);
    }
    ((ar * bb - br * ab) / determinant, (br * aa - ar * ab) / determinant)
}
