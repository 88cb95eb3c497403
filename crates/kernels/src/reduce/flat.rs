//! Sums over all elements: Σ x_i, Σ x_i², Σ x_i y_i, Σ (x_i − y_i)².

use crate::reduce::order::{BLOCK_TERMS, tree};
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{PANEL, Real};

/// Panels summed at one time: eight chains of additions hide their latency.
const CHAINS: usize = 8;

/// Blocks for one thread, at least.
const BLOCKS_PER_PART: usize = 8;

/// Σ_i term(x_i, y_i) over one block, `CHAINS` panels at a time.
#[inline(always)]
fn block<T: Real>(x: &[T], y: &[T], term: impl Fn(T, T) -> T + Copy) -> T {
    let mut total = T::ZERO;
    let (mut x, mut y) = (x, y);
    while x.len() >= CHAINS * PANEL {
        total = chains::<T, CHAINS>(&mut x, &mut y, total, term);
    }
    if x.len() >= 4 * PANEL {
        total = chains::<T, 4>(&mut x, &mut y, total, term);
    }
    // What is left: at most three whole panels and a part of one.
    match x.len().div_ceil(PANEL) {
        0 | 1 => last_chains::<T, 1>(x, y, total, term),
        2 => last_chains::<T, 2>(x, y, total, term),
        3 => last_chains::<T, 3>(x, y, total, term),
        _ => last_chains::<T, 4>(x, y, total, term),
    }
}

/// Adds the sums of the last N panels to the total, in order; the very last may be shorter.
#[inline(always)]
fn last_chains<T: Real, const N: usize>(
    x: &[T],
    y: &[T],
    total: T,
    term: impl Fn(T, T) -> T + Copy,
) -> T {
    let rest = x.len() - (N - 1) * PANEL;
    let mut sums = [T::ZERO; N];
    // All panels as far as the last one goes, then the others.
    let xs: [&[T]; N] = core::array::from_fn(|c| &x[c * PANEL..][..rest]);
    let ys: [&[T]; N] = core::array::from_fn(|c| &y[c * PANEL..][..rest]);
    for i in 0..rest {
        for c in 0..N {
            sums[c] += term(xs[c][i], ys[c][i]);
        }
    }
    let (x, y) = (&x[..(N - 1) * PANEL], &y[..(N - 1) * PANEL]);
    for i in rest..PANEL {
        for c in 0..N - 1 {
            sums[c] += term(x[c * PANEL + i], y[c * PANEL + i]);
        }
    }
    sums.into_iter().fold(total, |total, sum| total + sum)
}

/// Takes N panels off x and y and adds their sums to the total, in order.
#[inline(always)]
fn chains<T: Real, const N: usize>(
    x: &mut &[T],
    y: &mut &[T],
    total: T,
    term: impl Fn(T, T) -> T + Copy,
) -> T {
    let (xs, x_rest) = x.split_at(N * PANEL);
    let (ys, y_rest) = y.split_at(N * PANEL);
    (*x, *y) = (x_rest, y_rest);
    let mut sums = [T::ZERO; N];
    for i in 0..PANEL {
        for c in 0..N {
            sums[c] += term(xs[c * PANEL + i], ys[c * PANEL + i]);
        }
    }
    let mut total = total;
    for sum in sums {
        total += sum;
    }
    total
}

dispatch! {
    fn sum_block<T: Real>(x: &[T], y: &[T]) -> T {
        block(x, y, |x, _| x)
    }

    fn norm_block<T: Real>(x: &[T], y: &[T]) -> T {
        block(x, y, |x, _| x * x)
    }

    fn inner_block<T: Real>(x: &[T], y: &[T]) -> T {
        block(x, y, |x, y| x * y)
    }

    fn distance_block<T: Real>(x: &[T], y: &[T]) -> T {
        block(x, y, |x, y| (x - y) * (x - y))
    }
}

/// The tree over the blocks of x and y, shared out to threads when there are many.
fn over_blocks<T: Real>(x: &[T], y: &[T], block: impl Fn(&[T], &[T]) -> T + Sync) -> T {
    assert_eq!(x.len(), y.len());
    if x.len() <= BLOCK_TERMS {
        return block(x, y);
    }
    let mut sums = vec![T::ZERO; x.len().div_ceil(BLOCK_TERMS)];
    parallel_chunks(&mut sums, BLOCKS_PER_PART, |part, sums| {
        for (i, sum) in sums.iter_mut().enumerate() {
            let start = (part * BLOCKS_PER_PART + i) * BLOCK_TERMS;
            let end = x.len().min(start + BLOCK_TERMS);
            *sum = block(&x[start..end], &y[start..end]);
        }
    });
    tree(0, sums.len(), &mut |i| sums[i], &|left, right| left + right)
}

/// Σ x_i.
pub fn sum<T: Real>(x: &[T]) -> T {
    over_blocks(x, x, sum_block)
}

/// Σ x_i².
pub fn norm_squared<T: Real>(x: &[T]) -> T {
    over_blocks(x, x, norm_block)
}

/// Σ x_i y_i.
pub fn inner<T: Real>(x: &[T], y: &[T]) -> T {
    over_blocks(x, y, inner_block)
}

/// Σ (x_i − y_i)².
pub fn distance_squared<T: Real>(x: &[T], y: &[T]) -> T {
    over_blocks(x, y, distance_block)
}
