//! The entries of a sparse matrix, row by row, out to JavaScript.

use crate::error::Result;
use crate::memory::room_for;
use crate::slab::{self, by_precision};
use crate::sparse::held::StoredSparse;

/// How many entries are stored.
pub fn sparse_entries(x: u32) -> Result<f64> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => Ok(x.read::<T>()?.orders.entries() as f64))
}

/// Where each row starts, and after the last row how many entries there are.
pub fn sparse_starts(x: u32) -> Result<Vec<u32>> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => {
        let held = x.read::<T>()?;
        let starts = held.by_rows().starts();
        let mut copy = room_for(starts.len())?;
        // There are fewer than 2^32 entries.
        copy.extend(starts.iter().map(|&start| start as u32));
        Ok(copy)
    })
}

/// Shows the column of every entry to `copy_from`.
pub fn sparse_indices<R>(x: u32, copy_from: impl FnOnce(&[u32]) -> Result<R>) -> Result<R> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => copy_from(x.read::<T>()?.by_rows().indices()))
}

/// Shows every entry's value to `copy_from`.
pub fn sparse_values64<R>(x: u32, copy_from: impl FnOnce(&[f64]) -> Result<R>) -> Result<R> {
    values(x, copy_from)
}

/// The same for a float32 matrix.
pub fn sparse_values32<R>(x: u32, copy_from: impl FnOnce(&[f32]) -> Result<R>) -> Result<R> {
    values(x, copy_from)
}

fn values<T: StoredSparse, R>(x: u32, copy_from: impl FnOnce(&[T]) -> Result<R>) -> Result<R> {
    copy_from(slab::find_sparse(x)?.read::<T>()?.by_rows().values())
}
