//! The inner loops, generic over the register.

use crate::reduce::BLOCK_TERMS;
use crate::simd::vector::Vector;
use crate::sparse::gather::kernel::{Columns, Long, Walk};
use crate::{PANEL, Real};

/// How many entries ahead rows of B are asked for: they lie anywhere.
const AHEAD: usize = 16;

/// Levels of the tree over blocks: there are fewer than 2^32 entries.
const LEVELS: usize = 20;

/// Sums of lines `first..first + lines`, `stride` apart; lines of more than a block go to `long`.
///
/// # Safety
///
/// The machine has `V`'s instruction set; X has these lines, B and `sums` these columns.
#[inline(always)]
pub unsafe fn sum<V: Vector, const N: usize>(
    walk: &Walk<V::Element>,
    first: usize,
    lines: usize,
    columns: Columns,
    sums: *mut V::Element,
    stride: usize,
    long: Long<V::Element>,
) {
    // SAFETY: the caller's promise; lines begin where the ones before them end.
    unsafe {
        for i in 0..lines {
            let from = *walk.starts.add(first + i);
            let to = *walk.starts.add(first + i + 1);
            let sums = sums.add(i * stride);
            if to - from <= BLOCK_TERMS {
                store(block::<V, N>(walk, from, to, columns), columns, sums);
            } else {
                long(walk, from, to, columns, sums);
            }
        }
    }
}

/// Sums of one line of several blocks, by the tree.
///
/// Sums of 2^l blocks wait on level l for their neighbours; what is left at the end is added from the right.
///
/// # Safety
///
/// As for [`sum`].
#[inline(always)]
pub unsafe fn long<V: Vector, const N: usize>(
    walk: &Walk<V::Element>,
    from: usize,
    to: usize,
    columns: Columns,
    sums: *mut V::Element,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut waiting = [[V::splat(V::Element::ZERO); N]; LEVELS];
        let blocks = (to - from).div_ceil(BLOCK_TERMS);
        for i in 0..blocks {
            let start = from + i * BLOCK_TERMS;
            let mut total = block::<V, N>(walk, start, to.min(start + BLOCK_TERMS), columns);
            let mut level = 0;
            while i >> level & 1 == 1 {
                total = add(waiting[level], total);
                level += 1;
            }
            waiting[level] = total;
        }
        let mut level = blocks.trailing_zeros() as usize;
        let mut total = waiting[level];
        while blocks >> (level + 1) != 0 {
            level += 1;
            if blocks >> level & 1 == 1 {
                total = add(waiting[level], total);
            }
        }
        store(total, columns, sums);
    }
}

/// Sums over the panels of one block, in order.
///
/// # Safety
///
/// As for [`sum`].
#[inline(always)]
unsafe fn block<V: Vector, const N: usize>(
    walk: &Walk<V::Element>,
    from: usize,
    to: usize,
    columns: Columns,
) -> [V; N] {
    // SAFETY: the caller's promise.
    unsafe {
        let mut total = panel::<V, N>(walk, from, to.min(from + PANEL), columns);
        let mut start = from + PANEL;
        while start < to {
            let sums = panel::<V, N>(walk, start, to.min(start + PANEL), columns);
            total = add(total, sums);
            start += PANEL;
        }
        total
    }
}

/// Sums over one panel: an accumulator from +0 for each output.
///
/// # Safety
///
/// As for [`sum`].
#[inline(always)]
unsafe fn panel<V: Vector, const N: usize>(
    walk: &Walk<V::Element>,
    from: usize,
    to: usize,
    columns: Columns,
) -> [V; N] {
    // SAFETY: the caller's promise: entries from..to are there, their indices are rows of B, and the last
    // entry is one of X as well.
    unsafe {
        let b = walk.b.add(columns.first);
        let mut sums = [V::splat(V::Element::ZERO); N];
        for k in from..to {
            let coming = *walk.indices.add((k + AHEAD).min(walk.last)) as usize;
            ask::<V, N>(b.wrapping_add(coming * walk.stride));
            let x = V::splat(*walk.values.add(k));
            let row = b.add(*walk.indices.add(k) as usize * walk.stride);
            for l in 0..N {
                let at = if l + 1 == N {
                    columns.tail
                } else {
                    l * V::LANES
                };
                sums[l] = sums[l].add(x.mul(V::load(row.add(at))));
            }
        }
        sums
    }
}

/// Asks for the cache lines that N registers from `row` on touch.
#[inline(always)]
fn ask<V: Vector, const N: usize>(row: *const V::Element) {
    let line = 64 / size_of::<V::Element>();
    let mut at = 0;
    while at < N * V::LANES {
        V::prefetch(row.wrapping_add(at));
        at += line;
    }
}

/// # Safety
///
/// The machine has `V`'s instruction set.
#[inline(always)]
unsafe fn add<V: Vector, const N: usize>(mut left: [V; N], right: [V; N]) -> [V; N] {
    for l in 0..N {
        // SAFETY: the caller's promise.
        left[l] = unsafe { left[l].add(right[l]) };
    }
    left
}

/// # Safety
///
/// The machine has `V`'s instruction set; `to` has room for the columns.
#[inline(always)]
unsafe fn store<V: Vector, const N: usize>(sums: [V; N], columns: Columns, to: *mut V::Element) {
    for l in 0..N {
        let at = if l + 1 == N {
            columns.tail
        } else {
            l * V::LANES
        };
        // SAFETY: the caller's promise.
        unsafe { sums[l].store(to.add(at)) };
    }
}
