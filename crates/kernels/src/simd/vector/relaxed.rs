//! The same 128-bit vectors with products fused into sums, for the fast mode in WebAssembly.
//!
//! The compiler is not told of relaxed SIMD: it would make relaxed instructions of comparisons in
//! reproducible kernels too, whose results for zeros of two signs are the processor's affair. So a
//! fused operation is a call of a function that is never inlined; `scripts/steps/relaxed.mjs` makes
//! a second module of the first by turning these calls, and nothing else, into instructions.
//! Whether a processor rounds once or twice is its own affair, but it does always the same.

use core::arch::wasm32::*;
use core::hint::black_box;

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

/// A vector whose products are fused into sums.
pub trait Fused: Vector {
    /// x y + self, rounded once or twice.
    fn plus_product(self, x: Self, y: Self) -> Self;
}

impl Fused for F64x2 {
    #[inline(always)]
    fn plus_product(self, x: Self, y: Self) -> Self {
        Self(f64x2_relaxed_madd(x.0, y.0, self.0))
    }
}

impl Fused for F32x4 {
    #[inline(always)]
    fn plus_product(self, x: Self, y: Self) -> Self {
        Self(f32x4_relaxed_madd(x.0, y.0, self.0))
    }
}

/// In the second module the instruction `f64x2.relaxed_madd`.
#[inline(never)]
#[allow(
    improper_ctypes_definitions,
    reason = "C's convention passes vectors as such"
)]
extern "C" fn f64x2_relaxed_madd(x: v128, y: v128, sum: v128) -> v128 {
    f64x2_add(f64x2_mul(x, y), sum)
}

/// In the second module the instruction `f32x4.relaxed_madd`.
#[inline(never)]
#[allow(
    improper_ctypes_definitions,
    reason = "C's convention passes vectors as such"
)]
extern "C" fn f32x4_relaxed_madd(x: v128, y: v128, sum: v128) -> v128 {
    f32x4_add(f32x4_mul(x, y), sum)
}

/// In the second module 1.
#[inline(never)]
extern "C" fn relaxed_simd() -> i32 {
    black_box(0)
}

/// Whether this is the second module.
pub fn is_there() -> bool {
    relaxed_simd() != 0
}
