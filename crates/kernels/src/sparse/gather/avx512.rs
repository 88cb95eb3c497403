//! The kernels for AVX512.

use super::kernel::kernels;
use crate::simd::vector::avx512::{F32x16, F64x8};

kernels!(
    #[target_feature(enable = "avx512f,avx2")]
    F64: f64 = F64x8, narrower Some(&super::avx2::F64)
);

kernels!(
    #[target_feature(enable = "avx512f,avx2")]
    F32: f32 = F32x16, narrower Some(&super::avx2::F32)
);
