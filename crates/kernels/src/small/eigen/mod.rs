//! A = V diag(λ) Vᵀ of a symmetric A: tridiagonal form, then implicit QL steps.

mod ql;

use crate::small::Failure;
use crate::small::order::{as_columns, descending, points_down};
use crate::small::rotations::Rows;
use crate::small::scaled::{Scaled, finite, store};
use crate::small::tridiagonal::tridiagonal;
use crate::{Real, has_shape};

/// The eigenvalues of a symmetric A (n x n), the largest first, and the eigenvectors as the columns of
/// `vectors` (n x n), orthonormal, the entry of the largest magnitude positive. Only the lower triangle
/// of A is read.
///
/// Householder's tridiagonal form and QL with implicit shifts (Dubrulle, Martin and Wilkinson, 1968), in
/// double precision: each λ is off by a few n ε ‖A‖ at most, and so is ‖A − V diag(λ) Vᵀ‖.
pub fn symmetric_eigen<T: Real>(
    n: usize,
    a: &[T],
    values: &mut [T],
    vectors: &mut [T],
) -> Result<(), Failure> {
    assert!(has_shape(a, n, n) && has_shape(vectors, n, n) && values.len() == n);
    let scaled = Scaled::of(a)?;
    let (lambda, v) = decompose(n, &scaled.numbers)?;
    for (value, &lambda) in values.iter_mut().zip(&lambda) {
        *value = scaled.back(lambda);
    }
    store(&v, vectors);
    finite(values)
}

/// The same of numbers of at most about one.
fn decompose(n: usize, a: &[f64]) -> Result<(Vec<f64>, Vec<f64>), Failure> {
    // The reflections read the upper triangle.
    let mut upper = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            upper[j * n + i] = a[i * n + j];
            upper[i * n + j] = a[i * n + j];
        }
    }
    let mut t = tridiagonal(n, upper);
    let mut rows = Rows::columns_of(n, &t.orthogonal());
    ql::diagonalise(&mut t.d, &mut t.e, &mut rows)?;
    for i in 0..n {
        if points_down(&rows.row(i)[..n]) {
            rows.negate(i);
        }
    }
    let order = descending(&t.d);
    let lambda = order.iter().map(|&i| t.d[i]).collect();
    Ok((lambda, as_columns(n, &rows, &order)))
}
