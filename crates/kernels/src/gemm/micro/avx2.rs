//! AVX2: 6 x 8 (f64) and 6 x 16 (f32), and 4 x 12 and 4 x 24 for the last columns of a product;
//! 12 of 16 registers hold sums.

use core::arch::asm;

use super::Ahead;
use super::assembly::*;
use super::body::{Sums, plain_sum};
use super::kernel;
use crate::simd::vector::{Vector, avx2, sse2};

/// The functions for tiles of three registers across, one to four rows.
macro_rules! broad {
    ($instructions:tt, $size:literal) => {
        pub mod broad {
            use super::*;
            ways!(one one_row none, $instructions, $size, ["32"], [], [(0 "{a}" s0 t0 u0)]);
            ways!(two two_rows none, $instructions, $size, ["32"], [],
                [(0 "{a}" s0 t0 u0) (1 "{a} + {lda}" s1 t1 u1)]);
            ways!(three three_rows none, $instructions, $size, ["32"], [],
                [(0 "{a}" s0 t0 u0) (1 "{a} + {lda}" s1 t1 u1) (2 "{a} + 2*{lda}" s2 t2 u2)]);
            ways!(four four_rows none, $instructions, $size, ["32"], [],
                [(0 "{a}" s0 t0 u0) (1 "{a} + {lda}" s1 t1 u1) (2 "{a} + 2*{lda}" s2 t2 u2) (3 "{far}" s3 t3 u3)]);
        }
    };
}

mod double {
    use super::*;
    six_rows!([avx2::F64x4: "avx2" ymm_reg vex "vmovupd" "vbroadcastsd" "" "vmulpd" "vaddpd" "8"], "8", "32" "64");
    broad!([avx2::F64x4: "avx2" ymm_reg vex "vmovupd" "vbroadcastsd" "" "vmulpd" "vaddpd" "8"], "8");
    sums!(avx2::F64x4, 3 broad: 1 one one_row, 2 two two_rows, 3 three three_rows, 4 four four_rows;);
}

mod single {
    use super::*;
    six_rows!([avx2::F32x8: "avx2" ymm_reg vex "vmovups" "vbroadcastss" "" "vmulps" "vaddps" "4"], "4", "32" "64");
    broad!([avx2::F32x8: "avx2" ymm_reg vex "vmovups" "vbroadcastss" "" "vmulps" "vaddps" "4"], "4");
    sums!(avx2::F32x8, 3 broad: 1 one one_row, 2 two two_rows, 3 three three_rows, 4 four four_rows;);
}

kernel!(
    #[target_feature(enable = "avx2")]
    F64: f64 = avx2::F64x4, square avx2::F64x4, vectors 2, mr 6, rows 1 2 3 4 5 6, broad BROAD_F64
);

kernel!(
    #[target_feature(enable = "avx2")]
    F32: f32 = avx2::F32x8, square sse2::F32x4, vectors 2, mr 6, rows 1 2 3 4 5 6, broad BROAD_F32
);

kernel!(
    #[target_feature(enable = "avx2")]
    BROAD_F64: f64 = avx2::F64x4, square avx2::F64x4, vectors 3, mr 4, rows 1 2 3 4
);

kernel!(
    #[target_feature(enable = "avx2")]
    BROAD_F32: f32 = avx2::F32x8, square sse2::F32x4, vectors 3, mr 4, rows 1 2 3 4
);
