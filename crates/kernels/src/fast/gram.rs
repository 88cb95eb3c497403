//! C = α AᵀA + β C or α A Aᵀ + β C by the library: the upper triangle, mirrored.

use crate::fast::library::View;
use crate::fast::product::{FEW_OUTPUTS, suits, sum_of_parts, worthwhile_threads};
use crate::threads::{Shared, parallel_for};
use crate::{Real, elementwise};

/// As [`crate::gemm::gram`]. `false`, and nothing done, where that is none of the library's.
pub fn gram<T: Real>(
    transpose: bool,
    rows: usize,
    cols: usize,
    a: &[T],
    alpha: T,
    beta: T,
    c: &mut [T],
) -> bool {
    let (n, k) = if transpose {
        (cols, rows)
    } else {
        (rows, cols)
    };
    if !suits(n, n, k) {
        return false;
    }
    let lanes = View::of(a, cols, transpose);
    if beta == T::ZERO {
        symmetric(lanes, n, k, alpha, c);
    } else {
        // The old C need not be symmetric: α S is made aside, then added to β C.
        let mut sums = vec![T::ZERO; n * n];
        symmetric(lanes, n, k, alpha, &mut sums);
        elementwise::axpby(T::ONE, &sums, beta, c);
    }
    true
}

/// C (n x n) = α A Aᵀ; A is n x k.
fn symmetric<T: Real>(a: View<T>, n: usize, k: usize, alpha: T, c: &mut [T]) {
    let parts = worthwhile_threads(n * n / 2, k);
    if parts > 1 && n * n <= FEW_OUTPUTS && k > n {
        sum_of_parts(parts, k, T::ZERO, c, |range, _, c| {
            // SAFETY: A has these columns, C is n x n.
            unsafe {
                let a = a.at(0, range.start);
                T::multiply_by_own(n, range.len(), alpha, a, c.as_mut_ptr(), n);
            }
        });
    } else {
        triangle(a, n, k, alpha, c, parts);
    }
    for i in 1..n {
        for j in 0..i {
            c[i * n + j] = c[j * n + i];
        }
    }
}

/// The upper triangle in parts of columns: a rectangle above the diagonal and a triangle on it.
fn triangle<T: Real>(a: View<T>, n: usize, k: usize, alpha: T, c: &mut [T], parts: usize) {
    let shared = Shared::new(c);
    parallel_for(parts, |part| {
        let (left, right) = (boundary(n, parts, part), boundary(n, parts, part + 1));
        if left == right {
            return;
        }
        let width = right - left;
        // SAFETY: A has these rows, C these columns, which are this part's alone.
        unsafe {
            let c = shared.as_mut_ptr().add(left);
            let own = a.at(left, 0);
            if left > 0 {
                let shape = (left, width, k);
                T::multiply(shape, alpha, a, own.transposed(), T::ZERO, c, n);
            }
            T::multiply_by_own(width, k, alpha, own, c.add(left * n), n);
        }
    });
}

/// Where part `i` begins: columns up to there hold i/parts of the triangle.
fn boundary(n: usize, parts: usize, i: usize) -> usize {
    if i == parts {
        return n;
    }
    ((i as f64 / parts as f64).sqrt() * n as f64) as usize
}
