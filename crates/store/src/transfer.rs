//! Numbers in from JavaScript and out to it: the only copies that a fit makes.
//!
//! JavaScript's arrays are behind another door in each binding, so the binding says how to copy and
//! the store where to: memory is asked for before anything is copied, and nothing is copied twice.

use crate::aligned::Aligned;
use crate::error::{Error, Result};
use crate::memory::{entries, room_for};
use crate::slab::{self, Stored};

/// Keeps a matrix of `length` float64 numbers, which `copy_into` writes row by row.
pub fn upload64(
    rows: u32,
    cols: u32,
    length: usize,
    copy_into: impl FnOnce(&mut [f64]),
) -> Result<u32> {
    upload(rows, cols, length, copy_into)
}

/// Keeps a matrix of `length` float32 numbers, which `copy_into` writes row by row.
pub fn upload32(
    rows: u32,
    cols: u32,
    length: usize,
    copy_into: impl FnOnce(&mut [f32]),
) -> Result<u32> {
    upload(rows, cols, length, copy_into)
}

/// Shows a float64 matrix's numbers, row by row, to `copy_from`.
pub fn download64<R>(id: u32, copy_from: impl FnOnce(&[f64]) -> Result<R>) -> Result<R> {
    copy_from(&slab::find(id)?.read::<f64>()?)
}

/// Shows a float32 matrix's numbers, row by row, to `copy_from`.
pub fn download32<R>(id: u32, copy_from: impl FnOnce(&[f32]) -> Result<R>) -> Result<R> {
    copy_from(&slab::find(id)?.read::<f32>()?)
}

/// A copy, or an error where there is no memory for it.
pub fn copied<T: Copy>(numbers: &[T]) -> Result<Vec<T>> {
    let mut copy = room_for(numbers.len())?;
    copy.extend_from_slice(numbers);
    Ok(copy)
}

fn upload<T: Stored>(
    rows: u32,
    cols: u32,
    length: usize,
    copy_into: impl FnOnce(&mut [T]),
) -> Result<u32> {
    let entries = entries(rows, cols)?;
    if length != entries {
        return Err(Error::shape(format!(
            "a {rows} x {cols} matrix takes {entries} numbers, received {length}"
        )));
    }
    let mut numbers = Aligned::zeros(entries)?;
    copy_into(&mut numbers);
    slab::insert(rows as usize, cols as usize, numbers)
}
