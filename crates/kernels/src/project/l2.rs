//! The Euclidean ball ‖x‖₂ ≤ radius and the unit sphere ‖x‖₂ = 1: y scaled down, or to length 1.
//!
//! Every lane is first divided by its largest magnitude, so that squares neither overflow nor
//! vanish. From the middle of the sphere all of its points are equally near: the first unit vector
//! is taken. Of the nonnegative sphere and a y without positive entries the nearest point is the
//! unit vector of the largest entry, the first among equals.

use super::{clip_all, largest_magnitudes, safe_reciprocals, scaled_squares};
use crate::Real;
use crate::simd::dispatch;
use crate::tile::MAX_LANES;

/// Projects every lane on the ball; `radius` > 0.
pub(super) fn project_on_ball<T: Real>(radius: T, length: usize, width: usize, tile: &mut [T]) {
    let (scale, root) = norms(length, width, tile);
    let (mut down, mut factor) = ([T::ONE; MAX_LANES], [T::ONE; MAX_LANES]);
    for l in 0..width {
        if root[l] / scale[l] > radius {
            (down[l], factor[l]) = (scale[l], radius / root[l]);
        }
    }
    multiply_twice(&down[..width], &factor[..width], tile);
}

/// Projects every lane on the unit sphere, or on its nonnegative part.
pub(super) fn project_on_sphere<T: Real>(
    nonnegative: bool,
    length: usize,
    width: usize,
    tile: &mut [T],
) {
    if nonnegative {
        for l in 0..width {
            if let Some(i) = largest_of_none_positive(l, width, tile) {
                tile[i * width + l] = T::ONE;
            }
        }
        clip_all(tile);
    }
    let (scale, root) = norms(length, width, tile);
    let mut factor = [T::ONE; MAX_LANES];
    for l in 0..width {
        if root[l] > T::ZERO {
            factor[l] = T::ONE / root[l];
        } else {
            tile[l] = T::ONE;
        }
    }
    let down =
        std::array::from_fn::<T, MAX_LANES, _>(
            |l| {
                if root[l] > T::ZERO { scale[l] } else { T::ONE }
            },
        );
    multiply_twice(&down[..width], &factor[..width], tile);
}

/// Per lane the reciprocal of its largest magnitude, and its length times that.
fn norms<T: Real>(length: usize, width: usize, tile: &[T]) -> ([T; MAX_LANES], [T; MAX_LANES]) {
    let (mut top, mut scale) = ([T::ZERO; MAX_LANES], [T::ONE; MAX_LANES]);
    let mut root = [T::ZERO; MAX_LANES];
    largest_magnitudes(tile, &mut top[..width]);
    safe_reciprocals(&top[..width], &mut scale[..width]);
    scaled_squares(length, &scale[..width], tile, &mut root[..width]);
    for root in &mut root[..width] {
        *root = root.sqrt();
    }
    (scale, root)
}

/// The first row of the lane's largest entry, if none is above 0.
fn largest_of_none_positive<T: Real>(lane: usize, width: usize, tile: &[T]) -> Option<usize> {
    let mut best = 0;
    for (i, row) in tile.chunks_exact(width).enumerate() {
        if row[lane] > T::ZERO {
            return None;
        }
        if row[lane] > tile[best * width + lane] {
            best = i;
        }
    }
    Some(best)
}

dispatch! {
    /// y ← (y · down) · factor per lane; the sum turns -0 into +0.
    fn multiply_twice<T: Real>(down: &[T], factor: &[T], tile: &mut [T]) {
        for row in tile.chunks_exact_mut(down.len()) {
            for ((y, down), factor) in row.iter_mut().zip(down).zip(factor) {
                *y = (*y * *down) * *factor + T::ZERO;
            }
        }
    }
}
