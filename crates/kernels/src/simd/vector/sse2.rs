//! SSE2: 128-bit registers, on every x86-64.

use core::arch::x86_64::*;

use super::{Square, Vector, vector};

vector!(
    /// Two doubles.
    F64x2(__m128d) of f64, 2:
    _mm_set1_pd, _mm_loadu_pd, _mm_storeu_pd, _mm_mul_pd, _mm_add_pd
);

vector!(
    /// Four singles.
    F32x4(__m128) of f32, 4:
    _mm_set1_ps, _mm_loadu_ps, _mm_storeu_ps, _mm_mul_ps, _mm_add_ps
);

impl Square for F64x2 {
    type Element = f64;
    const SIDE: usize = 2;

    #[inline(always)]
    unsafe fn transpose(from: *const f64, from_stride: usize, to: *mut f64, to_stride: usize) {
        // SAFETY: SSE2 is part of x86-64; the caller vouches for both blocks.
        unsafe {
            let (r0, r1) = (_mm_loadu_pd(from), _mm_loadu_pd(from.add(from_stride)));
            _mm_storeu_pd(to, _mm_unpacklo_pd(r0, r1));
            _mm_storeu_pd(to.add(to_stride), _mm_unpackhi_pd(r0, r1));
        }
    }
}

impl Square for F32x4 {
    type Element = f32;
    const SIDE: usize = 4;

    #[inline(always)]
    unsafe fn transpose(from: *const f32, from_stride: usize, to: *mut f32, to_stride: usize) {
        // SAFETY: SSE2 is part of x86-64; the caller vouches for both blocks.
        unsafe {
            let row = |i: usize| _mm_loadu_ps(from.add(i * from_stride));
            let (mut r0, mut r1, mut r2, mut r3) = (row(0), row(1), row(2), row(3));
            _MM_TRANSPOSE4_PS(&mut r0, &mut r1, &mut r2, &mut r3);
            for (j, column) in [r0, r1, r2, r3].into_iter().enumerate() {
                _mm_storeu_ps(to.add(j * to_stride), column);
            }
        }
    }
}
