//! NEON: 6 x 8 (f64) and 6 x 16 (f32), 24 of 32 registers hold sums.

use super::body::Sums;
use super::kernel;
use crate::simd::vector::neon;

impl Sums for neon::F64x2 {}
impl Sums for neon::F32x4 {}

kernel!(F64: f64 = neon::F64x2, square f64, vectors 4, mr 6, rows 1 2 3 4 5 6);
kernel!(F32: f32 = neon::F32x4, square f32, vectors 4, mr 6, rows 1 2 3 4 5 6);
