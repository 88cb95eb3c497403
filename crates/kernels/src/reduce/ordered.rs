//! Sums down the rows of a matrix or a tile, one for each column, in the order of the numerics contract.

use crate::reduce::order::{BLOCK_TERMS, tree_into};
use crate::{PANEL, Real};

/// `out` ← sums over `count` rows, where `panel(from, to, sums)` sets `sums` to those over the
/// rows of one panel, each by one accumulator in index order.
pub(crate) fn ordered_sums<T: Real>(
    count: usize,
    out: &mut [T],
    panel: impl Fn(usize, usize, &mut [T]),
) {
    if count <= PANEL {
        return panel(0, count, out);
    }
    tree_into(
        0,
        count.div_ceil(BLOCK_TERMS),
        out,
        &|block, out: &mut [T]| {
            let mut start = block * BLOCK_TERMS;
            let end = count.min(start + BLOCK_TERMS);
            panel(start, end.min(start + PANEL), out);
            let mut next = vec![T::ZERO; out.len()];
            while start + PANEL < end {
                start += PANEL;
                panel(start, end.min(start + PANEL), &mut next);
                for (sum, next) in out.iter_mut().zip(&next) {
                    *sum += *next;
                }
            }
        },
    );
}
