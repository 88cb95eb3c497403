//! A BLAS through its C interface: OpenBLAS, linked statically, or macOS' Accelerate.
//!
//! Products are split over deepmf's own threads, each part one call. So OpenBLAS computes on the
//! calling thread only: no second pool, nothing to do at a fork or at the end of the process.

use core::ffi::c_int;

const ROW_MAJOR: c_int = 101;
const NO_TRANSPOSE: c_int = 111;
const TRANSPOSE: c_int = 112;
const UPPER: c_int = 121;

/// `openblas` and its version, or `accelerate`.
#[cfg(deepmf_blas = "openblas")]
pub fn name() -> String {
    // SAFETY: OpenBLAS returns a static string that ends with a zero.
    let config = unsafe { core::ffi::CStr::from_ptr(openblas_get_config()) }.to_string_lossy();
    let version = config.split_whitespace().nth(1).unwrap_or_default();
    format!("openblas {version}").trim_end().to_owned()
}

/// `openblas` and its version, or `accelerate`.
#[cfg(deepmf_blas = "accelerate")]
pub fn name() -> String {
    "accelerate".to_owned()
}

/// Where OpenBLAS was built with threads, it has one from now on.
#[cfg(deepmf_blas = "openblas")]
fn on_this_thread() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    // SAFETY: a count of one is always possible.
    ONCE.call_once(|| unsafe { openblas_set_num_threads(1) });
}

#[cfg(deepmf_blas = "accelerate")]
fn on_this_thread() {}

#[cfg(deepmf_blas = "openblas")]
unsafe extern "C" {
    fn openblas_get_config() -> *const core::ffi::c_char;
    fn openblas_set_num_threads(count: c_int);
}

macro_rules! cblas {
    ($t:ident, $gemm:ident, $syrk:ident) => {
        pub mod $t {
            use core::ffi::c_int;

            use super::{NO_TRANSPOSE, ROW_MAJOR, TRANSPOSE, UPPER, on_this_thread};
            use crate::fast::library::View;

            unsafe extern "C" {
                fn $gemm(
                    order: c_int,
                    trans_a: c_int,
                    trans_b: c_int,
                    m: c_int,
                    n: c_int,
                    k: c_int,
                    alpha: $t,
                    a: *const $t,
                    lda: c_int,
                    b: *const $t,
                    ldb: c_int,
                    beta: $t,
                    c: *mut $t,
                    ldc: c_int,
                );
                fn $syrk(
                    order: c_int,
                    triangle: c_int,
                    trans: c_int,
                    n: c_int,
                    k: c_int,
                    alpha: $t,
                    a: *const $t,
                    lda: c_int,
                    beta: $t,
                    c: *mut $t,
                    ldc: c_int,
                );
            }

            /// How the library is told about op(X) with so many columns: its flag and the stride of
            /// what is stored, which must be no less than a row of that.
            fn stored(view: View<$t>, cols: usize) -> (c_int, c_int) {
                if view.col == 1 && view.row >= cols {
                    (NO_TRANSPOSE, view.row as c_int)
                } else {
                    (TRANSPOSE, view.col as c_int)
                }
            }

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
                on_this_thread();
                let ((trans_a, lda), (trans_b, ldb)) = (stored(a, k), stored(b, n));
                // SAFETY: the caller's promise; orders and strides fit.
                unsafe {
                    $gemm(
                        ROW_MAJOR,
                        trans_a,
                        trans_b,
                        m as c_int,
                        n as c_int,
                        k as c_int,
                        alpha,
                        a.start,
                        lda,
                        b.start,
                        ldb,
                        beta,
                        c,
                        stride as c_int,
                    );
                }
            }

            /// As [`crate::fast::library::Dense::multiply_by_own`].
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
                on_this_thread();
                let (trans, lda) = stored(a, k);
                // SAFETY: the caller's promise; orders and strides fit.
                unsafe {
                    $syrk(
                        ROW_MAJOR,
                        UPPER,
                        trans,
                        n as c_int,
                        k as c_int,
                        alpha,
                        a.start,
                        lda,
                        0.0,
                        c,
                        stride as c_int,
                    );
                }
            }
        }
    };
}

cblas!(f64, cblas_dgemm, cblas_dsyrk);
cblas!(f32, cblas_sgemm, cblas_ssyrk);
