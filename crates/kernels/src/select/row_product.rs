//! One column of X times X, in one pass over X.

use crate::Real;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::tile::ordered_sums;

/// out ← wᵀX for X (w.len() x `columns`), summed in the contract's order.
pub(super) fn row_times_matrix<T: Real>(w: &[T], x: &[T], columns: usize, out: &mut [T]) {
    parallel_chunks(out, CHUNK, |chunk, out| {
        let first = chunk * CHUNK;
        ordered_sums(w.len(), out, |from, to, sums| {
            panel_product(&w[from..to], &x[from * columns..], columns, first, sums);
        });
    });
}

/// Columns of X at a time: their sums stay in first level cache.
const CHUNK: usize = 1024;

dispatch! {
    /// out ← wᵀ X[:, first..first + out.len()] over the rows of one panel.
    fn panel_product<T: Real>(w: &[T], x: &[T], columns: usize, first: usize, out: &mut [T]) {
        out.fill(T::ZERO);
        for (i, w) in w.iter().enumerate() {
            let row = &x[i * columns + first..][..out.len()];
            for (out, x) in out.iter_mut().zip(row) {
                *out += *w * *x;
            }
        }
    }
}
