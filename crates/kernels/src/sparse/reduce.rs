//! Sums over lines, and what a check at the door asks. The sum over all entries is that of the values.

use crate::Real;
use crate::reduce::sum_by;
use crate::simd::dispatch;
use crate::sparse::Compressed;
use crate::sparse::lines::parallel_lines;
use crate::threads::Shared;

/// out_i = Σ of the entries of line i, in the contract's order.
pub fn sums<T: Real>(x: Compressed<T>, out: &mut [T]) {
    over_lines(x, out, sums_of);
}

/// out_i = Σ of the squares of the entries of line i, in the contract's order.
pub fn norms_squared<T: Real>(x: Compressed<T>, out: &mut [T]) {
    over_lines(x, out, norms_of);
}

fn over_lines<T: Real>(
    x: Compressed<T>,
    out: &mut [T],
    lines_of: impl Fn(&[usize], &[T], &mut [T]) + Sync,
) {
    assert_eq!(out.len(), x.rows());
    let out = Shared::new(out);
    parallel_lines(&x, 1, 8, |lines| {
        // SAFETY: these lines are this part's alone.
        let out = unsafe { out.slice(lines.start, lines.len()) };
        lines_of(&x.starts()[lines.start..=lines.end], x.values(), out);
    });
}

dispatch! {
    fn sums_of<T: Real>(starts: &[usize], values: &[T], out: &mut [T]) {
        for (out, line) in out.iter_mut().zip(starts.windows(2)) {
            let values = &values[line[0]..line[1]];
            *out = sum_by(values.len(), |k| values[k]);
        }
    }

    fn norms_of<T: Real>(starts: &[usize], values: &[T], out: &mut [T]) {
        for (out, line) in out.iter_mut().zip(starts.windows(2)) {
            let values = &values[line[0]..line[1]];
            *out = sum_by(values.len(), |k| values[k] * values[k]);
        }
    }

    /// The largest |value|; infinity where one is not finite, 0 of none.
    pub fn largest<T: Real>(values: &[T]) -> f64 {
        let mut largest = T::ZERO;
        for &value in values {
            if !value.is_finite() {
                return f64::INFINITY;
            }
            largest = value.abs().max(largest);
        }
        largest.to_f64()
    }
}

/// The first entry below zero.
pub fn first_negative<T: Real>(values: &[T]) -> Option<usize> {
    values.iter().position(|&value| value < T::ZERO)
}
