//! The ball ‖x‖₁ ≤ radius: y itself where it is inside, else the magnitudes on the simplex whose sum
//! is the radius, with the signs of y (Duchi, Shalev-Shwartz, Singer and Chandra, 2008; Condat,
//! 2016). The nonnegative part of the ball is the solid simplex.

use super::elementwise::project_chunk;
use super::threshold::{Absolute, Thresholds, totals};
use crate::Real;
use crate::project::Projection;
use crate::tile::MAX_LANES;

/// Projects every lane; `radius` > 0.
pub(super) fn project_tile<T: Real>(radius: T, length: usize, width: usize, tile: &mut [T]) {
    let outside = totals(Absolute, length, width, tile).map(|total| total > radius);
    if outside.contains(&true) {
        let sums = [radius; MAX_LANES];
        Thresholds::find(Absolute, &sums, length, width, tile, &outside).shrink(width, tile);
    } else {
        project_chunk(Projection::None, tile);
    }
}
