//! The solid simplex {x ≥ 0, Σ x_i ≤ s}: max(0, y) where its sum is at most s, else the nearest
//! point of the face Σ x_i = s.

use super::simplex::threshold_lanes;
use crate::Real;
use crate::tile::{LANES, lane_sums, load, store};

/// Projects the group of lanes that starts at `offset`; `sum` > 0.
#[inline(always)]
pub(super) fn project_lanes<T: Real>(
    sum: T,
    length: usize,
    width: usize,
    offset: usize,
    tile: &mut [T],
) {
    let source: &[T] = tile;
    let [total] = lane_sums(length, |i, sums: &mut [[T; LANES]; 1]| {
        let x: [T; LANES] = load(source, i * width + offset);
        for l in 0..LANES {
            sums[0][l] += x[l].max(T::ZERO);
        }
    });
    let outside = total.map(|total| total > sum);
    if !outside.contains(&true) {
        for i in 0..length {
            let x: [T; LANES] = load(tile, i * width + offset);
            store(tile, i * width + offset, x.map(|x| x.max(T::ZERO)));
        }
        return;
    }
    let threshold = threshold_lanes(sum, length, width, offset, tile);
    for i in 0..length {
        let mut x: [T; LANES] = load(tile, i * width + offset);
        for l in 0..LANES {
            let face = threshold.apply(l, x[l]);
            x[l] = if outside[l] { face } else { x[l].max(T::ZERO) };
        }
        store(tile, i * width + offset, x);
    }
}
