//! Spreads tiles over threads.

use crate::Real;
use crate::threads::{parallel_for, threads};

/// The smallest width of a tile that holds `lanes`.
pub(crate) fn padded<T: Real>(lanes: usize) -> usize {
    lanes.next_multiple_of(T::TILE_LANES).max(T::TILE_LANES)
}

/// Calls `work(workspace, first, used)` for tiles of at most `width` of `count` vectors.
///
/// Every thread gets one run of neighbouring tiles and one workspace for all of them.
pub(crate) fn for_each_tile<W>(
    count: usize,
    width: usize,
    workspace: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize, usize) + Sync,
) {
    let tiles = count.div_ceil(width);
    let parts = threads().min(tiles);
    parallel_for(parts, |part| {
        let mut workspace = workspace();
        for tile in tiles * part / parts..tiles * (part + 1) / parts {
            let first = tile * width;
            work(&mut workspace, first, width.min(count - first));
        }
    });
}
