//! The squared sum of magnitudes (Σ |x_i|)² of every column as a penalty, as SDNMF has it (Guo and
//! Zhang, sparse deep NMF, equation 10).
//!
//! The minimiser is the soft threshold of y at τ = 2 t Σ |x_i|. Over the p entries above it that is
//! τ = Σ |y_i| / (p + 1 / (2 t)). From τ = 0, entries at or below it drop until none does: as on the
//! simplex τ never decreases, and a round more changes nothing.

use crate::Real;
use crate::project::{add_members, largest_magnitudes, safe_reciprocals, shrink_magnitudes};
use crate::tile::{MAX_LANES, ordered_sums};

/// Maps every lane.
pub(super) fn map_tile<T: Real>(threshold: T, length: usize, width: usize, tile: &mut [T]) {
    let mut lanes = [[T::ZERO; MAX_LANES]; 4];
    let [scale, tau, members, zero] = lanes.each_mut().map(|lane| &mut lane[..width]);
    largest_magnitudes(tile, tau);
    safe_reciprocals(tau, scale);
    tau.fill(T::ZERO);
    let share = T::ONE / (threshold + threshold);
    let mut sums = [T::ZERO; 3 * MAX_LANES];
    let sums = &mut sums[..3 * width];
    loop {
        ordered_sums(length, sums, |from, to, sums| {
            let rows = &tile[from * width..to * width];
            add_members(scale, tau, zero, rows, sums);
        });
        let (total, rest) = sums.split_at(width);
        let count = &rest[width..];
        if count == members {
            break;
        }
        members.copy_from_slice(count);
        for (l, tau) in tau.iter_mut().enumerate() {
            // Rounding must not let τ step back and an entry return.
            *tau = (total[l] / (count[l] + share)).max(*tau);
        }
    }
    for (tau, scale) in tau.iter_mut().zip(scale) {
        *tau = (*tau / *scale).min(T::MAX);
    }
    shrink_magnitudes(zero, tau, tile);
}
