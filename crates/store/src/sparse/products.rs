//! Products of a sparse matrix with dense ones, and A B where X has entries.

use deepmf_kernels::Real;
use deepmf_kernels::elementwise;
use deepmf_kernels::sparse::{self as kernel, Compressed, Output};

use crate::error::{Error, Result};
use crate::memory::zeros;
use crate::slab::{self, Matrix, Stored, by_precision};
use crate::sparse::held::{insert_ready, no_memory};

/// C = alpha X op(B) + beta C for a sparse X.
pub fn sparse_times_dense(
    c: u32,
    x: u32,
    trans_b: bool,
    alpha: f64,
    b: u32,
    beta: f64,
) -> Result<()> {
    let (c, x, b) = (slab::find(c)?, slab::find_sparse(x)?, slab::find(b)?);
    let (inner, n) = if trans_b {
        (b.cols, b.rows)
    } else {
        (b.rows, b.cols)
    };
    if inner != x.cols {
        return Err(Error::shape(format!(
            "x is {} x {} and op(b) is {inner} x {n}: their inner dimensions differ",
            x.rows, x.cols
        )));
    }
    c.expect_shape("c", x.rows, n)?;
    by_precision!(c, T => {
        let mut out = c.write::<T>()?;
        let x = x.read::<T>()?;
        lines_times(x.by_rows(), &b, !trans_b, alpha, beta, Output::Rows, &mut out)
    })
}

/// C = alpha op(A) X + beta C for a sparse X.
pub fn dense_times_sparse(
    c: u32,
    trans_a: bool,
    alpha: f64,
    a: u32,
    x: u32,
    beta: f64,
) -> Result<()> {
    let (c, x, a) = (slab::find(c)?, slab::find_sparse(x)?, slab::find(a)?);
    let (m, inner) = if trans_a {
        (a.cols, a.rows)
    } else {
        (a.rows, a.cols)
    };
    if inner != x.rows {
        return Err(Error::shape(format!(
            "op(a) is {m} x {inner} and x is {} x {}: their inner dimensions differ",
            x.rows, x.cols
        )));
    }
    c.expect_shape("c", m, x.cols)?;
    by_precision!(c, T => {
        let mut out = c.write::<T>()?;
        let x = x.read::<T>()?;
        lines_times(x.by_columns(), &a, trans_a, alpha, beta, Output::Columns, &mut out)
    })
}

/// The product of lines with a matrix whose rows they gather, or whose columns: then it is turned first.
fn lines_times<T: Stored>(
    lines: Compressed<T>,
    dense: &Matrix,
    has_rows: bool,
    alpha: f64,
    beta: f64,
    output: Output,
    out: &mut [T],
) -> Result<()> {
    let numbers = dense.read::<T>()?;
    let (alpha, beta) = (T::from_f64(alpha), T::from_f64(beta));
    if has_rows {
        kernel::times_dense(lines, dense.cols, alpha, &numbers, beta, output, out);
    } else {
        let turned = turned(dense, &numbers)?;
        kernel::times_dense(lines, dense.rows, alpha, &turned, beta, output, out);
    }
    Ok(())
}

fn turned<T: Stored>(dense: &Matrix, numbers: &[T]) -> Result<Vec<T>> {
    let mut turned = zeros(dense.len())?;
    elementwise::transpose(dense.rows, dense.cols, numbers, &mut turned);
    Ok(turned)
}

/// ‖X − AB‖² for a sparse X, right to the last digit where nearly everything cancels.
pub fn sparse_residual_squared(x: u32, a: u32, b: u32) -> Result<f64> {
    let (x, a, b) = (slab::find_sparse(x)?, slab::find(a)?, slab::find(b)?);
    a.expect_shape("a", x.rows, b.rows)?;
    b.expect_shape("b", a.cols, x.cols)?;
    by_precision!(x, T => {
        let x = x.read::<T>()?;
        let bt = turned::<T>(&b, &b.read::<T>()?)?;
        let squared = kernel::residual_squared(x.by_rows(), a.cols, &a.read::<T>()?, &bt);
        // A float32 result, as those of dense matrices are.
        Ok(T::from_f64(squared).to_f64())
    })
}

/// The sparse matrix with entries where X has them, (AB)_ij in row i and column j.
pub fn sparse_sampled(x: u32, a: u32, b: u32) -> Result<u32> {
    let (x, a, b) = (slab::find_sparse(x)?, slab::find(a)?, slab::find(b)?);
    a.expect_shape("a", x.rows, b.rows)?;
    b.expect_shape("b", a.cols, x.cols)?;
    by_precision!(x, T => {
        let held = x.read::<T>()?;
        let bt = turned::<T>(&b, &b.read::<T>()?)?;
        let a = a.read::<T>()?;
        let (left, right): (&[T], &[T]) = if held.transposed { (&bt, &a) } else { (&a, &bt) };
        let sampled = kernel::sampled_matrix(&held.orders, b.rows, left, right).map_err(no_memory)?;
        insert_ready(x.rows, x.cols, sampled.into(), held.transposed)
    })
}
