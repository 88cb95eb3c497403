//! A bound of the largest |eigenvalue| of a symmetric matrix that costs no more than reading it.

use super::spectral_norm::spectral_norm;
use crate::reduce::sum_by;
use crate::{Real, has_shape};

/// Up to this order the norm itself is found, in O(n³).
const EXACT: usize = 256;

/// The spectral norm of the symmetric n x n matrix, or where n is large the smaller one of the Frobenius norm and the largest
/// sum of magnitudes in a row, neither of which is below it. Of Gram matrices of nonnegative data, one eigenvalue of which
/// outweighs all others, the Frobenius norm is hardly above.
///
/// Infinite where an entry is not finite.
pub fn norm_bound<T: Real>(n: usize, a: &[T]) -> T {
    if n <= EXACT {
        return spectral_norm(n, a);
    }
    assert!(has_shape(a, n, n));
    if a.iter().any(|x| !x.is_finite()) {
        return T::from_f64(f64::INFINITY);
    }
    let largest = a.iter().fold(T::ZERO, |largest, x| largest.max(x.abs()));
    if largest == T::ZERO {
        return T::ZERO;
    }
    // In units of the largest entry no square is lost or too large.
    let squares = sum_by(n * n, |i| {
        let x = a[i] / largest;
        x * x
    });
    let rows = (0..n).fold(T::ZERO, |most, i| {
        most.max(sum_by(n, |j| a[i * n + j].abs()))
    });
    (largest * squares.sqrt()).min(rows)
}
