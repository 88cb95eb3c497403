//! The solid simplex {x ≥ 0, Σ x_i ≤ s}: max(0, y) where its sum is at most s, else the nearest
//! point of the face Σ x_i = s.

use super::clip_all;
use super::threshold::{Clipped, Plain, Thresholds, totals};
use crate::Real;
use crate::tile::MAX_LANES;

/// Projects every lane; `sum` > 0.
pub(super) fn project_tile<T: Real>(sum: T, length: usize, width: usize, tile: &mut [T]) {
    let outside = totals(Clipped, length, width, tile).map(|total| total > sum);
    if outside.contains(&true) {
        let sums = [sum; MAX_LANES];
        Thresholds::find(Plain, &sums, length, width, tile, &outside).apply(width, tile);
    } else {
        clip_all(tile);
    }
}
