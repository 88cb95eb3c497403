//! The contract's order of summation, over numbers or over several sums side by side.
//!
//! Σ_i t_i: panels of [`PANEL`] terms, each summed by one accumulator from +0 in
//! index order; the panels of a block of [`BLOCK`] added in order; blocks
//! combined as sum(lo..hi) = sum(lo..mid) + sum(mid..hi), where mid − lo is the
//! largest power of two below the count. An accumulator that starts from +0 is
//! never -0, so starting a block's total from +0 as well changes no bit.

use core::ops::Range;

use crate::{BLOCK, PANEL, Real};

/// Terms in a block.
pub const BLOCK_TERMS: usize = PANEL * BLOCK;

/// Σ term(i), i < n, in the contract's order.
#[inline(always)]
pub fn sum_by<T: Real>(n: usize, term: impl Fn(usize) -> T) -> T {
    let [sum] = sums_by(n, |i| [term(i)]);
    sum
}

/// N sums side by side: sum l is Σ_i term(i)[l], i < n, in the contract's order.
///
/// One sum is a chain in which each addition waits for the last one; N chains
/// keep the core busy and let LLVM put them in vector lanes.
#[inline(always)]
pub fn sums_by<T: Real, const N: usize>(n: usize, term: impl Fn(usize) -> [T; N]) -> [T; N] {
    let blocks = n.div_ceil(BLOCK_TERMS).max(1);
    if blocks == 1 {
        return block_by(0..n, &term);
    }
    tree(
        0,
        blocks,
        &mut |block| block_by(block * BLOCK_TERMS..n.min((block + 1) * BLOCK_TERMS), &term),
        &|left, right| add(left, right),
    )
}

/// N sums over one block.
#[inline(always)]
fn block_by<T: Real, const N: usize>(
    terms: Range<usize>,
    term: &impl Fn(usize) -> [T; N],
) -> [T; N] {
    let mut total = [T::ZERO; N];
    for start in terms.clone().step_by(PANEL) {
        let mut sums = [T::ZERO; N];
        for i in start..terms.end.min(start + PANEL) {
            sums = add(sums, term(i));
        }
        total = add(total, sums);
    }
    total
}

#[inline(always)]
fn add<T: Real, const N: usize>(mut x: [T; N], y: [T; N]) -> [T; N] {
    for i in 0..N {
        x[i] += y[i];
    }
    x
}

/// The tree over blocks lo..hi, hi > lo.
pub fn tree<V>(
    lo: usize,
    hi: usize,
    block: &mut impl FnMut(usize) -> V,
    add: &impl Fn(V, V) -> V,
) -> V {
    if hi - lo == 1 {
        return block(lo);
    }
    let mid = lo + left_part(hi - lo);
    let left = tree(lo, mid, block, add);
    let right = tree(mid, hi, block, add);
    add(left, right)
}

/// The same for many sums side by side: out = the tree over blocks lo..hi, hi > lo, where
/// `block(i, sums)` sets all `sums` to those over block i.
pub fn tree_into<T: Real>(lo: usize, hi: usize, out: &mut [T], block: &impl Fn(usize, &mut [T])) {
    if hi - lo == 1 {
        return block(lo, out);
    }
    let mid = lo + left_part(hi - lo);
    let mut right = vec![T::ZERO; out.len()];
    tree_into(lo, mid, out, block);
    tree_into(mid, hi, &mut right, block);
    for (left, right) in out.iter_mut().zip(right) {
        *left += right;
    }
}

/// How many of `count` > 1 blocks the left part of their tree takes.
fn left_part(count: usize) -> usize {
    count.next_power_of_two() / 2
}
