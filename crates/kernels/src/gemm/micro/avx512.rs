//! AVX-512: 12 x 16 (f64) and 12 x 32 (f32), 24 of 32 registers hold sums.

use super::body::Sums;
use super::kernel;
use crate::simd::vector::{avx2, avx512, sse2};

impl Sums for avx512::F64x8 {}
impl Sums for avx512::F32x16 {}

kernel!(
    #[target_feature(enable = "avx512f,avx2")]
    F64: f64 = avx512::F64x8, square avx2::F64x4, vectors 2, mr 12, rows 1 2 3 4 5 6 7 8 9 10 11 12
);

kernel!(
    #[target_feature(enable = "avx512f,avx2")]
    F32: f32 = avx512::F32x16, square sse2::F32x4, vectors 2, mr 12, rows 1 2 3 4 5 6 7 8 9 10 11 12
);
