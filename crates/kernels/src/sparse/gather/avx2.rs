//! The kernels for AVX2.

use super::kernel::kernels;
use crate::simd::vector::avx2::{F32x8, F64x4};

kernels!(
    #[target_feature(enable = "avx2")]
    F64: f64 = F64x4, narrower Some(&super::sse3::F64)
);

kernels!(
    #[target_feature(enable = "avx2")]
    F32: f32 = F32x8, narrower Some(&super::sse3::F32)
);
