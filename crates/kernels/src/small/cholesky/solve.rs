//! A X = B from the factor.

use crate::small::triangular::{Triangle, solve};
use crate::{Real, elementwise, has_shape};

/// B (order x columns, row-major) = A⁻¹ B for A = L Lᵀ, L from [`cholesky`](super::cholesky).
///
/// Finite unless the solution itself, or Lᵀ times it, leaves the range of the numbers.
pub fn cholesky_solve<T: Real>(order: usize, l: &[T], columns: usize, b: &mut [T]) {
    assert!(has_shape(l, order, order) && has_shape(b, order, columns));
    let mut u = vec![T::ZERO; order * order];
    elementwise::transpose(order, order, l, &mut u);
    solve(order, l, Triangle::Lower, columns, b);
    solve(order, &u, Triangle::Upper, columns, b);
}
