//! The simplex {x ≥ 0, Σ x_i = s}: the nearest point of y is max(0, y_i − τ) with the one
//! threshold τ that makes the sum s.
//!
//! Michelot's iteration (1986): start with a set of entries that surely holds the support, take
//! the τ that the set would need, drop the entries at or below it, and repeat until none drops.
//! τ never decreases and the sets are nested, so it ends in at most as many rounds as there are
//! entries, most often in three or four. A round more changes nothing: neighbouring lanes may
//! share the number of rounds.

use crate::Real;
use crate::tile::{LANES, lane_sums, load, store};

/// Projects the group of lanes that starts at `offset` on the simplex with sum `sum` > 0.
#[inline(always)]
pub(super) fn project_lanes<T: Real>(
    sum: T,
    length: usize,
    width: usize,
    offset: usize,
    tile: &mut [T],
) {
    let threshold = threshold_lanes(sum, length, width, offset, tile);
    for i in 0..length {
        let mut x: [T; LANES] = load(tile, i * width + offset);
        for l in 0..LANES {
            x[l] = threshold.apply(l, x[l]);
        }
        store(tile, i * width + offset, x);
    }
}

/// Thresholds of a group of lanes: the nearest point is max(0, (y − top) − tau).
#[derive(Clone, Copy)]
pub(super) struct Thresholds<T> {
    /// The largest entry. Without it τ and y of a large common size would cancel.
    top: [T; LANES],
    /// τ − top, in [−s, 0).
    tau: [T; LANES],
}

impl<T: Real> Thresholds<T> {
    #[inline(always)]
    pub(super) fn apply(&self, lane: usize, y: T) -> T {
        ((y - self.top[lane]) - self.tau[lane]).max(T::ZERO)
    }
}

/// The thresholds of the group of lanes that starts at `offset`.
///
/// Since top − τ is an entry of the nearest point it is at most s: so τ ≥ top − s, which is where
/// the iteration starts. Entries farther below the top, however far, never enter a sum.
#[inline(always)]
pub(super) fn threshold_lanes<T: Real>(
    sum: T,
    length: usize,
    width: usize,
    offset: usize,
    tile: &[T],
) -> Thresholds<T> {
    let mut top: [T; LANES] = load(tile, offset);
    for i in 1..length {
        let x: [T; LANES] = load(tile, i * width + offset);
        for l in 0..LANES {
            top[l] = x[l].max(top[l]);
        }
    }
    let mut tau = [-sum; LANES];
    let mut members = [T::ZERO; LANES];
    loop {
        let [total, count] = lane_sums(length, |i, sums: &mut [[T; LANES]; 2]| {
            let x: [T; LANES] = load(tile, i * width + offset);
            for l in 0..LANES {
                let below_top = x[l] - top[l];
                let inside = below_top > tau[l];
                sums[0][l] += if inside { below_top } else { T::ZERO };
                sums[1][l] += if inside { T::ONE } else { T::ZERO };
            }
        });
        let mut changed = false;
        for l in 0..LANES {
            changed |= count[l] != members[l];
            // Rounding must not let τ step back and an entry return.
            tau[l] = ((total[l] - sum) / count[l]).max(tau[l]);
        }
        members = count;
        if !changed {
            return Thresholds { top, tau };
        }
    }
}
