//! No vectors: a number is a register of one lane.

use super::{Square, Vector};

macro_rules! scalar {
    ($t:ty) => {
        impl Vector for $t {
            type Element = $t;
            const LANES: usize = 1;

            #[inline(always)]
            unsafe fn splat(value: $t) -> Self {
                value
            }
            #[inline(always)]
            unsafe fn load(from: *const $t) -> Self {
                // SAFETY: the caller vouches for one element.
                unsafe { *from }
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $t) {
                // SAFETY: the caller vouches for one element.
                unsafe { *to = self }
            }
            #[inline(always)]
            unsafe fn mul(self, other: Self) -> Self {
                self * other
            }
            #[inline(always)]
            unsafe fn add(self, other: Self) -> Self {
                self + other
            }
        }

        impl Square for $t {
            type Element = $t;
            const SIDE: usize = 1;

            #[inline(always)]
            unsafe fn transpose(from: *const $t, _: usize, to: *mut $t, _: usize) {
                // SAFETY: the caller vouches for one element each.
                unsafe { *to = *from }
            }
        }
    };
}

scalar!(f64);
scalar!(f32);
