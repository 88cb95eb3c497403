//! SSE3: 6 x 4 (f64) and 6 x 8 (f32), 12 of 16 registers hold sums.
//!
//! Of SSE3 it has the load that fills a register with one double; a single is loaded, then spread.

use core::arch::asm;

use super::Ahead;
use super::assembly::*;
use super::body::{Sums, plain_sum};
use super::kernel;
use crate::simd::vector::{Vector, sse2};

mod double {
    use super::*;
    six_rows!([sse2::F64x2: "sse3" xmm_reg legacy "movupd" "movddup" "" "mulpd" "addpd" "8"], "8", "16" "32");
    sums!(sse2::F64x2);
}

mod single {
    use super::*;
    six_rows!(
        [sse2::F32x4: "sse3" xmm_reg legacy "movups" "movss" "shufps {x}, {x}, 0\n" "mulps" "addps" "4"],
        "4", "16" "32"
    );
    sums!(sse2::F32x4);
}

kernel!(
    #[target_feature(enable = "sse3")]
    F64: f64 = sse2::F64x2, square sse2::F64x2, vectors 2, mr 6, rows 1 2 3 4 5 6
);

kernel!(
    #[target_feature(enable = "sse3")]
    F32: f32 = sse2::F32x4, square sse2::F32x4, vectors 2, mr 6, rows 1 2 3 4 5 6
);
