//! The lanes as arrays: what `simd128.rs` does, where there is no such instruction.

#[derive(Clone, Copy)]
pub(in crate::kernels) struct F32x4([f32; 4]);
#[derive(Clone, Copy)]
pub(in crate::kernels) struct I32x4([i32; 4]);
#[derive(Clone, Copy)]
pub(in crate::kernels) struct I16x8([i16; 8]);

impl F32x4 {
    pub(in crate::kernels) fn splat(x: f32) -> Self {
        Self([x; 4])
    }

    pub(in crate::kernels) fn load(xs: &[f32; 4]) -> Self {
        Self(*xs)
    }

    pub(in crate::kernels) fn array(self) -> [f32; 4] {
        self.0
    }

    fn zip(self, other: Self, with: impl Fn(f32, f32) -> f32) -> Self {
        Self(std::array::from_fn(|at| with(self.0[at], other.0[at])))
    }

    pub(in crate::kernels) fn add(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }

    pub(in crate::kernels) fn sub(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }

    pub(in crate::kernels) fn mul(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }

    pub(in crate::kernels) fn div(self, other: Self) -> Self {
        self.zip(other, |a, b| a / b)
    }

    /// The greater; NaN if either is.
    pub(in crate::kernels) fn max(self, other: Self) -> Self {
        self.zip(other, |a, b| if a.is_nan() || b.is_nan() { f32::NAN } else { a.max(b) })
    }

    /// The lesser; NaN if either is.
    pub(in crate::kernels) fn min(self, other: Self) -> Self {
        self.zip(other, |a, b| if a.is_nan() || b.is_nan() { f32::NAN } else { a.min(b) })
    }

    pub(in crate::kernels) fn abs(self) -> Self {
        Self(self.0.map(f32::abs))
    }

    /// `self` with the signs of `other`.
    pub(in crate::kernels) fn copysign(self, other: Self) -> Self {
        self.zip(other, f32::copysign)
    }

    /// The nearest whole number, the even one between two.
    pub(in crate::kernels) fn nearest(self) -> Self {
        Self(self.0.map(f32::round_ties_even))
    }

    /// Towards zero, within bounds; NaN is 0.
    pub(in crate::kernels) fn to_i32(self) -> I32x4 {
        I32x4(self.0.map(|it| it as i32))
    }

    /// The first two added to the last two, then those two.
    pub(in crate::kernels) fn sum(self) -> f32 {
        let [a, b, c, d] = self.0;
        (a + c) + (b + d)
    }
}

impl I32x4 {
    pub(in crate::kernels) fn splat(x: i32) -> Self {
        Self([x; 4])
    }

    pub(in crate::kernels) fn load(xs: &[i32; 4]) -> Self {
        Self(*xs)
    }

    pub(in crate::kernels) fn array(self) -> [i32; 4] {
        self.0
    }

    pub(in crate::kernels) fn to_f32(self) -> F32x4 {
        F32x4(self.0.map(|it| it as f32))
    }

    /// Two to the power of each, from -126 to 127.
    pub(in crate::kernels) fn exp2(self) -> F32x4 {
        F32x4(self.0.map(|it| f32::from_bits((it.wrapping_add(127) as u32) << 23)))
    }

    /// Adds the sum of each pair of products.
    pub(in crate::kernels) fn add_dot(self, a: I16x8, b: I16x8) -> Self {
        let products = wide::i16x8::new(a.0).dot(wide::i16x8::new(b.0));
        Self((wide::i32x4::new(self.0) + products).to_array())
    }
}

impl I16x8 {
    pub(in crate::kernels) fn load(xs: &[i16; 8]) -> Self {
        Self(*xs)
    }

    /// Both, as far as they fit into 16 bits.
    pub(in crate::kernels) fn narrow(low: I32x4, high: I32x4) -> Self {
        let clamped = |it: i32| it.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        Self(std::array::from_fn(|at| clamped(if at < 4 { low.0[at] } else { high.0[at - 4] })))
    }

    /// The first of each, then the second, and so on; both within 16 bits.
    pub(in crate::kernels) fn interleave(a: I32x4, b: I32x4) -> Self {
        Self(std::array::from_fn(|at| if at % 2 == 0 { a.0[at / 2] as i16 } else { b.0[at / 2] as i16 }))
    }

    pub(in crate::kernels) fn array(self) -> [i16; 8] {
        self.0
    }

    /// The pair four times.
    pub(in crate::kernels) fn splat_pair([a, b]: [i16; 2]) -> Self {
        Self([a, b, a, b, a, b, a, b])
    }
}
