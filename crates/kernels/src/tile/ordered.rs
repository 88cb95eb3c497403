//! Sums down the rows of a tile, one per lane, in the order of the numerics contract.

use crate::{BLOCK, PANEL, Real};

/// Rows in a block of the summation order.
const BLOCK_ROWS: usize = BLOCK * PANEL;

/// `out` ← sums over `count` rows, where `panel(from, to, sums)` sets `sums` to those over the
/// rows of one panel, each by one accumulator in index order.
pub(crate) fn ordered_sums<T: Real>(
    count: usize,
    out: &mut [T],
    panel: impl Fn(usize, usize, &mut [T]),
) {
    if count <= PANEL {
        panel(0, count, out);
    } else {
        blocks(0, count.div_ceil(BLOCK_ROWS), count, out, &panel);
    }
}

/// Blocks `from..to` by the binary tree whose left part takes the largest power of two below the
/// count; panels of a block in index order.
fn blocks<T: Real>(
    from: usize,
    to: usize,
    count: usize,
    out: &mut [T],
    panel: &impl Fn(usize, usize, &mut [T]),
) {
    let mut next = vec![T::ZERO; out.len()];
    let mut add = |out: &mut [T], fill: &dyn Fn(&mut [T])| {
        fill(&mut next);
        out.iter_mut()
            .zip(&next)
            .for_each(|(sum, next)| *sum += *next);
    };
    if to - from > 1 {
        let middle = from + (to - from).next_power_of_two() / 2;
        blocks(from, middle, count, out, panel);
        add(out, &|next| blocks(middle, to, count, next, panel));
        return;
    }
    let end = count.min(to * BLOCK_ROWS);
    let mut start = from * BLOCK_ROWS;
    panel(start, end.min(start + PANEL), out);
    while start + PANEL < end {
        start += PANEL;
        add(out, &|next| panel(start, end.min(start + PANEL), next));
    }
}
