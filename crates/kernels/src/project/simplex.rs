//! The simplex {x ≥ 0, Σ x_i = s} (Michelot, 1986).

use super::threshold::{Plain, Thresholds};
use crate::Real;
use crate::tile::MAX_LANES;

/// Projects every lane on the simplex with sum `sum` > 0.
pub(super) fn project_tile<T: Real>(sum: T, length: usize, width: usize, tile: &mut [T]) {
    let (sums, all) = ([sum; MAX_LANES], [true; MAX_LANES]);
    Thresholds::find(Plain, &sums, length, width, tile, &all).apply(width, tile);
}
