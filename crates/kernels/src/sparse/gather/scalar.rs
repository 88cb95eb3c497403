//! The kernels without vectors.

use super::kernel::kernels;

kernels!(F64: f64 = f64, narrower None);
kernels!(F32: f32 = f32, narrower None);
