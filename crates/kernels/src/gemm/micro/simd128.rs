//! WASM's vectors: 4 x 4 (f64) and 4 x 8 (f32); engines keep 8 sums in registers, not 12.

use super::body::Sums;
use super::kernel;
use crate::simd::vector::simd128;

impl Sums for simd128::F64x2 {}
impl Sums for simd128::F32x4 {}

kernel!(F64: f64 = simd128::F64x2, square simd128::F64x2, vectors 2, mr 4, rows 1 2 3 4);
kernel!(F32: f32 = simd128::F32x4, square simd128::F32x4, vectors 2, mr 4, rows 1 2 3 4);
