//! AVX2: 6 x 8 (f64) and 6 x 16 (f32), and 4 x 12 and 4 x 24 for the last columns of a product;
//! 12 of 16 registers hold sums.
//!
//! The loop over p is in assembly: with two registers for B, one for a_ip and
//! one for a product, all 16 are taken, and LLVM's scheduler, which moves loads
//! up, spills some of the sums to memory in every turn. That costs a quarter of
//! the speed. The instructions are those of `body::step`, in its order.
//!
//! A step finds a_ip at an address of two parts: where row i begins, and how far p is from there.
//! Packed A (`lanes`) has rows beside each other and `lda` between steps; A in its rows has `lda`
//! between rows, and steps beside each other.

use core::arch::asm;

use super::Ahead;
use super::body::Sums;
use super::kernel;
use crate::simd::vector::{Vector, avx2, sse2};

/// What a row does with a_ip in every lane of {x}; the third register of B comes from its address.
macro_rules! row {
    ($mul:literal $add:literal $b:literal; $left:ident) => {
        concat!(
            $mul,
            " {y}, {x}, {b0}\n",
            $add,
            " {",
            stringify!($left),
            "}, {",
            stringify!($left),
            "}, {y}\n",
        )
    };
    ($mul:literal $add:literal $b:literal; $left:ident $right:ident) => {
        concat!(
            $mul,
            " {y}, {x}, {b0}\n",
            $mul,
            " {x}, {x}, {b1}\n",
            $add,
            " {",
            stringify!($left),
            "}, {",
            stringify!($left),
            "}, {y}\n",
            $add,
            " {",
            stringify!($right),
            "}, {",
            stringify!($right),
            "}, {x}\n",
        )
    };
    ($mul:literal $add:literal $b:literal; $left:ident $right:ident $third:ident) => {
        concat!(
            $mul,
            " {y}, {x}, {b0}\n",
            $add,
            " {",
            stringify!($left),
            "}, {",
            stringify!($left),
            "}, {y}\n",
            $mul,
            " {y}, {x}, {b1}\n",
            $mul,
            " {x}, {x}, [",
            $b,
            " + 64]\n",
            $add,
            " {",
            stringify!($right),
            "}, {",
            stringify!($right),
            "}, {y}\n",
            $add,
            " {",
            stringify!($third),
            "}, {",
            stringify!($third),
            "}, {x}\n",
        )
    };
}

/// A function for the rows listed: sums_ij += Σ_p a_ip b_pj, p < k.
///
/// The strings say where A is: by how many numbers the next row and the next step are further, the
/// registers to add for steps 0 to 3, and how to go on after four steps and after one. `far` is
/// `3 * lda` (beside packed A) or the fourth row (of A in its rows).
macro_rules! steps {
    (
        $name:ident, $vector:ty, $load:literal $spread:literal $mul:literal $add:literal $size:literal,
        across $($second:literal)?,
        row $row_offset:literal step $step_offset:literal $steps:tt,
        then $four:expr, $four_far:expr, $one:expr, $one_far:expr,
        far $far:expr, ahead $more_ahead:literal;
        $(($row:tt $start:literal $left:ident $($right:ident $($third:ident)?)?))+
    ) => {
        /// # Safety
        ///
        /// The machine has AVX2; A is as the macro's caller says, `b` holds k rows of as many
        /// registers as the sums have, `ldb` apart.
        #[inline]
        #[target_feature(enable = "avx2")]
        pub unsafe fn $name<const ROWS: usize, const VECTORS: usize>(
            k: usize,
            a: *const <$vector as Vector>::Element,
            lda: usize,
            b: *const <$vector as Vector>::Element,
            ldb: usize,
            ahead: Ahead<<$vector as Vector>::Element>,
            sums: &mut [[$vector; VECTORS]; ROWS],
        ) {
            const BYTES: usize = size_of::<<$vector as Vector>::Element>();
            let far: fn(*const u8, usize) -> usize = $far;
            // One step: p is $p, its B at the address $b, its A $more after the start of each row.
            macro_rules! step {
                ($p:literal, $b:literal, $more:literal) => {
                    concat!(
                        $load, " {b0}, [", $b, "]\n",
                        $($load, " {b1}, [", $b, " + ", $second, "]\n",)?
                        $(
                            $spread, " {x}, [", $start, $more,
                            " + ", $size, "*(", $row_offset, "*", stringify!($row), " + ", $step_offset, "*", $p, ")]\n",
                            row!($mul $add $b; $left $($right $($third)?)?),
                        )+
                    )
                };
            }
            macro_rules! four_steps {
                ([$m0:literal $m1:literal $m2:literal $m3:literal]) => {
                    concat!(
                        step!("0", "{b}", $m0),
                        step!("1", "{b} + {ldb}", $m1),
                        step!("2", "{b} + 2*{ldb}", $m2),
                        step!("3", "{b} + {ldb3}", $m3),
                    )
                };
            }
            // SAFETY: it reads A and B as the caller promises, asks for lines, which any address
            // allows, and writes no memory.
            unsafe {
                asm!(
                    "test {fours}, {fours}",
                    "jz 3f",
                    ".p2align 5",
                    "2:",
                    "prefetcht0 [{at}]",
                    $more_ahead,
                    "add {at}, {stride}",
                    four_steps!($steps),
                    $four,
                    $four_far,
                    "lea {b}, [{b} + 4*{ldb}]",
                    "dec {fours}",
                    "jnz 2b",
                    "3:",
                    "test {ones}, {ones}",
                    "jz 5f",
                    "4:",
                    step!("0", "{b}", ""),
                    $one,
                    $one_far,
                    "add {b}, {ldb}",
                    "dec {ones}",
                    "jnz 4b",
                    "5:",
                    "/* {lda} {far} {b1} */",
                    a = inout(reg) a => _,
                    lda = in(reg) lda * BYTES,
                    far = inout(reg) far(a.cast(), lda * BYTES) => _,
                    b = inout(reg) b => _,
                    ldb = in(reg) ldb * BYTES,
                    ldb3 = in(reg) 3 * ldb * BYTES,
                    fours = inout(reg) k / 4 => _,
                    ones = inout(reg) k % 4 => _,
                    at = inout(reg) ahead.at => _,
                    stride = in(reg) ahead.step * BYTES,
                    b0 = out(ymm_reg) _,
                    b1 = out(ymm_reg) _,
                    x = out(ymm_reg) _,
                    y = out(ymm_reg) _,
                    $(
                        $left = inout(ymm_reg) sums[$row][0].0,
                        $(
                            $right = inout(ymm_reg) sums[$row][1].0,
                            $($third = inout(ymm_reg) sums[$row][2].0,)?
                        )?
                    )+
                    options(nostack, readonly),
                );
            }
        }
    };
}

/// Both ways of A for the rows listed.
macro_rules! both_ways {
    (
        $lanes:ident $rows:ident, $vector:ty, $load:literal $spread:literal $mul:literal $add:literal $size:literal,
        across $($second:literal)?:
        $(($row:tt $start:literal $left:ident $($right:ident $($third:ident)?)?))+
    ) => {
        steps!(
            $lanes, $vector, $load $spread $mul $add $size,
            across $($second)?,
            row "1" step "0" ["" " + {lda}" " + 2*{lda}" " + {far}"],
            then "lea {a}, [{a} + 4*{lda}]", "", "add {a}, {lda}", "",
            far |_, lda| 3 * lda, ahead "";
            $(($row "{a}" $left $($right $($third)?)?))+
        );
        steps!(
            $rows, $vector, $load $spread $mul $add $size,
            across $($second)?,
            row "0" step "1" ["" "" "" ""],
            then concat!("add {a}, 4*", $size), concat!("add {far}, 4*", $size),
            concat!("add {a}, ", $size), concat!("add {far}, ", $size),
            far |a, lda| a as usize + 3 * lda,
            ahead "prefetcht0 [{at} + {lda}]\nprefetcht0 [{at} + 2*{lda}]";
            $(($row $start $left $($right $($third)?)?))+
        );
    };
}

/// All the row counts of one number type, tiles of two registers across and of one.
macro_rules! sums {
    ($vector:ty: $($instruction:literal)+) => {
        mod wide {
            use super::*;
            both_ways!(one one_row, $vector, $($instruction)+, across "32": (0 "{a}" s0 t0));
            both_ways!(two two_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0) (1 "{a} + {lda}" s1 t1));
            both_ways!(three three_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0) (1 "{a} + {lda}" s1 t1) (2 "{a} + 2*{lda}" s2 t2));
            both_ways!(four four_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0) (1 "{a} + {lda}" s1 t1) (2 "{a} + 2*{lda}" s2 t2) (3 "{far}" s3 t3));
            both_ways!(five five_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0) (1 "{a} + {lda}" s1 t1) (2 "{a} + 2*{lda}" s2 t2) (3 "{far}" s3 t3)
                (4 "{far} + {lda}" s4 t4));
            both_ways!(six six_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0) (1 "{a} + {lda}" s1 t1) (2 "{a} + 2*{lda}" s2 t2) (3 "{far}" s3 t3)
                (4 "{far} + {lda}" s4 t4) (5 "{far} + 2*{lda}" s5 t5));
        }
        mod narrow {
            use super::*;
            both_ways!(one one_row, $vector, $($instruction)+, across: (0 "{a}" s0));
            both_ways!(two two_rows, $vector, $($instruction)+, across: (0 "{a}" s0) (1 "{a} + {lda}" s1));
            both_ways!(three three_rows, $vector, $($instruction)+, across:
                (0 "{a}" s0) (1 "{a} + {lda}" s1) (2 "{a} + 2*{lda}" s2));
            both_ways!(four four_rows, $vector, $($instruction)+, across:
                (0 "{a}" s0) (1 "{a} + {lda}" s1) (2 "{a} + 2*{lda}" s2) (3 "{far}" s3));
            both_ways!(five five_rows, $vector, $($instruction)+, across:
                (0 "{a}" s0) (1 "{a} + {lda}" s1) (2 "{a} + 2*{lda}" s2) (3 "{far}" s3)
                (4 "{far} + {lda}" s4));
            both_ways!(six six_rows, $vector, $($instruction)+, across:
                (0 "{a}" s0) (1 "{a} + {lda}" s1) (2 "{a} + 2*{lda}" s2) (3 "{far}" s3)
                (4 "{far} + {lda}" s4) (5 "{far} + 2*{lda}" s5));
        }
        mod broad {
            use super::*;
            both_ways!(one one_row, $vector, $($instruction)+, across "32": (0 "{a}" s0 t0 u0));
            both_ways!(two two_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0 u0) (1 "{a} + {lda}" s1 t1 u1));
            both_ways!(three three_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0 u0) (1 "{a} + {lda}" s1 t1 u1) (2 "{a} + 2*{lda}" s2 t2 u2));
            both_ways!(four four_rows, $vector, $($instruction)+, across "32":
                (0 "{a}" s0 t0 u0) (1 "{a} + {lda}" s1 t1 u1) (2 "{a} + 2*{lda}" s2 t2 u2)
                (3 "{far}" s3 t3 u3));
        }

        impl Sums for $vector {
            #[inline(always)]
            unsafe fn sum<const ROWS: usize, const VECTORS: usize, const IN_ROWS: bool>(
                k: usize,
                a: *const Self::Element,
                lda: usize,
                b: *const Self::Element,
                ldb: usize,
                ahead: Ahead<Self::Element>,
                sums: &mut [[Self; VECTORS]; ROWS],
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    match (VECTORS, ROWS, IN_ROWS) {
                        (1, 1, false) => narrow::one(k, a, lda, b, ldb, ahead, sums),
                        (1, 1, true) => narrow::one_row(k, a, lda, b, ldb, ahead, sums),
                        (1, 2, false) => narrow::two(k, a, lda, b, ldb, ahead, sums),
                        (1, 2, true) => narrow::two_rows(k, a, lda, b, ldb, ahead, sums),
                        (1, 3, false) => narrow::three(k, a, lda, b, ldb, ahead, sums),
                        (1, 3, true) => narrow::three_rows(k, a, lda, b, ldb, ahead, sums),
                        (1, 4, false) => narrow::four(k, a, lda, b, ldb, ahead, sums),
                        (1, 4, true) => narrow::four_rows(k, a, lda, b, ldb, ahead, sums),
                        (1, 5, false) => narrow::five(k, a, lda, b, ldb, ahead, sums),
                        (1, 5, true) => narrow::five_rows(k, a, lda, b, ldb, ahead, sums),
                        (1, 6, false) => narrow::six(k, a, lda, b, ldb, ahead, sums),
                        (1, 6, true) => narrow::six_rows(k, a, lda, b, ldb, ahead, sums),
                        (2, 1, false) => wide::one(k, a, lda, b, ldb, ahead, sums),
                        (2, 1, true) => wide::one_row(k, a, lda, b, ldb, ahead, sums),
                        (2, 2, false) => wide::two(k, a, lda, b, ldb, ahead, sums),
                        (2, 2, true) => wide::two_rows(k, a, lda, b, ldb, ahead, sums),
                        (2, 3, false) => wide::three(k, a, lda, b, ldb, ahead, sums),
                        (2, 3, true) => wide::three_rows(k, a, lda, b, ldb, ahead, sums),
                        (2, 4, false) => wide::four(k, a, lda, b, ldb, ahead, sums),
                        (2, 4, true) => wide::four_rows(k, a, lda, b, ldb, ahead, sums),
                        (2, 5, false) => wide::five(k, a, lda, b, ldb, ahead, sums),
                        (2, 5, true) => wide::five_rows(k, a, lda, b, ldb, ahead, sums),
                        (2, 6, false) => wide::six(k, a, lda, b, ldb, ahead, sums),
                        (2, 6, true) => wide::six_rows(k, a, lda, b, ldb, ahead, sums),
                        (3, 1, false) => broad::one(k, a, lda, b, ldb, ahead, sums),
                        (3, 1, true) => broad::one_row(k, a, lda, b, ldb, ahead, sums),
                        (3, 2, false) => broad::two(k, a, lda, b, ldb, ahead, sums),
                        (3, 2, true) => broad::two_rows(k, a, lda, b, ldb, ahead, sums),
                        (3, 3, false) => broad::three(k, a, lda, b, ldb, ahead, sums),
                        (3, 3, true) => broad::three_rows(k, a, lda, b, ldb, ahead, sums),
                        (3, 4, false) => broad::four(k, a, lda, b, ldb, ahead, sums),
                        (3, 4, true) => broad::four_rows(k, a, lda, b, ldb, ahead, sums),
                        _ => unreachable!("no kernel has such tiles"),
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
