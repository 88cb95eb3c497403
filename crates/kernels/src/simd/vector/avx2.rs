//! AVX2: 256-bit registers.

use core::arch::x86_64::*;

use super::{Square, Vector, vector};

vector!(
    /// Four doubles.
    F64x4(__m256d) of f64, 4:
    _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_mul_pd, _mm256_add_pd
);

vector!(
    /// Eight singles.
    F32x8(__m256) of f32, 8:
    _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_mul_ps, _mm256_add_ps
);

impl Square for F64x4 {
    type Element = f64;
    const SIDE: usize = 4;

    #[inline(always)]
    unsafe fn transpose(from: *const f64, from_stride: usize, to: *mut f64, to_stride: usize) {
        // SAFETY: the caller vouches for AVX2 and for both blocks.
        unsafe {
            let r0 = _mm256_loadu_pd(from);
            let r1 = _mm256_loadu_pd(from.add(from_stride));
            let r2 = _mm256_loadu_pd(from.add(2 * from_stride));
            let r3 = _mm256_loadu_pd(from.add(3 * from_stride));
            let (even01, odd01) = (_mm256_unpacklo_pd(r0, r1), _mm256_unpackhi_pd(r0, r1));
            let (even23, odd23) = (_mm256_unpacklo_pd(r2, r3), _mm256_unpackhi_pd(r2, r3));
            _mm256_storeu_pd(to, _mm256_permute2f128_pd::<0x20>(even01, even23));
            _mm256_storeu_pd(
                to.add(to_stride),
                _mm256_permute2f128_pd::<0x20>(odd01, odd23),
            );
            _mm256_storeu_pd(
                to.add(2 * to_stride),
                _mm256_permute2f128_pd::<0x31>(even01, even23),
            );
            _mm256_storeu_pd(
                to.add(3 * to_stride),
                _mm256_permute2f128_pd::<0x31>(odd01, odd23),
            );
        }
    }
}
