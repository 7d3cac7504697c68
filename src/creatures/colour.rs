//! Colours, and the noise that makes them look alive.

/// Of hands and fingers.
pub(super) const SKIN: [u32; 5] = [0xF4D2B8, 0xECBE98, 0xDCA078, 0xB07850, 0x7C5238];

/// A colour, each part from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rgb {
    pub(super) r: f32,
    pub(super) g: f32,
    pub(super) b: f32,
}

impl Rgb {
    /// From `0xRRGGBB`.
    pub(super) fn hex(value: u32) -> Self {
        let [_, r, g, b] = value.to_be_bytes();
        Self::from_bytes(r, g, b)
    }

    pub(super) fn from_bytes(r: u8, g: u8, b: u8) -> Self {
        Self { r: f32::from(r) / 255.0, g: f32::from(g) / 255.0, b: f32::from(b) / 255.0 }
    }

    pub(super) fn to_bytes(self) -> [u8; 3] {
        [self.r, self.g, self.b].map(|it| (it.clamp(0.0, 1.0) * 255.0 + 0.5) as u8)
    }

    /// `t` of the way to `other`.
    pub(super) fn mix(self, other: Self, t: f32) -> Self {
        let t = t.clamp(0.0, 1.0);
        let part = |a: f32, b: f32| a + (b - a) * t;
        Self { r: part(self.r, other.r), g: part(self.g, other.g), b: part(self.b, other.b) }
    }

    /// Lighter for a factor over 1, darker under it.
    pub(super) fn scale(self, factor: f32) -> Self {
        Self { r: self.r * factor, g: self.g * factor, b: self.b * factor }
    }

    /// Part by part.
    pub(super) fn tint(self, other: Self) -> Self {
        Self { r: self.r * other.r, g: self.g * other.g, b: self.b * other.b }
    }

    /// How light it looks.
    pub(super) fn luma(self) -> f32 {
        0.3 * self.r + 0.59 * self.g + 0.11 * self.b
    }

    /// The full colour at `turn` of the wheel: 0 red, a third green, two thirds blue.
    pub(super) fn of_hue(turn: f32) -> Self {
        let part = |shift: f32| {
            let at = (turn + shift).rem_euclid(1.0) * 6.0;
            ((at - 3.0).abs() - 1.0).clamp(0.0, 1.0)
        };
        Self { r: part(0.0), g: part(2.0 / 3.0), b: part(1.0 / 3.0) }
    }

    /// The same colour with `t` of its colourfulness gone.
    pub(super) fn grey(self, t: f32) -> Self {
        let luma = self.luma();
        self.mix(Self { r: luma, g: luma, b: luma }, t)
    }
}

/// A number in `[0, 1)` that follows from a lattice point alone.
pub(super) fn hash(x: i32, y: i32, seed: u32) -> f32 {
    let mut bits = (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77) ^ seed;
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x2C1B_3C6D);
    bits = (bits ^ (bits >> 12)).wrapping_mul(0x297A_2D39);
    ((bits ^ (bits >> 15)) >> 8) as f32 / 16_777_216.0
}

/// Value noise of wave length 1, from 0 to 1.
pub(super) fn noise(x: f32, y: f32, seed: u32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (column, row) = (left as i32, top as i32);
    let (u, v) = (ease(x - left), ease(y - top));
    let side = |row: i32| {
        let a = hash(column, row, seed);
        a + (hash(column + 1, row, seed) - a) * u
    };
    let above = side(row);
    above + (side(row + 1) - above) * v
}

/// 0 below `low`, 1 above `high`, smooth between (`low` may be the greater).
pub(super) fn step(low: f32, high: f32, x: f32) -> f32 {
    ease(((x - low) / (high - low)).clamp(0.0, 1.0))
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}
