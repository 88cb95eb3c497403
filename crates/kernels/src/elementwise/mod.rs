//! Element-wise kernels: every output depends on one element of each input.
//!
//! Large matrices are shared out to threads in stretches of [`PART`] elements.

mod transpose;

pub use transpose::transpose;

use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// Elements for one thread: below, waking another costs more than it saves.
const PART: usize = 1 << 17;

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

    fn multiply_into<T: Real>(x: &[T], y: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y *= x;
        }
    }

    fn scale_each_row<T: Real>(d: &[T], cols: usize, a: &mut [T]) {
        for (row, &d) in a.chunks_exact_mut(cols).zip(d) {
            for x in row {
                *x *= d;
            }
        }
    }

    fn scale_each_column<T: Real>(d: &[T], a: &mut [T]) {
        for row in a.chunks_exact_mut(d.len()) {
            for (x, &d) in row.iter_mut().zip(d) {
                *x *= d;
            }
        }
    }
}

/// y = α x + β y; β = 0 ignores the old y.
pub fn axpby<T: Real>(alpha: T, x: &[T], beta: T, y: &mut [T]) {
    assert_eq!(x.len(), y.len());
    parallel_chunks(y, PART, |part, y| {
        let x = &x[part * PART..][..y.len()];
        if beta == T::ZERO {
            scale_into(alpha, x, y);
        } else {
            combine(alpha, x, beta, y);
        }
    });
}

/// y = x ∘ y, the product element by element.
pub fn hadamard<T: Real>(x: &[T], y: &mut [T]) {
    assert_eq!(x.len(), y.len());
    parallel_chunks(y, PART, |part, y| {
        multiply_into(&x[part * PART..][..y.len()], y)
    });
}

/// A = diag(d) A.
pub fn scale_rows<T: Real>(d: &[T], rows: usize, cols: usize, a: &mut [T]) {
    assert!(d.len() == rows && has_shape(a, rows, cols));
    if cols == 0 {
        return;
    }
    let height = (PART / cols).max(1);
    parallel_chunks(a, height * cols, |part, a| {
        scale_each_row(&d[part * height..], cols, a);
    });
}

/// A = A diag(d).
pub fn scale_columns<T: Real>(d: &[T], rows: usize, cols: usize, a: &mut [T]) {
    assert!(d.len() == cols && has_shape(a, rows, cols));
    if cols == 0 {
        return;
    }
    parallel_chunks(a, (PART / cols).max(1) * cols, |_, a| {
        scale_each_column(d, a)
    });
}

/// a_ii += value, i < min(rows, cols).
pub fn add_diagonal<T: Real>(value: T, rows: usize, cols: usize, a: &mut [T]) {
    assert!(has_shape(a, rows, cols));
    for i in 0..rows.min(cols) {
        a[i * cols + i] += value;
    }
}

/// Every element = value.
pub fn fill<T: Real>(value: T, a: &mut [T]) {
    a.fill(value);
}
