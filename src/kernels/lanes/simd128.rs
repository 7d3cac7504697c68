//! The lanes as the page has them: WebAssembly's 128 bits.

use core::arch::wasm32::*;

#[derive(Clone, Copy)]
pub(in crate::kernels) struct F32x4(v128);
#[derive(Clone, Copy)]
pub(in crate::kernels) struct I32x4(v128);
#[derive(Clone, Copy)]
pub(in crate::kernels) struct I16x8(v128);

impl F32x4 {
    #[inline(always)]
    pub(in crate::kernels) fn splat(x: f32) -> Self {
        Self(f32x4_splat(x))
    }

    #[inline(always)]
    pub(in crate::kernels) fn load(xs: &[f32; 4]) -> Self {
        Self(f32x4(xs[0], xs[1], xs[2], xs[3]))
    }

    #[inline(always)]
    pub(in crate::kernels) fn array(self) -> [f32; 4] {
        let x = self.0;
        [f32x4_extract_lane::<0>(x), f32x4_extract_lane::<1>(x), f32x4_extract_lane::<2>(x), f32x4_extract_lane::<3>(x)]
    }

    #[inline(always)]
    pub(in crate::kernels) fn add(self, other: Self) -> Self {
        Self(f32x4_add(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::kernels) fn sub(self, other: Self) -> Self {
        Self(f32x4_sub(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::kernels) fn mul(self, other: Self) -> Self {
        Self(f32x4_mul(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::kernels) fn div(self, other: Self) -> Self {
        Self(f32x4_div(self.0, other.0))
    }

    /// The greater; NaN if either is.
    #[inline(always)]
    pub(in crate::kernels) fn max(self, other: Self) -> Self {
        Self(f32x4_max(self.0, other.0))
    }

    /// The lesser; NaN if either is.
    #[inline(always)]
    pub(in crate::kernels) fn min(self, other: Self) -> Self {
        Self(f32x4_min(self.0, other.0))
    }

    #[inline(always)]
    pub(in crate::kernels) fn abs(self) -> Self {
        Self(f32x4_abs(self.0))
    }

    /// `self` with the signs of `other`.
    #[inline(always)]
    pub(in crate::kernels) fn copysign(self, other: Self) -> Self {
        Self(v128_bitselect(other.0, self.0, i32x4_splat(i32::MIN)))
    }

    /// The nearest whole number, the even one between two.
    #[inline(always)]
    pub(in crate::kernels) fn nearest(self) -> Self {
        Self(f32x4_nearest(self.0))
    }

    /// Towards zero, within bounds; NaN is 0.
    #[inline(always)]
    pub(in crate::kernels) fn to_i32(self) -> I32x4 {
        I32x4(i32x4_trunc_sat_f32x4(self.0))
    }

    /// The first two added to the last two, then those two.
    #[inline(always)]
    pub(in crate::kernels) fn sum(self) -> f32 {
        let [a, b, c, d] = self.array();
        (a + c) + (b + d)
    }
}

impl I32x4 {
    #[inline(always)]
    pub(in crate::kernels) fn splat(x: i32) -> Self {
        Self(i32x4_splat(x))
    }

    #[inline(always)]
    pub(in crate::kernels) fn load(xs: &[i32; 4]) -> Self {
        Self(i32x4(xs[0], xs[1], xs[2], xs[3]))
    }

    #[inline(always)]
    pub(in crate::kernels) fn array(self) -> [i32; 4] {
        let x = self.0;
        [i32x4_extract_lane::<0>(x), i32x4_extract_lane::<1>(x), i32x4_extract_lane::<2>(x), i32x4_extract_lane::<3>(x)]
    }

    #[inline(always)]
    pub(in crate::kernels) fn to_f32(self) -> F32x4 {
        F32x4(f32x4_convert_i32x4(self.0))
    }

    /// Two to the power of each, from -126 to 127.
    #[inline(always)]
    pub(in crate::kernels) fn exp2(self) -> F32x4 {
        F32x4(i32x4_shl(i32x4_add(self.0, i32x4_splat(127)), 23))
    }

    /// Adds the sum of each pair of products.
    #[inline(always)]
    pub(in crate::kernels) fn add_dot(self, a: I16x8, b: I16x8) -> Self {
        Self(i32x4_add(self.0, i32x4_dot_i16x8(a.0, b.0)))
    }
}

impl I16x8 {
    #[inline(always)]
    pub(in crate::kernels) fn load(xs: &[i16; 8]) -> Self {
        Self(i16x8(xs[0], xs[1], xs[2], xs[3], xs[4], xs[5], xs[6], xs[7]))
    }

    /// Both, as far as they fit into 16 bits.
    #[inline(always)]
    pub(in crate::kernels) fn narrow(low: I32x4, high: I32x4) -> Self {
        Self(i16x8_narrow_i32x4(low.0, high.0))
    }

    /// The first of each, then the second, and so on; both within 16 bits.
    #[inline(always)]
    pub(in crate::kernels) fn interleave(a: I32x4, b: I32x4) -> Self {
        Self(v128_or(v128_and(a.0, i32x4_splat(0xffff)), i32x4_shl(b.0, 16)))
    }

    #[inline(always)]
    pub(in crate::kernels) fn array(self) -> [i16; 8] {
        let x = self.0;
        [
            i16x8_extract_lane::<0>(x),
            i16x8_extract_lane::<1>(x),
            i16x8_extract_lane::<2>(x),
            i16x8_extract_lane::<3>(x),
            i16x8_extract_lane::<4>(x),
            i16x8_extract_lane::<5>(x),
            i16x8_extract_lane::<6>(x),
            i16x8_extract_lane::<7>(x),
        ]
    }

    /// The pair four times.
    #[inline(always)]
    pub(in crate::kernels) fn splat_pair([a, b]: [i16; 2]) -> Self {
        Self(i32x4_splat((u32::from(a as u16) | u32::from(b as u16) << 16) as i32))
    }
}
