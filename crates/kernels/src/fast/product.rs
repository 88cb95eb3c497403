//! C = α op(A) op(B) + β C by the library, split over threads.

use crate::fast::library::{IS_LINKED, View, fits};
use crate::threads::{Shared, parallel_for, threads};
use crate::{Real, elementwise};

/// Multiply-and-adds worth a second thread: about 30 microseconds of one core.
const WORTH_A_THREAD: usize = 1 << 19;

/// Multiply-and-adds below which a call of the library costs more than it gains.
const WORTH_A_CALL: usize = 1 << 12;

/// Terms of a sum below which the library's packing costs more than its arithmetic gains.
const SHORTEST_SUM: usize = 8;

/// Parts of a product at most: OpenBLAS has a buffer for each call under way, and not many.
const MOST_PARTS: usize = 48;

/// Outputs so few that threads share the inner dimension instead.
pub const FEW_OUTPUTS: usize = 1 << 14;

/// Rows or columns of C in a part, at least.
const THINNEST_PART: usize = 16;

/// C (m x n) = α op(A) op(B) + β C. `false`, and nothing done, where that is none of the library's.
pub fn gemm<T: Real>(
    trans_a: bool,
    trans_b: bool,
    (m, n, k): (usize, usize, usize),
    alpha: T,
    a: &[T],
    b: &[T],
    beta: T,
    c: &mut [T],
) -> bool {
    if !suits(m, n, k) {
        return false;
    }
    let a = View::of(a, if trans_a { m } else { k }, trans_a);
    let b = View::of(b, if trans_b { k } else { n }, trans_b);
    // SAFETY: the caller has asserted the shapes; `suits` has checked the orders.
    unsafe { product((m, n, k), alpha, a, b, beta, c) };
    true
}

/// Whether a product is the library's: of a matrix with a vector nothing can be gained.
pub fn suits(m: usize, n: usize, k: usize) -> bool {
    IS_LINKED
        && m > 1
        && n > 1
        && k >= SHORTEST_SUM
        && [m, n, k].into_iter().all(fits)
        && m.saturating_mul(n).saturating_mul(k) >= WORTH_A_CALL
}

/// # Safety
///
/// The views and C have these orders, which suit the library.
unsafe fn product<T: Real>(
    (m, n, k): (usize, usize, usize),
    alpha: T,
    a: View<T>,
    b: View<T>,
    beta: T,
    c: &mut [T],
) {
    let parts = worthwhile_threads(m * n, k);
    if parts > 1 && m * n <= FEW_OUTPUTS && k > m.max(n) {
        sum_of_parts(parts, k, beta, c, |range, beta, c| {
            // SAFETY: the caller's promise; the range lies within k.
            unsafe {
                let (a, b) = (a.at(0, range.start), b.at(range.start, 0));
                T::multiply((m, n, range.len()), alpha, a, b, beta, c.as_mut_ptr(), n);
            }
        });
        return;
    }
    let by_rows = m >= n;
    let longer = m.max(n);
    let parts = parts.min(longer / THINNEST_PART).max(1);
    let c = Shared::new(c);
    parallel_for(parts, |part| {
        let (from, to) = (part * longer / parts, (part + 1) * longer / parts);
        // SAFETY: the caller's promise; parts have their own rows or columns of C.
        unsafe {
            let c = c.as_mut_ptr();
            if by_rows {
                let shape = (to - from, n, k);
                T::multiply(shape, alpha, a.at(from, 0), b, beta, c.add(from * n), n);
            } else {
                let shape = (m, to - from, k);
                T::multiply(shape, alpha, a, b.at(0, from), beta, c.add(from), n);
            }
        }
    });
}

/// C = Σ over `parts` ranges of the inner dimension, added in order, + β C.
///
/// `part(range, β, c)` writes its sum, plus β c, to c; the first one does so in C itself.
pub fn sum_of_parts<T: Real>(
    parts: usize,
    k: usize,
    beta: T,
    c: &mut [T],
    part: impl Fn(core::ops::Range<usize>, T, &mut [T]) + Sync,
) {
    let size = c.len();
    let mut others = vec![T::ZERO; (parts - 1) * size];
    let (first, rest) = (Shared::new(c), Shared::new(&mut others));
    parallel_for(parts, |i| {
        let range = i * k / parts..(i + 1) * k / parts;
        // SAFETY: each part has a buffer of its own.
        unsafe {
            if i == 0 {
                part(range, beta, first.slice(0, size));
            } else {
                part(range, T::ZERO, rest.slice((i - 1) * size, size));
            }
        }
    });
    for other in others.chunks_exact(size) {
        elementwise::axpby(T::ONE, other, T::ONE, c);
    }
}

/// How many threads `outputs` sums of `k` products can feed.
pub fn worthwhile_threads(outputs: usize, k: usize) -> usize {
    threads()
        .min(MOST_PARTS)
        .min(outputs.saturating_mul(k) / WORTH_A_THREAD)
        .max(1)
}
