//! Tensors, held as matrices whose elements are in the order of the tensor's own: the last index fastest.

use deepmf_kernels::tensor as kernel;

use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// out = the columnwise Kronecker product of a and b: row i n + j is row i of a times row j of b, n the rows of b.
pub fn khatri_rao(out: u32, a: u32, b: u32) -> Result<()> {
    let (out, a, b) = (slab::find(out)?, slab::find(a)?, slab::find(b)?);
    b.expect_shape("b", b.rows, a.cols)?;
    out.expect_shape("out", rows_of_both(a.rows, b.rows)?, a.cols)?;
    by_precision!(out, T => {
        let mut to = out.write::<T>()?;
        kernel::khatri_rao(a.rows, b.rows, a.cols, &a.read::<T>()?, &b.read::<T>()?, &mut to);
        Ok(())
    })
}

/// Contracts every column of y, a matrix in row-major order, with the same column of z: over its rows where `leading`,
/// else over its columns.
pub fn contract_columns(out: u32, y: u32, z: u32, leading: bool) -> Result<()> {
    let (out, y, z) = (slab::find(out)?, slab::find(y)?, slab::find(z)?);
    z.expect_shape("z", z.rows, out.cols)?;
    y.expect_shape("y", rows_of_both(z.rows, out.rows)?, out.cols)?;
    by_precision!(out, T => {
        let mut to = out.write::<T>()?;
        let (y, z) = (y.read::<T>()?, (z.rows, z.read::<T>()?));
        kernel::contract_columns(leading, z.0, out.rows, out.cols, &y, &z.1, &mut to);
        Ok(())
    })
}

/// dst = the unfolding of a tensor along the mode that has `before` elements of the earlier modes ahead of it and
/// `after` of the later ones behind it: its rows are that mode's indices.
pub fn unfold(dst: u32, src: u32, before: u32, after: u32) -> Result<()> {
    let (dst, src) = (slab::find(dst)?, slab::find(src)?);
    let (before, after) = (before as usize, after as usize);
    dst.expect_shape("dst", dst.rows, rows_of_both(before, after)?)?;
    src.expect_entries("src", dst.len())?;
    by_precision!(dst, T => {
        let mut to = dst.write::<T>()?;
        kernel::unfold(before, dst.rows, after, &src.read::<T>()?, &mut to);
        Ok(())
    })
}

fn rows_of_both(a: usize, b: usize) -> Result<usize> {
    a.checked_mul(b)
        .ok_or_else(|| Error::shape(format!("{a} times {b} rows are too many")))
}
