//! A = U diag(σ) Vᵀ: QR where A is not square, bidiagonal form, implicit QR steps.

mod bidiagonal;
mod golub_kahan;

use crate::gemm::gemm;
use crate::small::Failure;
use crate::small::order::{as_columns, descending, points_down};
use crate::small::qr::Factored;
use crate::small::rotations::Rows;
use crate::small::scaled::{Scaled, finite, store};
use crate::{Real, elementwise, has_shape};
use bidiagonal::bidiagonal;

/// The thin singular value decomposition of A (rows x cols), k = min(rows, cols): U (rows x k) and
/// V (cols x k) have orthonormal columns, σ (k numbers) is nonnegative, the largest first. In every
/// column of U the entry of the largest magnitude is positive.
///
/// Golub and Kahan (1965) with the implicit QR steps of Golub and Reinsch (1970) and the zero shift of
/// Demmel and Kahan (1990), in double precision: each σ is off by a few (rows + cols) ε ‖A‖ at most,
/// and so is ‖A − U diag(σ) Vᵀ‖.
pub fn svd<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    u: &mut [T],
    sigma: &mut [T],
    v: &mut [T],
) -> Result<(), Failure> {
    let k = rows.min(cols);
    assert!(has_shape(a, rows, cols) && sigma.len() == k);
    assert!(has_shape(u, rows, k) && has_shape(v, cols, k));
    let mut scaled = Scaled::of(a)?;
    let svd = decompose(rows, cols, core::mem::take(&mut scaled.numbers))?;
    for (to, &x) in sigma.iter_mut().zip(&svd.sigma) {
        *to = scaled.back(x);
    }
    store(&svd.u, u);
    store(&svd.v, v);
    finite(sigma)
}

/// The singular values alone, the largest first: σ has min(rows, cols) entries.
pub fn singular_values<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    sigma: &mut [T],
) -> Result<(), Failure> {
    assert!(has_shape(a, rows, cols) && sigma.len() == rows.min(cols));
    let mut scaled = Scaled::of(a)?;
    let numbers = core::mem::take(&mut scaled.numbers);
    let (order, square, _) = reduced(rows, cols, numbers);
    let mut b = bidiagonal(order, square);
    golub_kahan::diagonalise(&mut b.d, &mut b.e, &mut Rows::none(), &mut Rows::none())?;
    let values: Vec<f64> = b.d.iter().map(|d| d.abs()).collect();
    for (to, i) in sigma.iter_mut().zip(descending(&values)) {
        *to = scaled.back(values[i]);
    }
    finite(sigma)
}

/// A decomposition in double precision.
pub(super) struct Svd {
    /// rows x k.
    pub u: Vec<f64>,
    /// k numbers, the largest first.
    pub sigma: Vec<f64>,
    /// cols x k.
    pub v: Vec<f64>,
}

/// The decomposition of numbers of at most about one.
pub(super) fn decompose(rows: usize, cols: usize, a: Vec<f64>) -> Result<Svd, Failure> {
    let (n, square, q) = reduced(rows, cols, a);
    let mut b = bidiagonal(n, square);
    let mut left = Rows::columns_of(n, &b.left());
    let mut right = Rows::columns_of(n, &b.right());
    golub_kahan::diagonalise(&mut b.d, &mut b.e, &mut left, &mut right)?;
    for (i, d) in b.d.iter_mut().enumerate() {
        if *d < 0.0 {
            *d = d.abs();
            right.negate(i);
        }
    }
    let order = descending(&b.d);
    let sigma = order.iter().map(|&i| b.d[i]).collect();
    let inner = as_columns(n, &left, &order);
    let v = as_columns(n, &right, &order);
    let long = rows.max(cols);
    let u = match q {
        None => inner,
        Some(q) => {
            let mut u = vec![0.0; long * n];
            gemm(false, false, long, n, n, 1.0, &q, &inner, 0.0, &mut u);
            u
        }
    };
    let mut svd = if rows >= cols {
        Svd { u, sigma, v }
    } else {
        Svd { u: v, sigma, v: u }
    };
    fix_signs(n, &mut svd);
    Ok(svd)
}

/// A square matrix with the singular values of A, and the Q in A = Q R (or Aᵀ = Q R for a wide A)
/// whose R it is, where A is not square.
fn reduced(rows: usize, cols: usize, a: Vec<f64>) -> (usize, Vec<f64>, Option<Vec<f64>>) {
    let tall = if rows >= cols {
        a
    } else {
        let mut t = vec![0.0; a.len()];
        elementwise::transpose(rows, cols, &a, &mut t);
        t
    };
    let (long, n) = (rows.max(cols), rows.min(cols));
    if long == n {
        return (n, tall, None);
    }
    let factored = Factored::new(long, n, tall);
    (n, factored.r(), Some(factored.q()))
}

/// In every column of U the largest entry becomes positive.
fn fix_signs(k: usize, svd: &mut Svd) {
    for j in 0..k {
        let column: Vec<f64> = svd.u.iter().skip(j).step_by(k).copied().collect();
        if points_down(&column) {
            for x in svd.u.iter_mut().skip(j).step_by(k) {
                *x = 0.0 - *x;
            }
            for x in svd.v.iter_mut().skip(j).step_by(k) {
                *x = 0.0 - *x;
            }
        }
    }
}
