//! AVX2: 6 x 8 (f64) and 6 x 16 (f32), 12 of 16 registers hold sums.
//!
//! The loop over p is in assembly: with two registers for B, one for a_ip and
//! one for a product, all 16 are taken, and LLVM's scheduler, which moves loads
//! up, spills some of the sums to memory in every turn. That costs a quarter of
//! the speed. The instructions are those of `body::step`, in its order.

use core::arch::asm;

use super::body::{Sums, plain_sum};
use super::kernel;
use crate::simd::vector::{Vector, avx2, sse2};

/// A function for the rows listed: sums_ij += Σ_p a_ip b_pj, p < k.
///
/// The strings are the instructions and the bytes of a number.
macro_rules! steps {
    (
        $name:ident, $vector:ty, $load:literal $spread:literal $mul:literal $add:literal $size:literal:
        $(($row:tt $left:ident $right:ident))+
    ) => {
        /// # Safety
        ///
        /// The machine has AVX2; `a` holds k groups of 6, `b` k rows of two registers, `ldb` apart.
        #[inline]
        #[target_feature(enable = "avx2")]
        unsafe fn $name<const ROWS: usize, const VECTORS: usize>(
            k: usize,
            a: *const <$vector as Vector>::Element,
            b: *const <$vector as Vector>::Element,
            ldb: usize,
            sums: &mut [[$vector; VECTORS]; ROWS],
        ) {
            const BYTES: usize = size_of::<<$vector as Vector>::Element>();
            // One step: group $p of A after {a}, the row of B at the address $b.
            macro_rules! step {
                ($p:literal, $b:literal) => {
                    concat!(
                        $load, " {b0}, [", $b, "]\n",
                        $load, " {b1}, [", $b, " + 32]\n",
                        $(
                            $spread, " {x}, [{a} + ", $size, "*(6*", $p, "+", stringify!($row), ")]\n",
                            $mul, " {y}, {x}, {b0}\n",
                            $mul, " {x}, {x}, {b1}\n",
                            $add, " {", stringify!($left), "}, {", stringify!($left), "}, {y}\n",
                            $add, " {", stringify!($right), "}, {", stringify!($right), "}, {x}\n",
                        )+
                    )
                };
            }
            // SAFETY: it reads k groups and k rows, as the caller promises, and writes no memory.
            unsafe {
                asm!(
                    "test {fours}, {fours}",
                    "jz 3f",
                    ".p2align 5",
                    "2:",
                    step!("0", "{b}"),
                    step!("1", "{b} + {ldb}"),
                    step!("2", "{b} + 2*{ldb}"),
                    step!("3", "{b} + {ldb3}"),
                    concat!("add {a}, 4*6*", $size),
                    "lea {b}, [{b} + 4*{ldb}]",
                    "dec {fours}",
                    "jnz 2b",
                    "3:",
                    "test {ones}, {ones}",
                    "jz 5f",
                    "4:",
                    step!("0", "{b}"),
                    concat!("add {a}, 6*", $size),
                    "add {b}, {ldb}",
                    "dec {ones}",
                    "jnz 4b",
                    "5:",
                    a = inout(reg) a => _,
                    b = inout(reg) b => _,
                    ldb = in(reg) ldb * BYTES,
                    ldb3 = in(reg) 3 * ldb * BYTES,
                    fours = inout(reg) k / 4 => _,
                    ones = inout(reg) k % 4 => _,
                    b0 = out(ymm_reg) _,
                    b1 = out(ymm_reg) _,
                    x = out(ymm_reg) _,
                    y = out(ymm_reg) _,
                    $(
                        $left = inout(ymm_reg) sums[$row][0].0,
                        $right = inout(ymm_reg) sums[$row][1].0,
                    )+
                    options(nostack, readonly),
                );
            }
        }
    };
}

/// All the row counts of one number type.
macro_rules! sums {
    ($vector:ty: $($instruction:literal)+) => {
        steps!(one, $vector, $($instruction)+: (0 s0 t0));
        steps!(two, $vector, $($instruction)+: (0 s0 t0) (1 s1 t1));
        steps!(three, $vector, $($instruction)+: (0 s0 t0) (1 s1 t1) (2 s2 t2));
        steps!(four, $vector, $($instruction)+: (0 s0 t0) (1 s1 t1) (2 s2 t2) (3 s3 t3));
        steps!(five, $vector, $($instruction)+: (0 s0 t0) (1 s1 t1) (2 s2 t2) (3 s3 t3) (4 s4 t4));
        steps!(six, $vector, $($instruction)+: (0 s0 t0) (1 s1 t1) (2 s2 t2) (3 s3 t3) (4 s4 t4) (5 s5 t5));

        impl Sums for $vector {
            #[inline(always)]
            unsafe fn sum<const MR: usize, const ROWS: usize, const VECTORS: usize>(
                k: usize,
                a: *const Self::Element,
                b: *const Self::Element,
                ldb: usize,
                sums: &mut [[Self; VECTORS]; ROWS],
            ) {
                const { assert!(MR == 6 && VECTORS <= 2) };
                if VECTORS < 2 {
                    // Here LLVM has registers to spare.
                    // SAFETY: the caller's promise, handed on.
                    return unsafe { plain_sum::<Self, MR, ROWS, VECTORS>(k, a, b, ldb, sums) };
                }
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    match ROWS {
                        1 => one(k, a, b, ldb, sums),
                        2 => two(k, a, b, ldb, sums),
                        3 => three(k, a, b, ldb, sums),
                        4 => four(k, a, b, ldb, sums),
                        5 => five(k, a, b, ldb, sums),
                        _ => six(k, a, b, ldb, sums),
                    }
                }
            }
        }
    };
}

mod double {
    use super::*;
    sums!(avx2::F64x4: "vmovupd" "vbroadcastsd" "vmulpd" "vaddpd" "8");
}

mod single {
    use super::*;
    sums!(avx2::F32x8: "vmovups" "vbroadcastss" "vmulps" "vaddps" "4");
}

kernel!(
    #[target_feature(enable = "avx2")]
    F64: f64 = avx2::F64x4, square avx2::F64x4, vectors 2, mr 6, rows 1 2 3 4 5 6
);

kernel!(
    #[target_feature(enable = "avx2")]
    F32: f32 = avx2::F32x8, square sse2::F32x4, vectors 2, mr 6, rows 1 2 3 4 5 6
);
