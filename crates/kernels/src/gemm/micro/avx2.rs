//! AVX2: 6 x 8 (f64) and 6 x 16 (f32), 12 of 16 registers hold sums.

use super::kernel;
use crate::simd::vector::{avx2, sse2};

kernel!(
    #[target_feature(enable = "avx2")]
    F64: f64 = avx2::F64x4, square avx2::F64x4, vectors 2, mr 6, rows 1 2 3 4 5 6
);

kernel!(
    #[target_feature(enable = "avx2")]
    F32: f32 = avx2::F32x8, square sse2::F32x4, vectors 2, mr 6, rows 1 2 3 4 5 6
);
