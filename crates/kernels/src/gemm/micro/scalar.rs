//! No vectors: 4 x 4.

use super::body::Sums;
use super::kernel;

impl Sums for f64 {}
impl Sums for f32 {}

kernel!(F64: f64 = f64, square f64, vectors 4, mr 4, rows 1 2 3 4);
kernel!(F32: f32 = f32, square f32, vectors 4, mr 4, rows 1 2 3 4);
