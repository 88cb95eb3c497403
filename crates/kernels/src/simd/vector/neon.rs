//! NEON: 128-bit registers, on every AArch64.

use core::arch::aarch64::*;

use super::{Vector, vector};

vector!(
    /// Two doubles.
    F64x2(float64x2_t) of f64, 2:
    vdupq_n_f64, vld1q_f64, vst1q_f64, vmulq_f64, vaddq_f64
);

vector!(
    /// Four singles.
    F32x4(float32x4_t) of f32, 4:
    vdupq_n_f32, vld1q_f32, vst1q_f32, vmulq_f32, vaddq_f32
);
