//! Tiles: `length` x `width` row-major buffers of neighbouring columns (or rows) of a matrix.
//!
//! Where a problem falls apart into one small problem per column, a tile of columns is copied into
//! a contiguous buffer that stays in cache while all inner steps run on it. One lane is one
//! column; lanes never mix, so neither the width of a tile nor the number of threads shows in the
//! bits. Rows of a matrix are gathered transposed, so the same inner loops serve both.

mod gather;
mod lanes;
mod spread;

pub(crate) use gather::{Vectors, VectorsMut};
pub(crate) use lanes::{LANES, lane_sums, load, panel_sums, store};
pub(crate) use spread::{for_each_tile, padded};
