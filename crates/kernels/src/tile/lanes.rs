//! Groups of lanes that are worked on together, and sums down the rows of a tile.

use crate::{BLOCK, PANEL, Real};

/// Lanes in a group, a divisor of every [`Real::TILE_LANES`].
pub(crate) const LANES: usize = 8;

/// Rows in a block of the summation order.
const BLOCK_ROWS: usize = BLOCK * PANEL;

/// The group of lanes that starts at `offset`.
#[inline(always)]
pub(crate) fn load<T: Real, const L: usize>(tile: &[T], offset: usize) -> [T; L] {
    let mut lanes = [T::ZERO; L];
    lanes.copy_from_slice(&tile[offset..offset + L]);
    lanes
}

/// Writes the group of lanes that starts at `offset`.
#[inline(always)]
pub(crate) fn store<T: Real, const L: usize>(tile: &mut [T], offset: usize, lanes: [T; L]) {
    tile[offset..offset + L].copy_from_slice(&lanes);
}

/// N sums over `count` rows in each of L lanes, in the order of the numerics contract.
///
/// `add(i, sums)` adds the terms of row i to the accumulators.
#[inline(always)]
pub(crate) fn lane_sums<T: Real, const L: usize, const N: usize>(
    count: usize,
    add: impl Fn(usize, &mut [[T; L]; N]),
) -> [[T; L]; N] {
    panel_sums(count, |from, to| {
        let mut sums = [[T::ZERO; L]; N];
        for i in from..to {
            add(i, &mut sums);
        }
        sums
    })
}

/// As [`lane_sums`], from the sums over rows `from..to` of one panel.
#[inline(always)]
pub(crate) fn panel_sums<T: Real, const L: usize, const N: usize>(
    count: usize,
    panel: impl Fn(usize, usize) -> [[T; L]; N],
) -> [[T; L]; N] {
    if count <= PANEL {
        panel(0, count)
    } else {
        many_panels(count, panel)
    }
}

/// Panels in index order within a block; blocks by the binary tree whose left part holds the
/// largest power of two below the count. Like a binary counter: two sums of equally many blocks
/// merge at once, and what is left merges from the right.
#[inline(always)]
fn many_panels<T: Real, const L: usize, const N: usize>(
    count: usize,
    panel: impl Fn(usize, usize) -> [[T; L]; N],
) -> [[T; L]; N] {
    let mut pending: Vec<(usize, [[T; L]; N])> = Vec::new();
    let mut block = 0;
    let mut sums = [[T::ZERO; L]; N];
    for from in (0..count).step_by(PANEL) {
        let next = panel(from, count.min(from + PANEL));
        if from == block {
            sums = next;
        } else {
            sums = plus(sums, next);
        }
        if from + PANEL == block + BLOCK_ROWS && from + PANEL < count {
            let mut blocks = 1;
            while let Some((_, left)) = pending.pop_if(|(size, _)| *size == blocks) {
                sums = plus(left, sums);
                blocks *= 2;
            }
            pending.push((blocks, sums));
            block += BLOCK_ROWS;
        }
    }
    while let Some((_, left)) = pending.pop() {
        sums = plus(left, sums);
    }
    sums
}

#[inline(always)]
fn plus<T: Real, const L: usize, const N: usize>(
    mut left: [[T; L]; N],
    right: [[T; L]; N],
) -> [[T; L]; N] {
    for (left, right) in left.iter_mut().zip(&right) {
        for (left, right) in left.iter_mut().zip(right) {
            *left += *right;
        }
    }
    left
}
