//! AVX-512: 512-bit registers. Blocks are transposed by the types of AVX2 and SSE2.

use core::arch::x86_64::*;

use super::{Vector, vector};

vector!(
    /// Eight doubles.
    F64x8(__m512d) of f64, 8:
    _mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_mul_pd, _mm512_add_pd
);

vector!(
    /// Sixteen singles.
    F32x16(__m512) of f32, 16:
    _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_mul_ps, _mm512_add_ps
);
