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
    // What is left: at most seven whole panels and a part of one.
    if x.len() >= 4 * PANEL {
        total = chains::<T, 4>(&mut x, &mut y, total, term);
    }
    if x.len() >= 2 * PANEL {
        total = chains::<T, 2>(&mut x, &mut y, total, term);
    }
    // The last whole panel runs beside the part that follows it.
    if x.len() > PANEL {
        let rest = x.len() - PANEL;
        let mut sums = [T::ZERO; 2];
        for i in 0..rest {
            sums[0] += term(x[i], y[i]);
            sums[1] += term(x[PANEL + i], y[PANEL + i]);
        }
        for i in rest..PANEL {
            sums[0] += term(x[i], y[i]);
        }
        return total + sums[0] + sums[1];
    }
    let mut sum = T::ZERO;
    for (&x, &y) in x.iter().zip(y) {
        sum += term(x, y);
    }
    total + sum
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
