//! SSE2: 6 x 4 (f64) and 6 x 8 (f32), 12 of 16 registers hold sums.

use super::body::Sums;
use super::kernel;
use crate::simd::vector::sse2;

impl Sums for sse2::F64x2 {}
impl Sums for sse2::F32x4 {}

kernel!(F64: f64 = sse2::F64x2, square sse2::F64x2, vectors 2, mr 6, rows 1 2 3 4 5 6);
kernel!(F32: f32 = sse2::F32x4, square sse2::F32x4, vectors 2, mr 6, rows 1 2 3 4 5 6);
