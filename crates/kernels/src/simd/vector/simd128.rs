//! WASM's 128-bit vectors.

use core::arch::wasm32::*;

use super::{Square, Vector, vector};

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

impl Square for F64x2 {
    type Element = f64;
    const SIDE: usize = 2;

    #[inline(always)]
    unsafe fn transpose(from: *const f64, from_stride: usize, to: *mut f64, to_stride: usize) {
        // SAFETY: the build has simd128; the caller vouches for both blocks.
        unsafe {
            let (r0, r1) = (
                v128_load(from.cast()),
                v128_load(from.add(from_stride).cast()),
            );
            v128_store(to.cast(), i64x2_shuffle::<0, 2>(r0, r1));
            v128_store(to.add(to_stride).cast(), i64x2_shuffle::<1, 3>(r0, r1));
        }
    }
}

impl Square for F32x4 {
    type Element = f32;
    const SIDE: usize = 4;

    #[inline(always)]
    unsafe fn transpose(from: *const f32, from_stride: usize, to: *mut f32, to_stride: usize) {
        // SAFETY: the build has simd128; the caller vouches for both blocks.
        unsafe {
            let row = |i: usize| v128_load(from.add(i * from_stride).cast());
            let (r0, r1, r2, r3) = (row(0), row(1), row(2), row(3));
            let (low01, high01) = (
                i32x4_shuffle::<0, 4, 1, 5>(r0, r1),
                i32x4_shuffle::<2, 6, 3, 7>(r0, r1),
            );
            let (low23, high23) = (
                i32x4_shuffle::<0, 4, 1, 5>(r2, r3),
                i32x4_shuffle::<2, 6, 3, 7>(r2, r3),
            );
            let store = |j: usize, column| v128_store(to.add(j * to_stride).cast(), column);
            store(0, i64x2_shuffle::<0, 2>(low01, low23));
            store(1, i64x2_shuffle::<1, 3>(low01, low23));
            store(2, i64x2_shuffle::<0, 2>(high01, high23));
            store(3, i64x2_shuffle::<1, 3>(high01, high23));
        }
    }
}
