//! C = α S + β C with S = AᵀA or A Aᵀ.
//!
//! S is symmetric to the bit: s_ij and s_ji sum the same products in the same
//! order. So only tiles that meet the upper triangle are computed, and mirrored.

use crate::gemm::layout::Target;
use crate::gemm::operand::Operand;
use crate::gemm::product::Product;
use crate::gemm::worthwhile_threads;
use crate::threads::{Shared, parallel_for};
use crate::{Real, elementwise, fast, has_shape, numerics, simd};

/// C = α AᵀA + β C (`transpose`, cols x cols) or C = α A Aᵀ + β C (rows x rows); A is rows x cols.
pub fn gram<T: Real>(
    transpose: bool,
    rows: usize,
    cols: usize,
    a: &[T],
    alpha: T,
    beta: T,
    c: &mut [T],
) {
    let (n, k) = if transpose {
        (cols, rows)
    } else {
        (rows, cols)
    };
    assert!(has_shape(a, rows, cols) && has_shape(c, n, n));
    if n == 0 {
        return;
    }
    if numerics::is_fast() && fast::gram(transpose, rows, cols, a, alpha, beta, c) {
        return;
    }
    let lanes = if transpose {
        Operand::columns_of(a, cols)
    } else {
        Operand::rows_of(a, cols)
    };
    if beta == T::ZERO {
        symmetric(lanes, n, k, alpha, c);
    } else {
        // The old C need not be symmetric: α S is made aside, then added to β C.
        let mut sums = vec![T::ZERO; n * n];
        symmetric(lanes, n, k, alpha, &mut sums);
        elementwise::axpby(T::ONE, &sums, beta, c);
    }
}

/// C = α S, mirrored.
fn symmetric<T: Real>(lanes: Operand<T>, n: usize, k: usize, alpha: T, c: &mut [T]) {
    let product = Product {
        kernel: T::kernel(simd::current()),
        a: lanes,
        b: lanes,
        k,
        upper: true,
    };
    let parts = worthwhile_threads(n * n / 2, k);
    let shared = Shared::new(c);
    parallel_for(parts, |part| {
        let step = product.kernel.nr;
        let (left, right) = (
            boundary(n, parts, part, step),
            boundary(n, parts, part + 1, step),
        );
        let target = Target {
            start: shared.as_mut_ptr(),
            stride: n,
        };
        // SAFETY: the set in use is there; `gram` asserts the shapes; parts have their own columns.
        unsafe { product.run(0..right, left..right, alpha, T::ZERO, target.at(0, left)) };
    });
    for i in 1..n {
        for j in 0..i {
            c[i * n + j] = c[j * n + i];
        }
    }
}

/// Where part `i` begins: columns up to there hold i/parts of the triangle, nearly, for a part begins
/// at a multiple of `step`.
fn boundary(n: usize, parts: usize, i: usize, step: usize) -> usize {
    if i == parts {
        return n;
    }
    let exact = (i as f64 / parts as f64).sqrt() * n as f64;
    ((exact / step as f64).round() as usize * step).min(n)
}
