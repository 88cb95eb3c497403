//! A matrix as what it does to others.

use crate::gemm::gemm;
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
