//! The library behind the fast mode: one of this build's, chosen when it was compiled.

#[cfg(deepmf_blas)]
mod cblas;
#[cfg(all(feature = "gemm", not(deepmf_blas)))]
mod pure;

#[cfg(not(any(deepmf_blas, feature = "gemm")))]
mod none;

#[cfg(deepmf_blas)]
use cblas as library;
#[cfg(not(any(deepmf_blas, feature = "gemm")))]
use none as library;
#[cfg(all(feature = "gemm", not(deepmf_blas)))]
use pure as library;

/// Whether products go to a library at all: micro-kernels with fused arithmetic need none.
pub const IS_LINKED: bool = cfg!(any(deepmf_blas, feature = "gemm"));

/// Which library serves the fast mode: `openblas 0.3.21`, `accelerate`, `gemm`, `relaxed-simd`,
/// or `none`, where both modes are the same.
pub fn name() -> String {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if crate::simd::vector::relaxed::is_there() {
        return "relaxed-simd".to_owned();
    }
    library::name()
}

/// op(X), where it lies: element (i, j) at `start + i * row + j * col`; one of the strides is 1.
#[derive(Clone, Copy)]
pub struct View<T> {
    pub start: *const T,
    pub row: usize,
    pub col: usize,
}

// SAFETY: like a shared slice, it is only ever read from.
unsafe impl<T: Sync> Sync for View<T> {}

impl<T> View<T> {
    /// A matrix that is stored with `stride` numbers a row, or its transpose.
    pub fn of(data: &[T], stride: usize, transposed: bool) -> Self {
        let (row, col) = if transposed { (1, stride) } else { (stride, 1) };
        Self {
            start: data.as_ptr(),
            row,
            col,
        }
    }

    /// The view whose (0, 0) is this one's (i, j).
    ///
    /// # Safety
    ///
    /// The element exists.
    pub unsafe fn at(self, i: usize, j: usize) -> Self {
        // SAFETY: the caller's promise.
        let start = unsafe { self.start.add(i * self.row + j * self.col) };
        Self { start, ..self }
    }

    /// The transpose.
    pub fn transposed(self) -> Self {
        Self {
            start: self.start,
            row: self.col,
            col: self.row,
        }
    }
}

/// Products of one number type by the library, on the calling thread.
pub trait Dense: Sized {
    /// C (m x n) = α A B + β C, A m x k and B k x n, none of the three zero; row i of C begins at
    /// `c + i * stride`. β = 0 ignores the old C.
    ///
    /// # Safety
    ///
    /// The pointers cover the matrices, no one else uses C, and [`fits`] all orders and strides.
    unsafe fn multiply(
        shape: (usize, usize, usize),
        alpha: Self,
        a: View<Self>,
        b: View<Self>,
        beta: Self,
        c: *mut Self,
        stride: usize,
    );

    /// The upper triangle of C (n x n) = α A Aᵀ, A n x k. What lies below it may change or not.
    ///
    /// # Safety
    ///
    /// As for [`Dense::multiply`].
    unsafe fn multiply_by_own(
        n: usize,
        k: usize,
        alpha: Self,
        a: View<Self>,
        c: *mut Self,
        stride: usize,
    );
}

/// Whether the library's integers can hold a number of rows, columns or steps.
pub fn fits(number: usize) -> bool {
    i32::try_from(number).is_ok()
}

macro_rules! dense {
    ($($t:ident)+) => {$(
        impl Dense for $t {
            #[inline]
            unsafe fn multiply(
                shape: (usize, usize, usize),
                alpha: $t,
                a: View<$t>,
                b: View<$t>,
                beta: $t,
                c: *mut $t,
                stride: usize,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { library::$t::multiply(shape, alpha, a, b, beta, c, stride) }
            }

            #[inline]
            unsafe fn multiply_by_own(
                n: usize,
                k: usize,
                alpha: $t,
                a: View<$t>,
                c: *mut $t,
                stride: usize,
            ) {
                // SAFETY: the caller's promise, handed on.
                unsafe { library::$t::multiply_by_own(n, k, alpha, a, c, stride) }
            }
        }
    )+};
}

dense!(f64 f32);
