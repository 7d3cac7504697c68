//! How numbers usually spread, whatever a few odd ones among them do.

/// The middle of some numbers and how far they usually stray from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    /// The median.
    pub(super) median: f32,
    /// What a standard deviation would be if the numbers were normal; 0 if all are equal.
    scale: f32,
}

/// The median absolute deviation times this is the standard deviation of normal numbers.
const MAD_TO_SIGMA: f32 = 1.4826;
/// So is the mean absolute deviation times this, `sqrt(pi / 2)`.
const MEAN_TO_SIGMA: f32 = 1.2533;
/// Numbers that differ by less than this share of their median count as equal: they are distances out of f32.
const LEAST_SHARE: f32 = 1e-3;
/// Beyond this, only that it is far matters.
const MOST: f32 = 1e6;

impl Spread {
    /// The spread of `values`; all zeros if there is none.
    ///
    /// The scale is 1.4826 MAD (Iglewicz and Hoaglin 1993). Where more than half of the numbers are equal the MAD is
    /// 0, and the mean absolute deviation takes its place, as they advise.
    pub(super) fn of(values: &[f32]) -> Self {
        let median = median(values);
        let deviations: Vec<f32> = values.iter().map(|it| (it - median).abs()).collect();
        let mad = MAD_TO_SIGMA * self::median(&deviations);
        let least = LEAST_SHARE * median.abs();
        if mad > least {
            return Self { median, scale: mad };
        }
        let sum: f64 = deviations.iter().map(|it| f64::from(*it)).sum();
        let mean = MEAN_TO_SIGMA * (sum / values.len().max(1) as f64) as f32;
        Self { median, scale: mean.max(least) }
    }

    /// The robust z: how many scales `value` lies above the median, within a million.
    ///
    /// If nothing spreads at all, the numbers themselves are at 0 and any greater one is at a million.
    pub(super) fn z(self, value: f32) -> f32 {
        let beyond = value - self.median;
        match self.scale > 0.0 {
            true => (beyond / self.scale).clamp(-MOST, MOST),
            false if beyond > 0.0 => MOST,
            false => 0.0,
        }
    }
}

/// The middle number, or the mean of the middle two; 0 if there is none.
pub(super) fn median(values: &[f32]) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let half = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[half],
        _ => 0.5 * sorted[half - 1] + 0.5 * sorted[half],
    }
}

/// For each number, the share of all that are no greater.
pub(super) fn percentiles(values: &[f32]) -> Vec<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let n = sorted.len() as f32;
    values.iter().map(|it| sorted.partition_point(|other| other.total_cmp(it).is_le()) as f32 / n).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f32], expected: &[(f32, f32)]) {
        let spread = Spread::of(values);
        for (value, z) in expected {
            let found = spread.z(*value);
            assert!((found - z).abs() <= 1e-3 * z.abs().max(1.0), "z of {value} in {values:?}: {found}, not {z}");
        }
    }

    #[test]
    fn z_counts_in_usual_strayings() {
        check(&[1.0, 2.0, 3.0, 4.0, 100.0], &[(3.0, 0.0), (100.0, 97.0 / 1.4826), (2.0, -1.0 / 1.4826)]);
        check(&[1.0, 2.0, 3.0, 4.0], &[(2.5, 0.0), (4.0, 1.5 / 1.4826)]);
    }

    #[test]
    fn equal_numbers_do_not_spread() {
        check(&[], &[(0.0, 0.0)]);
        check(&[0.0; 4], &[(0.0, 0.0), (1e-9, 1e6)]);
        // Rounding errors are no spread: a thousandth of the median is the least that counts.
        check(&[0.5, 0.5, 0.500_000_1, 0.5], &[(0.5, 0.0), (0.500_000_1, 0.0), (0.501, 2.0)]);
    }

    #[test]
    fn the_mean_deviation_stands_in_where_most_are_equal() {
        check(&[0.0, 0.0, 0.0, 0.0, 1.0], &[(0.0, 0.0), (1.0, 1.0 / (1.2533 * 0.2))]);
    }

    #[test]
    fn percentiles_count_those_no_greater() {
        assert_eq!(percentiles(&[3.0, 1.0, 2.0, 2.0]), [1.0, 0.25, 0.75, 0.75]);
        assert!(percentiles(&[]).is_empty());
    }
}
