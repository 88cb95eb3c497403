//! Sums in the contract's order.

use crate::{BLOCK, PANEL, Real};

/// Σ term(i), i < n, in the contract's order.
#[inline(always)]
pub fn sum_by<T: Real>(n: usize, term: impl Fn(usize) -> T + Copy) -> T {
    let block = PANEL * BLOCK;
    tree(0, n.div_ceil(block).max(1), &mut |b| {
        let hi = n.min((b + 1) * block);
        let mut total = T::ZERO;
        let mut lo = b * block;
        let mut first = true;
        while lo < hi {
            let mut s = T::ZERO;
            for i in lo..hi.min(lo + PANEL) {
                s += term(i);
            }
            total = if first { s } else { total + s };
            first = false;
            lo += PANEL;
        }
        total
    })
}

/// The tree over blocks lo..hi: the left part takes the largest power of two below the count.
pub fn tree<T: Real>(lo: usize, hi: usize, block: &mut impl FnMut(usize) -> T) -> T {
    if hi - lo == 1 {
        return block(lo);
    }
    let mid = lo + (hi - lo).next_power_of_two() / 2;
    let left = tree(lo, mid, block);
    left + tree(mid, hi, block)
}

/// Σ x_i.
pub fn sum<T: Real>(x: &[T]) -> T {
    sum_by(x.len(), |i| x[i])
}

/// Σ x_i².
pub fn norm_squared<T: Real>(x: &[T]) -> T {
    sum_by(x.len(), |i| x[i] * x[i])
}

/// Σ x_i y_i.
pub fn inner<T: Real>(x: &[T], y: &[T]) -> T {
    sum_by(x.len(), |i| x[i] * y[i])
}

/// Σ (x_i − y_i)².
pub fn distance_squared<T: Real>(x: &[T], y: &[T]) -> T {
    sum_by(x.len(), |i| (x[i] - y[i]) * (x[i] - y[i]))
}

/// out_i = Σ_j a_ij.
pub fn row_sums<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    for i in 0..rows {
        out[i] = sum(&a[i * cols..][..cols]);
    }
}

/// out_i = Σ_j a_ij².
pub fn row_norms_squared<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    for i in 0..rows {
        out[i] = norm_squared(&a[i * cols..][..cols]);
    }
}

/// out_j = Σ_i a_ij.
pub fn column_sums<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    for j in 0..cols {
        out[j] = sum_by(rows, |i| a[i * cols + j]);
    }
}

/// out_j = Σ_i a_ij².
pub fn column_norms_squared<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    for j in 0..cols {
        out[j] = sum_by(rows, |i| a[i * cols + j] * a[i * cols + j]);
    }
}
