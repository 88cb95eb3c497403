//! The solid simplex {x ≥ 0, Σ x_i ≤ s}: max(0, y) where its sum is at most s, else the nearest
//! point of the face Σ x_i = s.

use super::clip;
use super::simplex::Thresholds;
use crate::Real;
use crate::simd::dispatch;
use crate::tile::{MAX_LANES, ordered_sums};

/// Projects every lane; `sum` > 0.
pub(super) fn project_tile<T: Real>(sum: T, length: usize, width: usize, tile: &mut [T]) {
    let mut totals = [T::ZERO; MAX_LANES];
    ordered_sums(length, &mut totals[..width], |from, to, totals| {
        sum_clipped(&tile[from * width..to * width], totals);
    });
    let outside = totals.map(|total| total > sum);
    if outside.contains(&true) {
        Thresholds::find(&[sum; MAX_LANES], length, width, tile, &outside).apply(width, tile);
    } else {
        super::elementwise::project_chunk(super::Projection::Nonnegative, tile);
    }
}

dispatch! {
    /// Per lane the sum of max(0, y).
    fn sum_clipped<T: Real>(rows: &[T], totals: &mut [T]) {
        totals.fill(T::ZERO);
        for row in rows.chunks_exact(totals.len()) {
            for (total, y) in totals.iter_mut().zip(row) {
                *total += clip(*y);
            }
        }
    }
}
