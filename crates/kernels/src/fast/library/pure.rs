//! The `gemm` crate: Rust with fused multiply-add where the processor has it.

/// The crate's name.
pub fn name() -> String {
    "gemm".to_owned()
}

macro_rules! pure {
    ($t:ident) => {
        pub mod $t {
            use gemm::{Parallelism, gemm};

            use crate::fast::library::View;

            /// Columns of a Gram matrix that are made at once: what is below the diagonal is wasted.
            const STRIP: usize = 32;

            /// As [`crate::fast::library::Dense::multiply`].
            ///
            /// # Safety
            ///
            /// As there.
            pub unsafe fn multiply(
                (m, n, k): (usize, usize, usize),
                alpha: $t,
                a: View<$t>,
                b: View<$t>,
                beta: $t,
                c: *mut $t,
                stride: usize,
            ) {
                // That crate writes dst = α dst + β lhs rhs, and takes column strides first.
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    gemm(
                        m,
                        n,
                        k,
                        c,
                        1,
                        stride as isize,
                        beta != 0.0,
                        a.start,
                        a.col as isize,
                        a.row as isize,
                        b.start,
                        b.col as isize,
                        b.row as isize,
                        beta,
                        alpha,
                        false,
                        false,
                        false,
                        Parallelism::None,
                    );
                }
            }

            /// As [`crate::fast::library::Dense::multiply_by_own`]: strips of columns down to the diagonal.
            ///
            /// # Safety
            ///
            /// As there.
            pub unsafe fn multiply_by_own(
                n: usize,
                k: usize,
                alpha: $t,
                a: View<$t>,
                c: *mut $t,
                stride: usize,
            ) {
                for left in (0..n).step_by(STRIP) {
                    let right = n.min(left + STRIP);
                    // SAFETY: the caller's promise; left < right <= n.
                    unsafe {
                        let strip = a.at(left, 0).transposed();
                        multiply(
                            (right, right - left, k),
                            alpha,
                            a,
                            strip,
                            0.0,
                            c.add(left),
                            stride,
                        );
                    }
                }
            }
        }
    };
}

pure!(f64);
pure!(f32);
