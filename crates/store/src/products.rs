//! Matrix products.

use deepmf_kernels::{Real, gemm as kernel};

use crate::error::{Error, Result};
use crate::slab::{self, Matrix, by_precision};

/// C = alpha op(A) op(B) + beta C, op the transpose where asked for.
pub fn gemm(
    c: u32,
    trans_a: bool,
    trans_b: bool,
    alpha: f64,
    a: u32,
    b: u32,
    beta: f64,
) -> Result<()> {
    let (c, a, b) = (slab::find(c)?, slab::find(a)?, slab::find(b)?);
    let (m, k) = oriented(&a, trans_a);
    let (inner, n) = oriented(&b, trans_b);
    if inner != k {
        return Err(Error::shape(format!(
            "op(a) is {m} x {k} and op(b) is {inner} x {n}: their inner dimensions differ"
        )));
    }
    c.expect_shape("c", m, n)?;
    by_precision!(c, T => {
        let mut out = c.write::<T>()?;
        kernel::gemm(
            trans_a,
            trans_b,
            m,
            n,
            k,
            T::from_f64(alpha),
            &a.read::<T>()?,
            &b.read::<T>()?,
            T::from_f64(beta),
            &mut out,
        );
        Ok(())
    })
}

/// C = alpha AᵀA + beta C where `transpose`, else C = alpha AAᵀ + beta C; the old C need not be
/// symmetric.
pub fn gram(c: u32, a: u32, transpose: bool, alpha: f64, beta: f64) -> Result<()> {
    let (c, a) = (slab::find(c)?, slab::find(a)?);
    let order = if transpose { a.cols } else { a.rows };
    c.expect_shape("c", order, order)?;
    by_precision!(c, T => {
        let mut out = c.write::<T>()?;
        kernel::gram(
            transpose,
            a.rows,
            a.cols,
            &a.read::<T>()?,
            T::from_f64(alpha),
            T::from_f64(beta),
            &mut out,
        );
        Ok(())
    })
}

/// ‖S − AB‖² without forming AB.
pub fn residual_squared(s: u32, a: u32, b: u32) -> Result<f64> {
    let (s, a, b) = (slab::find(s)?, slab::find(a)?, slab::find(b)?);
    a.expect_shape("a", s.rows, b.rows)?;
    b.expect_shape("b", a.cols, s.cols)?;
    by_precision!(s, T => {
        let squared = kernel::residual_squared(
            s.rows,
            s.cols,
            a.cols,
            &s.read::<T>()?,
            &a.read::<T>()?,
            &b.read::<T>()?,
        );
        Ok(squared.to_f64())
    })
}

fn oriented(matrix: &Matrix, transposed: bool) -> (usize, usize) {
    if transposed {
        (matrix.cols, matrix.rows)
    } else {
        (matrix.rows, matrix.cols)
    }
}
