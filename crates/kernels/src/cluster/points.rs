//! The columns that are grouped, dense or sparse.

use super::distance::{to_own, to_point};
use super::means::label_sums;
use super::nearest::nearest_of_dense;
use super::stored;
use crate::sparse::Compressed;
use crate::{Real, has_shape};

/// Columns x_1, ..., x_n of length m.
#[derive(Clone, Copy)]
pub enum Points<'a, T> {
    /// A row-major matrix X (`m` x `n`).
    Dense {
        /// Its rows.
        m: usize,
        /// Its columns.
        n: usize,
        /// Its entries.
        x: &'a [T],
    },
    /// A sparse one, in both orders.
    Sparse {
        /// The rows of X.
        by_rows: Compressed<'a, T>,
        /// The columns of X.
        by_columns: Compressed<'a, T>,
    },
}

impl<'a, T: Real> Points<'a, T> {
    /// The columns of X (`m` x `n`).
    pub fn dense(m: usize, n: usize, x: &'a [T]) -> Self {
        Points::Dense { m, n, x }
    }

    /// m and n; panics where the parts have other shapes.
    pub(super) fn shape(self) -> [usize; 2] {
        match self {
            Points::Dense { m, n, x } => {
                assert!(has_shape(x, m, n));
                [m, n]
            }
            Points::Sparse {
                by_rows,
                by_columns,
            } => {
                let (m, n) = (by_rows.rows(), by_rows.cols());
                assert!(by_columns.rows() == n && by_columns.cols() == m);
                [m, n]
            }
        }
    }

    /// Column j.
    pub(super) fn column(self, j: usize) -> Vec<T> {
        match self {
            Points::Dense { m, n, x } => (0..m).map(|i| x[i * n + j]).collect(),
            Points::Sparse { by_columns, .. } => {
                let mut column = vec![T::ZERO; by_columns.cols()];
                let (indices, values) = by_columns.line(j);
                for (&i, &value) in indices.iter().zip(values) {
                    column[i as usize] = value;
                }
                column
            }
        }
    }

    /// out_j ← ‖x_j − c‖².
    pub(super) fn to_point(self, c: &[T], out: &mut [T]) {
        match self {
            Points::Dense { x, .. } => to_point(c, x, out),
            Points::Sparse { by_columns, .. } => stored::to_point(by_columns, c, out),
        }
    }

    /// out_j ← ‖x_j − c_l‖² with l the label of column j, C having `k` columns.
    pub(super) fn to_own(self, k: usize, c: &[T], labels: &[u32], out: &mut [T]) {
        match self {
            Points::Dense { m, x, .. } => to_own(m, k, c, labels, x, out),
            Points::Sparse { by_columns, .. } => stored::to_own(by_columns, k, c, labels, out),
        }
    }

    /// labels_j ← the l with the smallest ‖c_l‖² − 2 c_lᵀx_j, the lowest of equal ones.
    pub(super) fn nearest(self, k: usize, c: &[T], norms: &[T], labels: &mut [u32]) {
        match self {
            Points::Dense { m, n, x } => nearest_of_dense(m, n, x, k, c, norms, labels),
            Points::Sparse { by_columns, .. } => stored::nearest(by_columns, k, c, norms, labels),
        }
    }

    /// sums (m x `k`) ← the sums of the columns with each label.
    pub(super) fn label_sums(self, k: usize, labels: &[u32], sums: &mut [T]) {
        match self {
            Points::Dense { m, n, x } => label_sums(m, n, x, k, labels, sums),
            Points::Sparse { by_rows, .. } => stored::label_sums(by_rows, k, labels, sums),
        }
    }
}
