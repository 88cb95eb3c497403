//! One column of X times X, in one pass over X.

use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{BLOCK, PANEL, Real};

/// out ← wᵀX for X (w.len() x `columns`), summed in the contract's order.
pub(super) fn row_times_matrix<T: Real>(w: &[T], x: &[T], columns: usize, out: &mut [T]) {
    parallel_chunks(out, CHUNK, |chunk, out| {
        let rows = |from: usize, to: usize, out: &mut [T]| {
            add_panel(
                &w[from..to],
                &x[from * columns..to * columns],
                columns,
                chunk * CHUNK,
                out,
            );
        };
        sum_blocks(0, w.len().div_ceil(BLOCK * PANEL), w.len(), &rows, out);
    });
}

/// Columns of X at a time: their sums stay in first level cache.
const CHUNK: usize = 1024;

/// Blocks `from..to` of the rows by the contract's tree.
fn sum_blocks<T: Real>(
    from: usize,
    to: usize,
    rows: usize,
    panel: &impl Fn(usize, usize, &mut [T]),
    out: &mut [T],
) {
    if to - from > 1 {
        let middle = from + (to - from).next_power_of_two() / 2;
        let mut right = vec![T::ZERO; out.len()];
        sum_blocks(from, middle, rows, panel, out);
        sum_blocks(middle, to, rows, panel, &mut right);
        out.iter_mut()
            .zip(&right)
            .for_each(|(out, right)| *out += *right);
        return;
    }
    let end = rows.min(to * BLOCK * PANEL);
    let mut start = from * BLOCK * PANEL;
    out.fill(T::ZERO);
    panel(start, end.min(start + PANEL), out);
    let mut next = vec![T::ZERO; out.len()];
    while start + PANEL < end {
        start += PANEL;
        next.fill(T::ZERO);
        panel(start, end.min(start + PANEL), &mut next);
        out.iter_mut()
            .zip(&next)
            .for_each(|(out, next)| *out += *next);
    }
}

dispatch! {
    /// out += wᵀ X[:, first..first + out.len()] over the rows of one panel.
    fn add_panel<T: Real>(w: &[T], x: &[T], columns: usize, first: usize, out: &mut [T]) {
        for (i, w) in w.iter().enumerate() {
            let row = &x[i * columns + first..][..out.len()];
            for (out, x) in out.iter_mut().zip(row) {
                *out += *w * *x;
            }
        }
    }
}
