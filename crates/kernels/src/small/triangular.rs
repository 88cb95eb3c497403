//! X = T⁻¹ B for a triangular T: columns of B are independent, a tile of them is solved in cache.

use crate::reduce::sums_by;
use crate::simd::dispatch;
use crate::threads::{Shared, parallel_for, threads};
use crate::{Real, has_shape};

/// Columns solved side by side: chains of additions that hide their latency.
const LANES: usize = 16;

/// Multiply-and-adds worth a second thread.
const WORTH_A_THREAD: usize = 1 << 19;

/// Which triangle T is, and so from which end X is found.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Triangle {
    /// x_j = (b_j − Σ_{k<j} t_jk x_k) / t_jj, j upwards.
    Lower,
    /// The same with a diagonal of ones, which is not read.
    UnitLower,
    /// x_j = (b_j − Σ_{k>j} t_jk x_k) / t_jj, j downwards.
    Upper,
}

/// X (n x columns) = T⁻¹ X, both row-major. Each sum is one in the contract's order.
pub(super) fn solve<T: Real>(n: usize, t: &[T], triangle: Triangle, columns: usize, x: &mut [T]) {
    assert!(has_shape(t, n, n) && has_shape(x, n, columns));
    let tiles = columns.div_ceil(LANES);
    let work = (n * n / 2).saturating_mul(columns);
    let parts = tiles.min(threads().min(work / WORTH_A_THREAD)).max(1);
    let shared = Shared::new(x);
    parallel_for(if n == 0 { 0 } else { parts }, |part| {
        let mut tile = vec![T::ZERO; n * LANES];
        for i in part * tiles / parts..(part + 1) * tiles / parts {
            let first = i * LANES;
            let width = LANES.min(columns - first);
            for (k, lanes) in tile.chunks_exact_mut(LANES).enumerate() {
                // SAFETY: row k has these columns; no other part has them.
                let row = unsafe { shared.slice(k * columns + first, width) };
                lanes[..width].copy_from_slice(row);
            }
            solve_tile(n, t, triangle, &mut tile);
            for (k, lanes) in tile.chunks_exact(LANES).enumerate() {
                // SAFETY: as above.
                let row = unsafe { shared.slice(k * columns + first, width) };
                row.copy_from_slice(&lanes[..width]);
            }
        }
    });
}

dispatch! {
    /// The same for a tile of `LANES` columns.
    fn solve_tile<T: Real>(n: usize, t: &[T], triangle: Triangle, tile: &mut [T]) {
        for step in 0..n {
            let upper = triangle == Triangle::Upper;
            let j = if upper { n - 1 - step } else { step };
            let first = if upper { j + 1 } else { 0 };
            let row = &t[j * n + first..][..step];
            let known = &tile[first * LANES..][..step * LANES];
            let sums = sums_by(step, |k| {
                let (factor, x) = (row[k], &known[k * LANES..][..LANES]);
                core::array::from_fn::<T, LANES, _>(|lane| factor * x[lane])
            });
            let divisor = t[j * n + j];
            let out = &mut tile[j * LANES..][..LANES];
            for lane in 0..LANES {
                out[lane] -= sums[lane];
                if triangle != Triangle::UnitLower {
                    out[lane] /= divisor;
                }
            }
        }
    }
}
