//! A matrix as what it does to others.

use crate::gemm::gemm;
use crate::sparse::{Compressed, Output, times_dense};
use crate::{Real, has_shape};

/// A matrix (rows x cols) that can be multiplied with from both sides.
pub trait LinearMap<T: Real> {
    /// Rows of A.
    fn rows(&self) -> usize;
    /// Columns of A.
    fn cols(&self) -> usize;
    /// out (rows x columns) = A B for B (cols x columns), both row-major.
    fn times(&self, columns: usize, b: &[T], out: &mut [T]);
    /// out (cols x columns) = Aᵀ B for B (rows x columns), both row-major.
    fn transposed_times(&self, columns: usize, b: &[T], out: &mut [T]);
}

/// A matrix all of whose entries are in memory.
pub struct Dense<'a, T> {
    rows: usize,
    cols: usize,
    numbers: &'a [T],
}

impl<'a, T: Real> Dense<'a, T> {
    /// The matrix with these entries, row-major.
    pub fn new(rows: usize, cols: usize, numbers: &'a [T]) -> Self {
        assert!(has_shape(numbers, rows, cols));
        Self {
            rows,
            cols,
            numbers,
        }
    }
}

impl<T: Real> LinearMap<T> for Dense<'_, T> {
    fn rows(&self) -> usize {
        self.rows
    }

    fn cols(&self) -> usize {
        self.cols
    }

    fn times(&self, columns: usize, b: &[T], out: &mut [T]) {
        let (m, k) = (self.rows, self.cols);
        gemm(
            false,
            false,
            m,
            columns,
            k,
            T::ONE,
            self.numbers,
            b,
            T::ZERO,
            out,
        );
    }

    fn transposed_times(&self, columns: usize, b: &[T], out: &mut [T]) {
        let (m, k) = (self.cols, self.rows);
        gemm(
            true,
            false,
            m,
            columns,
            k,
            T::ONE,
            self.numbers,
            b,
            T::ZERO,
            out,
        );
    }
}

/// A matrix of which only some entries are stored, by rows and by columns.
pub struct Sparse<'a, T> {
    by_rows: Compressed<'a, T>,
    by_columns: Compressed<'a, T>,
}

impl<'a, T: Real> Sparse<'a, T> {
    /// The matrix with these rows and these columns, which hold the same entries.
    pub fn new(by_rows: Compressed<'a, T>, by_columns: Compressed<'a, T>) -> Self {
        assert!(by_rows.rows() == by_columns.cols() && by_rows.cols() == by_columns.rows());
        assert_eq!(by_rows.entries(), by_columns.entries());
        Self {
            by_rows,
            by_columns,
        }
    }
}

impl<T: Real> LinearMap<T> for Sparse<'_, T> {
    fn rows(&self) -> usize {
        self.by_rows.rows()
    }

    fn cols(&self) -> usize {
        self.by_rows.cols()
    }

    fn times(&self, columns: usize, b: &[T], out: &mut [T]) {
        times_dense(self.by_rows, columns, T::ONE, b, T::ZERO, Output::Rows, out);
    }

    fn transposed_times(&self, columns: usize, b: &[T], out: &mut [T]) {
        times_dense(
            self.by_columns,
            columns,
            T::ONE,
            b,
            T::ZERO,
            Output::Rows,
            out,
        );
    }
}
