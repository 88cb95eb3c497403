//! The kernels for SSE3.

use super::kernel::kernels;
use crate::simd::vector::sse2::{F32x4, F64x2};

kernels!(F64: f64 = F64x2, narrower Some(&super::scalar::F64));
kernels!(F32: f32 = F32x4, narrower Some(&super::scalar::F32));
