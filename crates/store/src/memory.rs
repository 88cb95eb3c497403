//! Making, copying and releasing matrices.

use crate::aligned::Aligned;
use crate::error::{Code, Error, Result};
use crate::slab::{self, Precision, Stored, by_precision};

/// A matrix of zeros.
pub fn allocate(rows: u32, cols: u32, precision: u32) -> Result<u32> {
    match Precision::from_bits(precision)? {
        Precision::Double => allocate_in::<f64>(rows, cols),
        Precision::Single => allocate_in::<f32>(rows, cols),
    }
}

/// Forgets a matrix and gives its memory back.
pub fn release(id: u32) -> Result<()> {
    slab::remove(id)
}

/// How many matrices there are.
pub fn live_matrices() -> u32 {
    // Ids are u32 and never used twice, so the count fits.
    slab::live().0 as u32
}

/// How many bytes the matrices take; a f64, as JavaScript counts: exact up to 2^53.
pub fn live_bytes() -> f64 {
    slab::live().1 as f64
}

/// dst = src, of the same shape and precision.
pub fn copy(dst: u32, src: u32) -> Result<()> {
    let (dst, src) = (slab::find(dst)?, slab::find(src)?);
    src.expect_shape("src", dst.rows, dst.cols)?;
    by_precision!(dst, T => {
        let mut to = dst.write::<T>()?;
        to.copy_from_slice(&src.read::<T>()?);
        Ok(())
    })
}

fn allocate_in<T: Stored>(rows: u32, cols: u32) -> Result<u32> {
    let numbers = Aligned::<T>::zeros(entries(rows, cols)?)?;
    slab::insert(rows as usize, cols as usize, numbers)
}

/// The number of entries of a shape that a matrix may have.
pub(crate) fn entries(rows: u32, cols: u32) -> Result<usize> {
    check_shape(rows, cols)?;
    (rows as usize)
        .checked_mul(cols as usize)
        .ok_or_else(|| out_of_memory(rows as f64 * cols as f64))
}

/// Refuses a shape that no matrix has.
pub(crate) fn check_shape(rows: u32, cols: u32) -> Result<()> {
    if rows == 0 || cols == 0 {
        return Err(Error::shape(format!(
            "a matrix has at least one row and one column, received {rows} x {cols}"
        )));
    }
    Ok(())
}

/// So many zeros.
pub(crate) fn zeros<T: Stored>(entries: usize) -> Result<Vec<T>> {
    let mut numbers = room_for(entries)?;
    numbers.resize(entries, T::ZERO);
    Ok(numbers)
}

/// An empty vector with room for so many numbers, or an error where an allocation would abort.
pub(crate) fn room_for<T>(entries: usize) -> Result<Vec<T>> {
    let mut numbers = Vec::new();
    numbers
        .try_reserve_exact(entries)
        .map_err(|_| out_of_memory(entries as f64))?;
    Ok(numbers)
}

/// Why a matrix of so many entries cannot be had.
pub(crate) fn out_of_memory(entries: f64) -> Error {
    Error::new(
        Code::OutOfMemory,
        format!("no memory for {entries} more matrix entries"),
    )
}
