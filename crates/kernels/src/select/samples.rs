//! The columns that a selection chooses from, dense or sparse.

use super::row_product::row_times_matrix;
use crate::reduce::column_norms_squared;
use crate::sparse::{self, Compressed, Output};
use crate::{Real, has_shape};

/// Columns x_1, ..., x_n.
pub trait Samples<T> {
    /// How many there are.
    fn count(&self) -> usize;
    /// out_j = ‖x_j‖².
    fn norms_squared(&self, out: &mut [T]);
    /// out_j = ⟨x_column, x_j⟩.
    fn products_with(&self, column: usize, out: &mut [T]);
}

/// The columns of a row-major matrix.
pub struct Dense<'a, T> {
    m: usize,
    n: usize,
    x: &'a [T],
}

impl<'a, T> Dense<'a, T> {
    /// The columns of X (`m` x `n`).
    pub fn new(m: usize, n: usize, x: &'a [T]) -> Self {
        assert!(has_shape(x, m, n));
        Self { m, n, x }
    }
}

impl<T: Real> Samples<T> for Dense<'_, T> {
    fn count(&self) -> usize {
        self.n
    }

    fn norms_squared(&self, out: &mut [T]) {
        column_norms_squared(self.m, self.n, self.x, out);
    }

    fn products_with(&self, column: usize, out: &mut [T]) {
        let Self { m, n, x } = *self;
        let column: Vec<T> = (0..m).map(|i| x[i * n + column]).collect();
        row_times_matrix(&column, x, n, out);
    }
}

/// The lines are the columns.
impl<T: Real> Samples<T> for Compressed<'_, T> {
    fn count(&self) -> usize {
        self.rows()
    }

    fn norms_squared(&self, out: &mut [T]) {
        sparse::norms_squared(*self, out);
    }

    fn products_with(&self, column: usize, out: &mut [T]) {
        let mut dense = vec![T::ZERO; self.cols()];
        let (indices, values) = self.line(column);
        for (&i, &value) in indices.iter().zip(values) {
            dense[i as usize] = value;
        }
        sparse::times_dense(*self, 1, T::ONE, &dense, T::ZERO, Output::Rows, out);
    }
}
