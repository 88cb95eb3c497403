//! One number in, one number out: scaling, sums of two matrices, transposes, elementary functions.

use deepmf_kernels::elementary::{self as functions, Elementary};
use deepmf_kernels::{Real, elementwise};

use crate::error::{Error, Result};
use crate::memory::copy;
use crate::slab::{self, by_precision};

/// dst = srcᵀ.
pub fn transpose(dst: u32, src: u32) -> Result<()> {
    let (dst, src) = (slab::find(dst)?, slab::find(src)?);
    dst.expect_shape("dst", src.cols, src.rows)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        elementwise::transpose(src.rows, src.cols, &src.read::<T>()?, &mut out);
        Ok(())
    })
}

/// Every entry of dst = value.
pub fn fill(dst: u32, value: f64) -> Result<()> {
    let dst = slab::find(dst)?;
    by_precision!(dst, T => {
        elementwise::fill(T::from_f64(value), &mut dst.write::<T>()?);
        Ok(())
    })
}

/// y = alpha x + beta y.
pub fn axpby(y: u32, alpha: f64, x: u32, beta: f64) -> Result<()> {
    let (y, x) = (slab::find(y)?, slab::find(x)?);
    x.expect_shape("x", y.rows, y.cols)?;
    by_precision!(y, T => {
        let mut out = y.write::<T>()?;
        elementwise::axpby(T::from_f64(alpha), &x.read::<T>()?, T::from_f64(beta), &mut out);
        Ok(())
    })
}

/// y = x ∘ y, entry by entry.
pub fn hadamard(y: u32, x: u32) -> Result<()> {
    let (y, x) = (slab::find(y)?, slab::find(x)?);
    x.expect_shape("x", y.rows, y.cols)?;
    by_precision!(y, T => {
        let mut out = y.write::<T>()?;
        elementwise::hadamard(&x.read::<T>()?, &mut out);
        Ok(())
    })
}

/// a = diag(d) a: row i times entry i of d.
pub fn scale_rows(a: u32, d: u32) -> Result<()> {
    let (a, d) = (slab::find(a)?, slab::find(d)?);
    d.expect_entries("d", a.rows)?;
    by_precision!(a, T => {
        let mut out = a.write::<T>()?;
        elementwise::scale_rows(&d.read::<T>()?, a.rows, a.cols, &mut out);
        Ok(())
    })
}

/// a = a diag(d): column j times entry j of d.
pub fn scale_columns(a: u32, d: u32) -> Result<()> {
    let (a, d) = (slab::find(a)?, slab::find(d)?);
    d.expect_entries("d", a.cols)?;
    by_precision!(a, T => {
        let mut out = a.write::<T>()?;
        elementwise::scale_columns(&d.read::<T>()?, a.rows, a.cols, &mut out);
        Ok(())
    })
}

/// a = a + value I, for a square matrix.
pub fn add_diagonal(a: u32, value: f64) -> Result<()> {
    let a = slab::find(a)?;
    a.expect_square("a")?;
    by_precision!(a, T => {
        elementwise::add_diagonal(T::from_f64(value), a.rows, a.cols, &mut a.write::<T>()?);
        Ok(())
    })
}

/// dst = f(src) entry by entry, f one of exp, log, tanh, sqrt. dst may be src.
pub fn elementary(dst: u32, src: u32, name: &str) -> Result<()> {
    let function = function_of(name)?;
    copy_unless_same(dst, src)?;
    let dst = slab::find(dst)?;
    by_precision!(dst, T => {
        functions::apply(function, &mut dst.write::<T>()?);
        Ok(())
    })
}

/// dst = src^exponent entry by entry. dst may be src.
pub fn power(dst: u32, src: u32, exponent: f64) -> Result<()> {
    copy_unless_same(dst, src)?;
    let dst = slab::find(dst)?;
    by_precision!(dst, T => {
        functions::power(exponent, &mut dst.write::<T>()?);
        Ok(())
    })
}

fn copy_unless_same(dst: u32, src: u32) -> Result<()> {
    if dst == src { Ok(()) } else { copy(dst, src) }
}

/// The function of that name.
pub(crate) fn function_of(name: &str) -> Result<Elementary> {
    match name {
        "exp" => Ok(Elementary::Exp),
        "log" => Ok(Elementary::Log),
        "tanh" => Ok(Elementary::Tanh),
        "sqrt" => Ok(Elementary::Sqrt),
        _ => Err(Error::argument(format!(
            "the function is exp, log, tanh or sqrt, received {name:?}"
        ))),
    }
}
