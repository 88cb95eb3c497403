//! The columns that a selection chooses from, dense or sparse.

use super::row_product::row_times_matrix;
use crate::reduce::column_norms_squared;
use crate::sparse::{self, Compressed, Output};
use crate::{Real, has_shape};

/// Columns x_1, ..., x_n.
pub trait Samples<T> {
    /// How many there are.
    fn count(&self) -> usize;
    /// How long they are.
    fn length(&self) -> usize;
    /// out_j = ‖x_j‖².
    fn norms_squared(&self, out: &mut [T]);
    /// out = x_column.
    fn column(&self, column: usize, out: &mut [T]);
    /// out_j = ⟨w, x_j⟩.
    fn products(&self, w: &[T], out: &mut [T]);
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

    fn length(&self) -> usize {
        self.m
    }

    fn norms_squared(&self, out: &mut [T]) {
        column_norms_squared(self.m, self.n, self.x, out);
    }

    fn column(&self, column: usize, out: &mut [T]) {
        for (i, out) in out.iter_mut().enumerate() {
            *out = self.x[i * self.n + column];
        }
    }

    fn products(&self, w: &[T], out: &mut [T]) {
        row_times_matrix(w, self.x, self.n, out);
    }
}

/// The lines are the columns.
impl<T: Real> Samples<T> for Compressed<'_, T> {
    fn count(&self) -> usize {
        self.rows()
    }

    fn length(&self) -> usize {
        self.cols()
    }

    fn norms_squared(&self, out: &mut [T]) {
        sparse::norms_squared(*self, out);
    }

    fn column(&self, column: usize, out: &mut [T]) {
        sparse::columns_into(*self, &[column as u32], out);
    }

    fn products(&self, w: &[T], out: &mut [T]) {
        sparse::times_dense(*self, 1, T::ONE, w, T::ZERO, Output::Rows, out);
    }
}
