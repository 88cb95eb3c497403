//! Near-convex weights {x_i ≥ −ε, Σ x_i = 1}, with an ε of its own for every vector or one for all (De
//! Handschutter's thesis, section 3.3.3): x + ε lies on the simplex with sum 1 + n ε.

use super::threshold::{Plain, Thresholds};
use crate::Real;
use crate::simd::dispatch;
use crate::tile::MAX_LANES;

/// Projects every lane; lane l is vector `first + l`, and lanes after the last ε are of no account.
pub(super) fn project_tile<T: Real>(
    epsilon: &[T],
    first: usize,
    length: usize,
    width: usize,
    tile: &mut [T],
) {
    let mut floors = [T::ZERO; MAX_LANES];
    let mut sums = [T::ONE; MAX_LANES];
    let entries = T::from_f64(length as f64);
    for l in 0..width {
        let own = if epsilon.len() == 1 { 0 } else { first + l };
        floors[l] = epsilon.get(own).copied().unwrap_or(T::ZERO);
        sums[l] = T::ONE + entries * floors[l];
    }
    Thresholds::find(Plain, &sums, length, width, tile, &[true; MAX_LANES]).apply(width, tile);
    lower(&floors[..width], tile);
}

dispatch! {
    /// x ← x − ε per lane.
    fn lower<T: Real>(epsilon: &[T], tile: &mut [T]) {
        for row in tile.chunks_exact_mut(epsilon.len()) {
            for (x, epsilon) in row.iter_mut().zip(epsilon) {
                *x -= *epsilon;
            }
        }
    }
}
