//! C = α S + β C for the sums of some lines.

use crate::{Real, simd};

/// Rows of C, as the sums lie.
pub fn finish_rows<T: Real>(alpha: T, sums: &[T], beta: T, c: &mut [T]) {
    for (c, &sum) in c.iter_mut().zip(sums) {
        *c = if beta == T::ZERO {
            alpha * sum
        } else {
            alpha * sum + beta * *c
        };
    }
}

/// Columns of C, the first at `c`, its `r` rows `stride` apart.
///
/// # Safety
///
/// C has these rows and a column for each line of `sums`, which no one else uses.
pub unsafe fn finish_transposed<T: Real>(
    alpha: T,
    sums: &[T],
    r: usize,
    beta: T,
    c: *mut T,
    stride: usize,
) {
    let lines = sums.len() / r;
    if alpha == T::ONE && beta == T::ZERO {
        let interleave = T::kernel(simd::current()).interleave;
        // SAFETY: the set in use is there; `sums` has these lines, C the caller's promise.
        return unsafe { interleave(lines, r, sums.as_ptr(), r, c, stride) };
    }
    for j in 0..r {
        for i in 0..lines {
            // SAFETY: i and j are a line and a row.
            let c = unsafe { &mut *c.add(j * stride + i) };
            let sum = alpha * sums[i * r + j];
            *c = if beta == T::ZERO {
                sum
            } else {
                sum + beta * *c
            };
        }
    }
}
