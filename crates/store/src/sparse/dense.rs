//! Where sparse matrices meet dense ones of their own shape.

use deepmf_kernels::{Real, sparse as kernel};

use crate::error::Result;
use crate::selection::check_columns;
use crate::slab::{self, by_precision};

/// dst = X, written out.
pub fn sparse_to_dense(dst: u32, x: u32) -> Result<()> {
    let (dst, x) = (slab::find(dst)?, slab::find_sparse(x)?);
    dst.expect_shape("dst", x.rows, x.cols)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        kernel::fill_dense(x.read::<T>()?.by_rows(), &mut out);
        Ok(())
    })
}

/// dst = the columns of X in the order given, written out.
pub fn sparse_columns(dst: u32, x: u32, columns: &[u32]) -> Result<()> {
    let (dst, x) = (slab::find(dst)?, slab::find_sparse(x)?);
    dst.expect_shape("dst", x.rows, columns.len())?;
    check_columns(columns, "x", x.cols)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        kernel::columns_into(x.read::<T>()?.by_columns(), columns, &mut out);
        Ok(())
    })
}

/// ‖X − A‖² for a sparse X and a dense A: the bits of two dense matrices.
pub fn sparse_distance_squared(x: u32, a: u32) -> Result<f64> {
    let (x, a) = (slab::find_sparse(x)?, slab::find(a)?);
    a.expect_shape("a", x.rows, x.cols)?;
    by_precision!(x, T => {
        Ok(kernel::distance_squared(x.read::<T>()?.by_rows(), &a.read::<T>()?).to_f64())
    })
}
