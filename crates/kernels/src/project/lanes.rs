//! Passes over the lanes of a tile that several sets need.

use crate::Real;
use crate::simd::dispatch;
use crate::tile::ordered_sums;

/// Lanes that a pass takes down all rows at once: what it keeps of them stays in registers, on every
/// instruction set. Tiles have a multiple of it.
pub(super) const LANES: usize = 8;

/// The same few lanes of every row.
#[inline(always)]
pub(super) fn lanes_of<T: Real>(
    rows: &[T],
    width: usize,
    block: usize,
) -> impl Iterator<Item = &[T; LANES]> {
    let from = block * LANES;
    rows.chunks_exact(width)
        .filter_map(move |row| row.get(from..)?.first_chunk())
}

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
        let width = top.len();
        for (block, top) in top.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let mut largest = [T::ZERO; LANES];
            for y in lanes_of(tile, width, block) {
                for l in 0..LANES {
                    largest[l] = y[l].abs().max(largest[l]);
                }
            }
            *top = largest;
        }
    }

    fn add_squares<T: Real>(rows: &[T], scale: &[T], sums: &mut [T]) {
        let width = scale.len();
        let lanes = sums.as_chunks_mut::<LANES>().0.iter_mut();
        for (block, (sum, scale)) in lanes.zip(scale.as_chunks::<LANES>().0).enumerate() {
            let mut total = [T::ZERO; LANES];
            for y in lanes_of(rows, width, block) {
                for l in 0..LANES {
                    let z = y[l] * scale[l];
                    total[l] += z * z;
                }
            }
            *sum = total;
        }
    }
}
