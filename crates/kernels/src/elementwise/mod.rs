//! Element-wise kernels: every output depends on one element of each input.

use crate::Real;
use crate::simd::dispatch;

dispatch! {
    fn scale_into<T: Real>(alpha: T, x: &[T], y: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = alpha * x;
        }
    }

    fn combine<T: Real>(alpha: T, x: &[T], beta: T, y: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = alpha * x + beta * *y;
        }
    }

    fn multiply<T: Real>(d: &[T], row: &mut [T]) {
        for (x, &d) in row.iter_mut().zip(d) {
            *x *= d;
        }
    }

    fn scale<T: Real>(d: T, row: &mut [T]) {
        for x in row.iter_mut() {
            *x *= d;
        }
    }
}

/// y = α x + β y; β = 0 ignores the old y.
pub fn axpby<T: Real>(alpha: T, x: &[T], beta: T, y: &mut [T]) {
    debug_assert_eq!(x.len(), y.len());
    if beta == T::ZERO {
        scale_into(alpha, x, y);
    } else {
        combine(alpha, x, beta, y);
    }
}

/// A = diag(d) A.
pub fn scale_rows<T: Real>(d: &[T], rows: usize, cols: usize, a: &mut [T]) {
    debug_assert!(d.len() == rows && a.len() == rows * cols);
    for i in 0..rows {
        scale(d[i], &mut a[i * cols..][..cols]);
    }
}

/// A = A diag(d).
pub fn scale_columns<T: Real>(d: &[T], rows: usize, cols: usize, a: &mut [T]) {
    debug_assert!(d.len() == cols && a.len() == rows * cols);
    for i in 0..rows {
        multiply(d, &mut a[i * cols..][..cols]);
    }
}

/// out (cols x rows) = Aᵀ.
pub fn transpose<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    for i in 0..rows {
        for j in 0..cols {
            out[j * rows + i] = a[i * cols + j];
        }
    }
}

/// a_ii += value, i < min(rows, cols).
pub fn add_diagonal<T: Real>(value: T, rows: usize, cols: usize, a: &mut [T]) {
    for i in 0..rows.min(cols) {
        a[i * cols + i] += value;
    }
}

/// Every element = value.
pub fn fill<T: Real>(value: T, a: &mut [T]) {
    a.fill(value);
}
