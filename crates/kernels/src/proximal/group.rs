//! The length ‖x‖₂ of every column as a penalty: block soft thresholding, x = y (1 − t / ‖y‖₂)₊
//! (Yuan and Lin, 2006).

use crate::Real;
use crate::project::{clip, largest_magnitudes, safe_reciprocals, scaled_squares};
use crate::simd::dispatch;
use crate::tile::MAX_LANES;

/// Maps every lane.
pub(super) fn map_tile<T: Real>(threshold: T, length: usize, width: usize, tile: &mut [T]) {
    let mut lanes = [[T::ZERO; MAX_LANES]; 3];
    let [top, scale, factor] = lanes.each_mut().map(|lane| &mut lane[..width]);
    largest_magnitudes(tile, top);
    safe_reciprocals(top, scale);
    scaled_squares(length, scale, tile, factor);
    for (factor, scale) in factor.iter_mut().zip(scale) {
        let norm = factor.sqrt() / *scale;
        *factor = clip(T::ONE - threshold / norm);
    }
    multiply(factor, tile);
}

dispatch! {
    /// y ← y · factor per lane; the sum turns -0 into +0.
    fn multiply<T: Real>(factor: &[T], tile: &mut [T]) {
        for row in tile.chunks_exact_mut(factor.len()) {
            for (y, factor) in row.iter_mut().zip(factor) {
                *y = *y * *factor + T::ZERO;
            }
        }
    }
}
