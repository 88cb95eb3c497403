//! A BLAS through its C interface: OpenBLAS, linked statically, or macOS' Accelerate.
//!
//! Products are split over deepmf's own threads, each part one call, and OpenBLAS computes on the
//! calling thread only.

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

/// What a call holds while it runs: nothing, or the only right to call.
type Turn = Option<std::sync::MutexGuard<'static, ()>>;

/// Where OpenBLAS was built with threads it has one from now on, and any thread may call it at any time.
/// A build without threads hands its buffers out without a lock: two calls at once would share one and
/// give wrong numbers, so there one call waits for the other.
#[cfg(deepmf_blas = "openblas")]
fn turn() -> Turn {
    static HAS_LOCKS: std::sync::OnceLock<bool> = std::sync::OnceLock::new();
    static CALLS: std::sync::Mutex<()> = std::sync::Mutex::new(());
    // SAFETY: a question, and a count of one, which is always possible.
    let has_locks = *HAS_LOCKS.get_or_init(|| unsafe {
        openblas_set_num_threads(1);
        openblas_get_parallel() != 0
    });
    // The mutex guards no data, so a panic elsewhere leaves nothing half done.
    (!has_locks).then(|| {
        CALLS
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    })
}

#[cfg(deepmf_blas = "accelerate")]
fn turn() -> Turn {
    None
}

#[cfg(deepmf_blas = "openblas")]
unsafe extern "C" {
    fn openblas_get_config() -> *const core::ffi::c_char;
    fn openblas_get_parallel() -> c_int;
    fn openblas_set_num_threads(count: c_int);
}

macro_rules! cblas {
    ($t:ident, $gemm:ident, $syrk:ident) => {
        pub mod $t {
            use core::ffi::c_int;

            use super::{NO_TRANSPOSE, ROW_MAJOR, TRANSPOSE, UPPER, turn};
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
                let _turn = turn();
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
                let _turn = turn();
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
