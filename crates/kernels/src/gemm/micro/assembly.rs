//! The inner loops of x86's micro-kernels, in assembly.
//!
//! With two registers for B, one for a_ip and one for a product, all 16 are taken, and LLVM's
//! scheduler, which moves loads up, spills some of the sums to memory in every turn. That costs a
//! quarter of the speed. The instructions are those of `body::step`, in its order.
//!
//! A step finds a_ip at an address of two parts: where row i begins, and how far p is from there.
//! Packed A (`lanes`) has rows beside each other and `lda` between steps; A in its rows has `lda`
//! between rows, and steps beside each other.
//!
//! The macros below take what a set is called and how it computes: `vex` instructions name their
//! result, of `legacy` ones it takes the place of the first operand.

/// What a row does with a_ip in every lane of {x}; a third register of B comes from its address.
macro_rules! row {
    (vex $mul:literal $add:literal $b:literal; $left:ident) => {
        concat!(
            $mul, " {y}, {x}, {b0}\n",
            sum!(vex $add, $left, "{y}"),
        )
    };
    (vex $mul:literal $add:literal $b:literal; $left:ident $right:ident) => {
        concat!(
            $mul, " {y}, {x}, {b0}\n",
            $mul, " {x}, {x}, {b1}\n",
            sum!(vex $add, $left, "{y}"),
            sum!(vex $add, $right, "{x}"),
        )
    };
    (vex $mul:literal $add:literal $b:literal; $left:ident $right:ident $third:ident) => {
        concat!(
            $mul, " {y}, {x}, {b0}\n",
            sum!(vex $add, $left, "{y}"),
            $mul, " {y}, {x}, {b1}\n",
            $mul, " {x}, {x}, [", $b, " + 64]\n",
            sum!(vex $add, $right, "{y}"),
            sum!(vex $add, $third, "{x}"),
        )
    };
    (legacy $mul:literal $add:literal $b:literal; $left:ident) => {
        concat!(
            $mul, " {x}, {b0}\n",
            sum!(legacy $add, $left, "{x}"),
        )
    };
    (legacy $mul:literal $add:literal $b:literal; $left:ident $right:ident) => {
        concat!(
            "movaps {y}, {x}\n",
            $mul, " {y}, {b0}\n",
            $mul, " {x}, {b1}\n",
            sum!(legacy $add, $left, "{y}"),
            sum!(legacy $add, $right, "{x}"),
        )
    };
}

/// A product is added to its sum.
macro_rules! sum {
    (vex $add:literal, $sum:ident, $product:literal) => {
        concat!(
            $add,
            " {",
            stringify!($sum),
            "}, {",
            stringify!($sum),
            "}, ",
            $product,
            "\n"
        )
    };
    (legacy $add:literal, $sum:ident, $product:literal) => {
        concat!($add, " {", stringify!($sum), "}, ", $product, "\n")
    };
}

/// A function for the rows listed: sums_ij += Σ_p a_ip b_pj, p < k.
///
/// The strings say where A is: by how many numbers the next row and the next step are further, the
/// registers to add for steps 0 to 3, and how to go on after four steps and after one. `far` is
/// `3 * lda` (beside packed A) or the fourth row (of A in its rows). Where B is copied, `copy` tells
/// how many bytes of it a step has.
macro_rules! steps {
    (
        $name:ident,
        [
            $vector:ty: $set:literal $class:ident $style:ident
            $load:literal $spread:literal $fill:literal $mul:literal $add:literal $size:literal
        ],
        across [$($second:literal)?], copy [$($bytes:literal)?], options [$($option:ident)+],
        row $row_offset:literal step $step_offset:literal $steps:tt,
        then $four:expr, $four_far:expr, $one:expr, $one_far:expr,
        far $far:expr, ahead $more_ahead:literal;
        [$(($row:tt $start:literal $left:ident $($right:ident $($third:ident)?)?))+]
    ) => {
        /// # Safety
        ///
        /// The machine has the set; A is as the macro's caller says, `b` holds k rows of as many
        /// registers as the sums have, `ldb` apart, and `copy` has room for them, if it is written.
        #[inline]
        #[target_feature(enable = $set)]
        pub unsafe fn $name<const ROWS: usize, const VECTORS: usize>(
            k: usize,
            a: *const <$vector as Vector>::Element,
            lda: usize,
            b: *const <$vector as Vector>::Element,
            ldb: usize,
            copy: *mut <$vector as Vector>::Element,
            ahead: Ahead<<$vector as Vector>::Element>,
            sums: &mut [[$vector; VECTORS]; ROWS],
        ) {
            const BYTES: usize = size_of::<<$vector as Vector>::Element>();
            let far: fn(*const u8, usize) -> usize = $far;
            let _ = copy;
            // One step: p is $p, its B at the address $b, its A $more after the start of each row.
            macro_rules! step {
                ($p:literal, $b:literal, $more:literal) => {
                    concat!(
                        $load, " {b0}, [", $b, "]\n",
                        $($load, " {b1}, [", $b, " + ", $second, "]\n",)?
                        $(
                            $load, " [{copy} + ", $bytes, "*", $p, "], {b0}\n",
                            $load, " [{copy} + ", $bytes, "*", $p, " + ", $bytes, "/2], {b1}\n",
                        )?
                        $(
                            $spread, " {x}, [", $start, $more,
                            " + ", $size, "*(", $row_offset, "*", stringify!($row), " + ", $step_offset, "*", $p, ")]\n",
                            $fill,
                            row!($style $mul $add $b; $left $($right $($third)?)?),
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
            // allows, and writes nothing but the copy of B, for which there is room.
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
                    $(concat!("add {copy}, 4*", $bytes),)?
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
                    $(concat!("add {copy}, ", $bytes),)?
                    "dec {ones}",
                    "jnz 4b",
                    "5:",
                    "/* {lda} {far} {b1} {y} */",
                    a = inout(reg) a => _,
                    lda = in(reg) lda * BYTES,
                    far = inout(reg) far(a.cast(), lda * BYTES) => _,
                    b = inout(reg) b => _,
                    ldb = in(reg) ldb * BYTES,
                    ldb3 = in(reg) 3 * ldb * BYTES,
                    $(copy = inout(reg) { let _ = $bytes; copy } => _,)?
                    fours = inout(reg) k / 4 => _,
                    ones = inout(reg) k % 4 => _,
                    at = inout(reg) ahead.at => _,
                    stride = in(reg) ahead.step * BYTES,
                    b0 = out($class) _,
                    b1 = out($class) _,
                    x = out($class) _,
                    y = out($class) _,
                    $(
                        $left = inout($class) sums[$row][0].0,
                        $(
                            $right = inout($class) sums[$row][1].0,
                            $($third = inout($class) sums[$row][2].0,)?
                        )?
                    )+
                    options($($option),+),
                );
            }
        }
    };
}

/// [`steps`] with packed A.
macro_rules! lanes {
    (
        $name:ident, $instructions:tt, $across:tt, $copy:tt, $options:tt,
        [$(($row:tt $start:literal $($sum:ident)+))+]
    ) => {
        steps!(
            $name, $instructions, across $across, copy $copy, options $options,
            row "1" step "0" ["" " + {lda}" " + 2*{lda}" " + {far}"],
            then "lea {a}, [{a} + 4*{lda}]", "", "add {a}, {lda}", "",
            far |_, lda| 3 * lda, ahead "";
            [$(($row "{a}" $($sum)+))+]
        );
    };
}

/// [`steps`] with A in its rows; `$size` is that of a number.
macro_rules! rows {
    ($name:ident, $instructions:tt, $size:literal, $across:tt, $rows:tt) => {
        steps!(
            $name, $instructions, across $across, copy [], options [nostack readonly],
            row "0" step "1" ["" "" "" ""],
            then concat!("add {a}, 4*", $size), concat!("add {far}, 4*", $size),
            concat!("add {a}, ", $size), concat!("add {far}, ", $size),
            far |a, lda| a as usize + 3 * lda,
            ahead "prefetcht0 [{at} + {lda}]\nprefetcht0 [{at} + 2*{lda}]";
            $rows
        );
    };
}

/// The functions for some rows: packed A, A in its rows, and packed A where B is copied.
macro_rules! ways {
    ($lanes:ident $rows:ident $copying:ident, $instructions:tt, $size:literal, $across:tt, [], $listed:tt) => {
        lanes!($lanes, $instructions, $across, [], [nostack readonly], $listed);
        rows!($rows, $instructions, $size, $across, $listed);
    };
    ($lanes:ident $rows:ident $copying:ident, $instructions:tt, $size:literal, $across:tt, [$bytes:literal], $listed:tt) => {
        ways!($lanes $rows $copying, $instructions, $size, $across, [], $listed);
        lanes!($copying, $instructions, $across, [$bytes], [nostack], $listed);
    };
}

/// The functions of one number type for tiles of one and two registers across, one to six rows.
macro_rules! six_rows {
    ($instructions:tt, $size:literal, $second:literal $bytes:literal) => {
        pub mod wide {
            use super::*;
            six_rows!(@all $instructions, $size, [$second], [$bytes]:
                (s0 t0) (s1 t1) (s2 t2) (s3 t3) (s4 t4) (s5 t5));
        }
        pub mod narrow {
            use super::*;
            six_rows!(@all $instructions, $size, [], []: (s0) (s1) (s2) (s3) (s4) (s5));
        }
    };
    (
        @all $instructions:tt, $size:literal, $across:tt, [$($bytes:literal)?]:
        ($($s0:ident)+) ($($s1:ident)+) ($($s2:ident)+) ($($s3:ident)+) ($($s4:ident)+) ($($s5:ident)+)
    ) => {
        ways!(one one_row one_copying, $instructions, $size, $across, [$($bytes)?],
            [(0 "{a}" $($s0)+)]);
        ways!(two two_rows two_copying, $instructions, $size, $across, [$($bytes)?],
            [(0 "{a}" $($s0)+) (1 "{a} + {lda}" $($s1)+)]);
        ways!(three three_rows three_copying, $instructions, $size, $across, [$($bytes)?],
            [(0 "{a}" $($s0)+) (1 "{a} + {lda}" $($s1)+) (2 "{a} + 2*{lda}" $($s2)+)]);
        ways!(four four_rows four_copying, $instructions, $size, $across, [$($bytes)?],
            [(0 "{a}" $($s0)+) (1 "{a} + {lda}" $($s1)+) (2 "{a} + 2*{lda}" $($s2)+) (3 "{far}" $($s3)+)]);
        ways!(five five_rows five_copying, $instructions, $size, $across, [$($bytes)?],
            [(0 "{a}" $($s0)+) (1 "{a} + {lda}" $($s1)+) (2 "{a} + 2*{lda}" $($s2)+) (3 "{far}" $($s3)+)
            (4 "{far} + {lda}" $($s4)+)]);
        ways!(six six_rows six_copying, $instructions, $size, $across, [$($bytes)?],
            [(0 "{a}" $($s0)+) (1 "{a} + {lda}" $($s1)+) (2 "{a} + 2*{lda}" $($s2)+) (3 "{far}" $($s3)+)
            (4 "{far} + {lda}" $($s4)+) (5 "{far} + 2*{lda}" $($s5)+)]);
    };
}

/// `Sums` for a vector: one of the functions of `six_rows`, or of those named, chosen when it is compiled.
macro_rules! sums {
    ($vector:ty $(, $($more:tt)+)?) => {
        impl Sums for $vector {
            choose! {
                1 narrow: 1 one one_row, 2 two two_rows, 3 three three_rows, 4 four four_rows,
                    5 five five_rows, 6 six six_rows;
                2 wide: 1 one one_row one_copying, 2 two two_rows two_copying, 3 three three_rows three_copying,
                    4 four four_rows four_copying, 5 five five_rows five_copying, 6 six six_rows six_copying;
                $($($more)+)?
            }
        }
    };
}

/// `Sums::sum`, for [`sums`].
macro_rules! choose {
    ($($columns:literal $module:ident: $($count:literal $lanes:ident $rows:ident $($copying:ident)?),+;)+) => {
        #[inline(always)]
        unsafe fn sum<const ROWS: usize, const VECTORS: usize, const IN_ROWS: bool, const COPY: bool>(
            k: usize,
            a: *const Self::Element,
            lda: usize,
            b: *const Self::Element,
            ldb: usize,
            copy: *mut Self::Element,
            ahead: Ahead<Self::Element>,
            sums: &mut [[Self; VECTORS]; ROWS],
        ) {
            // SAFETY: the caller's promise, handed on.
            unsafe {
                match (VECTORS, ROWS, IN_ROWS, COPY) {
                    $($(
                        ($columns, $count, false, false) => $module::$lanes(k, a, lda, b, ldb, copy, ahead, sums),
                        ($columns, $count, true, false) => $module::$rows(k, a, lda, b, ldb, copy, ahead, sums),
                        $(($columns, $count, false, true) => $module::$copying(k, a, lda, b, ldb, copy, ahead, sums),)?
                    )+)+
                    _ => plain_sum::<Self, ROWS, VECTORS, IN_ROWS, COPY>(k, a, lda, b, ldb, copy, ahead, sums),
                }
            }
        }
    };
}

pub(super) use {choose, lanes, row, rows, six_rows, steps, sum, sums, ways};
