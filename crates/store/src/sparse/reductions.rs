//! Sparse matrices to numbers, and to vectors of sums.

use deepmf_kernels::sparse as kernel;
use deepmf_kernels::{Real, reduce};

use crate::error::Result;
use crate::slab::{self, by_precision};
use crate::sparse::Sparse;
use crate::sparse::held::{Oriented, StoredSparse};

/// The sum of all entries.
pub fn sparse_sum(x: u32) -> Result<f64> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => Ok(reduce::sum(x.read::<T>()?.by_rows().values()).to_f64()))
}

/// ‖X‖².
pub fn sparse_norm_squared(x: u32) -> Result<f64> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => Ok(reduce::norm_squared(x.read::<T>()?.by_rows().values()).to_f64()))
}

/// The largest |entry|, infinity where one is not finite.
pub fn sparse_largest(x: u32) -> Result<f64> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => Ok(kernel::largest(x.read::<T>()?.by_rows().values())))
}

/// The first entry below zero, counted row by row, or -1.
pub fn sparse_first_negative(x: u32) -> Result<f64> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => {
        let first = kernel::first_negative(x.read::<T>()?.by_rows().values());
        Ok(first.map_or(-1.0, |entry| entry as f64))
    })
}

/// dst = X e: one number per row.
pub fn sparse_row_sums(dst: u32, x: u32) -> Result<()> {
    let x = slab::find_sparse(x)?;
    let length = x.rows;
    by_precision!(x, T => over_lines::<T>(dst, &x, length, |x, out| kernel::sums(x.by_rows(), out)))
}

/// dst = Xᵀ e: one number per column.
pub fn sparse_column_sums(dst: u32, x: u32) -> Result<()> {
    let x = slab::find_sparse(x)?;
    let length = x.cols;
    by_precision!(x, T => over_lines::<T>(dst, &x, length, |x, out| kernel::sums(x.by_columns(), out)))
}

/// dst_i = ‖row i of X‖².
pub fn sparse_row_norms_squared(dst: u32, x: u32) -> Result<()> {
    let x = slab::find_sparse(x)?;
    let length = x.rows;
    by_precision!(x, T => over_lines::<T>(dst, &x, length, |x, out| kernel::norms_squared(x.by_rows(), out)))
}

/// dst_j = ‖column j of X‖².
pub fn sparse_column_norms_squared(dst: u32, x: u32) -> Result<()> {
    let x = slab::find_sparse(x)?;
    let length = x.cols;
    by_precision!(x, T => over_lines::<T>(dst, &x, length, |x, out| kernel::norms_squared(x.by_columns(), out)))
}

fn over_lines<T: StoredSparse>(
    dst: u32,
    x: &Sparse,
    length: usize,
    lines: impl FnOnce(&Oriented<T>, &mut [T]),
) -> Result<()> {
    let dst = slab::find(dst)?;
    dst.expect_entries("dst", length)?;
    let mut out = dst.write::<T>()?;
    lines(&x.read::<T>()?, &mut out);
    Ok(())
}
