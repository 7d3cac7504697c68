//! The one seeded generator: nobody else draws numbers.

/// PCG-XSH-RR 64/32 (O'Neill 2014, <https://www.pcg-random.org/pdf/hmc-cs-2014-0905.pdf>, section 6.3):
/// small state, the same numbers on every target.
#[derive(Clone, Debug)]
pub struct Rng {
    state: u64,
}

const MULTIPLIER: u64 = 6_364_136_223_846_793_005;
const INCREMENT: u64 = 1_442_695_040_888_963_407;

impl Rng {
    /// A generator whose whole sequence follows from `seed`.
    pub fn new(seed: u32) -> Self {
        let mut rng = Self { state: INCREMENT.wrapping_add(u64::from(seed)) };
        rng.next_u32();
        // A second, mixed-in copy keeps neighbouring seeds from giving neighbouring first numbers.
        rng.state = rng.state.wrapping_add(u64::from(seed) << 32);
        rng.next_u32();
        rng
    }

    /// Thirty-two fresh bits.
    pub fn next_u32(&mut self) -> u32 {
        let old = self.state;
        self.state = old.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
        let xorshifted = (((old >> 18) ^ old) >> 27) as u32;
        xorshifted.rotate_right((old >> 59) as u32)
    }

    /// A whole number in `0..n`.
    ///
    /// The multiply-shift keeps a bias below `n / 2^32`, far under what any caller could notice.
    pub fn below(&mut self, n: usize) -> usize {
        assert!(n > 0, "nothing to choose from");
        ((u64::from(self.next_u32()) * n as u64) >> 32) as usize
    }

    /// A number in `[0, 1)`.
    pub fn uniform(&mut self) -> f32 {
        (self.next_u32() >> 8) as f32 * (1.0 / 16_777_216.0)
    }

    /// A number in `[low, high)`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.uniform()
    }

    /// A draw from the standard normal distribution (Box and Muller 1958).
    pub fn normal(&mut self) -> f32 {
        let radius = libm::sqrtf(-2.0 * libm::logf(1.0 - self.uniform()));
        radius * libm::cosf(std::f32::consts::TAU * self.uniform())
    }

    /// Puts `items` in a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_one_sequence() {
        let draw = |seed| -> Vec<u32> {
            let mut rng = Rng::new(seed);
            (0..8).map(|_| rng.next_u32()).collect()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut rng = Rng::new(1);
        let n = 20_000;
        let uniform: f32 = (0..n).map(|_| rng.uniform()).sum::<f32>() / n as f32;
        let normals: Vec<f32> = (0..n).map(|_| rng.normal()).collect();
        let mean = normals.iter().sum::<f32>() / n as f32;
        let variance = normals.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / n as f32;
        assert!((uniform - 0.5).abs() < 0.01, "{uniform}");
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        assert!((0..1000).all(|_| rng.below(3) < 3));
    }
}
