//! Tiles: `length` x `width` row-major buffers of neighbouring columns (or rows) of a matrix.
//!
//! Where a problem falls apart into one small problem per column, a tile of columns is copied into
//! a contiguous buffer that stays in cache while all inner steps run on it. One lane is one
//! column; lanes never mix, so neither the width of a tile nor the number of threads shows in the
//! bits. Rows of a matrix are gathered transposed, so the same inner loops serve both.

mod buffer;
mod gather;
mod spread;

pub(crate) use crate::reduce::ordered_sums;
pub(crate) use buffer::Buffer;
pub(crate) use gather::{Vectors, VectorsMut};
pub(crate) use spread::{for_each_tile, padded};

/// The most lanes of any tile.
pub(crate) const MAX_LANES: usize = 128;

/// Four neighbouring rows. Passes that keep a sum per lane in memory take four rows at a time, to
/// load and store the sums a quarter as often.
#[inline(always)]
pub(crate) fn four_rows<T>(rows: &[T], width: usize) -> [&[T]; 4] {
    let (first, rest) = rows.split_at(width);
    let (second, rest) = rest.split_at(width);
    let (third, fourth) = rest.split_at(width);
    [first, second, third, fourth]
}
