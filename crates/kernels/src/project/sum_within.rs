//! Nonnegative vectors whose sum is nearly s, low ≤ Σ x_i ≤ high (relaxed archetypal analysis;
//! De Handschutter's thesis, section 3.1): max(0, y) where its sum is within, else the nearest
//! point of the simplex with the sum that is missed.

use super::clip_all;
use super::threshold::{Clipped, Plain, Thresholds, totals};
use crate::Real;
use crate::tile::MAX_LANES;

/// Projects every lane; 0 < `low` <= `high`.
pub(super) fn project_tile<T: Real>(low: T, high: T, length: usize, width: usize, tile: &mut [T]) {
    let totals = totals(Clipped, length, width, tile);
    let outside = totals.map(|total| total > high || total < low);
    if outside.contains(&true) {
        let sums: [T; MAX_LANES] = totals.map(|total| if total < low { low } else { high });
        Thresholds::find(Plain, &sums, length, width, tile, &outside).apply(width, tile);
    } else {
        clip_all(tile);
    }
}
