//! Sweeps of coordinate descent on ½ hᵀ G h − bᵀ h, h >= 0, one problem in each lane of a tile.

use crate::Real;
use crate::simd::dispatch;
use crate::tile::ordered_sums;

/// Lanes that meet an entry of G at once.
const WIDE: usize = 32;
const NARROW: usize = 8;

/// `sweeps` sweeps over the rows of `h` (rank x width).
pub(super) fn sweep<T: Real>(gram: &[T], b: &[T], h: &mut [T], width: usize, sweeps: usize) {
    let rank = h.len() / width;
    for _ in 0..sweeps {
        for (k, row) in gram.chunks_exact(rank).enumerate() {
            let diagonal = row[k];
            if !(diagonal > T::ZERO && diagonal.is_finite()) {
                continue;
            }
            row_times(row, h, width, |h, lane, product| {
                let start = k * width + lane;
                let lanes = start..start + product.len();
                step(product, diagonal, &b[lanes.clone()], &mut h[lanes]);
            });
        }
    }
}

/// out ← G h.
pub(super) fn gram_times<T: Real>(gram: &[T], h: &mut [T], width: usize, out: &mut [T]) {
    let rank = h.len() / width;
    for (row, out) in gram.chunks_exact(rank).zip(out.chunks_exact_mut(width)) {
        row_times(row, h, width, |_, lane, product| {
            out[lane..lane + product.len()].copy_from_slice(product);
        });
    }
}

/// Hands a row of G times the lanes of h on, some lanes at a time.
#[inline(always)]
fn row_times<T: Real>(
    row: &[T],
    h: &mut [T],
    width: usize,
    mut take: impl FnMut(&mut [T], usize, &[T]),
) {
    let mut product = [T::ZERO; WIDE];
    let wide = width.is_multiple_of(WIDE);
    let lanes = if wide { WIDE } else { NARROW };
    let product = &mut product[..lanes];
    for lane in (0..width).step_by(lanes) {
        ordered_sums(row.len(), product, |from, to, sums| {
            let (row, h) = (&row[from..to], &h[from * width..]);
            if wide {
                wide_product(row, h, width, lane, sums);
            } else {
                narrow_product(row, h, width, lane, sums);
            }
        });
        take(h, lane, product);
    }
}

dispatch! {
    fn step<T: Real>(product: &[T], diagonal: T, b: &[T], h: &mut [T]) {
        for ((h, b), product) in h.iter_mut().zip(b).zip(product) {
            let moved = *h + (*b - *product) / diagonal;
            let moved = if moved.is_finite() { moved } else { *h };
            *h = moved.max(T::ZERO);
        }
    }

    fn wide_product<T: Real>(row: &[T], h: &[T], width: usize, lane: usize, sums: &mut [T]) {
        product::<T, WIDE>(row, h, width, lane, sums);
    }

    fn narrow_product<T: Real>(row: &[T], h: &[T], width: usize, lane: usize, sums: &mut [T]) {
        product::<T, NARROW>(row, h, width, lane, sums);
    }
}

/// sums ← a piece of a row of G times the same rows of `LANES` lanes.
#[inline(always)]
fn product<T: Real, const LANES: usize>(
    row: &[T],
    h: &[T],
    width: usize,
    lane: usize,
    sums: &mut [T],
) {
    let mut total = [T::ZERO; LANES];
    for (g, h) in row.iter().zip(h.chunks_exact(width)) {
        let h = &h[lane..lane + LANES];
        for l in 0..LANES {
            total[l] += *g * h[l];
        }
    }
    sums.copy_from_slice(&total);
}
