//! Matrices to numbers, and to vectors of sums.

use deepmf_kernels::{Real, reduce};

use crate::error::Result;
use crate::slab::{self, by_precision};

/// The sum of all entries.
pub fn sum(a: u32) -> Result<f64> {
    let a = slab::find(a)?;
    by_precision!(a, T => Ok(reduce::sum(&a.read::<T>()?).to_f64()))
}

/// ‖A‖².
pub fn norm_squared(a: u32) -> Result<f64> {
    let a = slab::find(a)?;
    by_precision!(a, T => Ok(reduce::norm_squared(&a.read::<T>()?).to_f64()))
}

/// ⟨A, B⟩.
pub fn inner(a: u32, b: u32) -> Result<f64> {
    let (a, b) = (slab::find(a)?, slab::find(b)?);
    b.expect_shape("b", a.rows, a.cols)?;
    by_precision!(a, T => Ok(reduce::inner(&a.read::<T>()?, &b.read::<T>()?).to_f64()))
}

/// ‖A − B‖².
pub fn distance_squared(a: u32, b: u32) -> Result<f64> {
    let (a, b) = (slab::find(a)?, slab::find(b)?);
    b.expect_shape("b", a.rows, a.cols)?;
    by_precision!(a, T => Ok(reduce::distance_squared(&a.read::<T>()?, &b.read::<T>()?).to_f64()))
}

/// dst = A e: one number per row.
pub fn row_sums(dst: u32, a: u32) -> Result<()> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    dst.expect_entries("dst", a.rows)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        reduce::row_sums(a.rows, a.cols, &a.read::<T>()?, &mut out);
        Ok(())
    })
}

/// dst = Aᵀ e: one number per column.
pub fn column_sums(dst: u32, a: u32) -> Result<()> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    dst.expect_entries("dst", a.cols)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        reduce::column_sums(a.rows, a.cols, &a.read::<T>()?, &mut out);
        Ok(())
    })
}

/// dst_i = ‖row i of A‖².
pub fn row_norms_squared(dst: u32, a: u32) -> Result<()> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    dst.expect_entries("dst", a.rows)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        reduce::row_norms_squared(a.rows, a.cols, &a.read::<T>()?, &mut out);
        Ok(())
    })
}

/// dst_j = ‖column j of A‖².
pub fn column_norms_squared(dst: u32, a: u32) -> Result<()> {
    let (dst, a) = (slab::find(dst)?, slab::find(a)?);
    dst.expect_entries("dst", a.cols)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        reduce::column_norms_squared(a.rows, a.cols, &a.read::<T>()?, &mut out);
        Ok(())
    })
}
