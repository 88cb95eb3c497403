//! Passes over the lanes of a tile that several sets need.

use crate::Real;
use crate::simd::dispatch;
use crate::tile::ordered_sums;

/// 1/x, or the largest number where that is infinite: a lane times it has entries of at most 1, and
/// squares that neither overflow nor vanish altogether.
pub(crate) fn safe_reciprocals<T: Real>(x: &[T], out: &mut [T]) {
    for (out, x) in out.iter_mut().zip(x) {
        *out = (T::ONE / *x).min(T::MAX);
    }
}

/// Per lane Σ (y · scale)².
pub(crate) fn scaled_squares<T: Real>(length: usize, scale: &[T], tile: &[T], sums: &mut [T]) {
    let width = scale.len();
    ordered_sums(length, sums, |from, to, sums| {
        add_squares(&tile[from * width..to * width], scale, sums);
    });
}

dispatch! {
    /// Per lane the largest |y|.
    pub(crate) fn largest_magnitudes<T: Real>(tile: &[T], top: &mut [T]) {
        top.fill(T::ZERO);
        for row in tile.chunks_exact(top.len()) {
            for (top, y) in top.iter_mut().zip(row) {
                *top = y.abs().max(*top);
            }
        }
    }

    fn add_squares<T: Real>(rows: &[T], scale: &[T], sums: &mut [T]) {
        sums.fill(T::ZERO);
        for row in rows.chunks_exact(sums.len()) {
            for ((sum, y), scale) in sums.iter_mut().zip(row).zip(scale) {
                let z = *y * *scale;
                *sum += z * z;
            }
        }
    }
}
