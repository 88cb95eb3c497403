//! The same 128-bit vectors, with products that may be fused into sums: the fast mode's.
//!
//! Whether a processor rounds once or twice is its own affair, but it does always the same. The
//! types are apart from those of `simd128`, so that no reproducible kernel can come by one.

use core::arch::wasm32::*;

use super::{Vector, vector};

vector!(
    /// Two doubles.
    F64x2(v128) of f64, 2:
    f64x2_splat, v128_load, v128_store, f64x2_mul, f64x2_add
);

vector!(
    /// Four singles.
    F32x4(v128) of f32, 4:
    f32x4_splat, v128_load, v128_store, f32x4_mul, f32x4_add
);

/// A vector whose products the engine may fuse.
pub trait Fused: Vector {
    /// self + x y, rounded once or twice.
    fn add_product(self, x: Self, y: Self) -> Self;
}

impl Fused for F64x2 {
    #[inline(always)]
    fn add_product(self, x: Self, y: Self) -> Self {
        Self(f64x2_relaxed_madd(x.0, y.0, self.0))
    }
}

impl Fused for F32x4 {
    #[inline(always)]
    fn add_product(self, x: Self, y: Self) -> Self {
        Self(f32x4_relaxed_madd(x.0, y.0, self.0))
    }
}
