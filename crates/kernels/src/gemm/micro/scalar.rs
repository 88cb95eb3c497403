//! No vectors: 4 x 4.

use super::kernel;

kernel!(F64: f64 = f64, square f64, vectors 4, mr 4, rows 1 2 3 4);
kernel!(F32: f32 = f32, square f32, vectors 4, mr 4, rows 1 2 3 4);
