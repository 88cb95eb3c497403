//! Which cells of X count, and how much.

use super::source::Data;
use crate::project::Along;
use crate::sparse::Compressed;
use crate::{Real, has_shape};

/// How much every cell of X (m x n) counts.
#[derive(Clone, Copy)]
pub enum Weights<'a, T> {
    /// All of them once.
    Ones,
    /// By these, row-major.
    Dense(&'a [T]),
    /// Of sparse X the stored ones, once each.
    Stored,
    /// Of sparse X those that are stored here, by their value; where X stores nothing it is zero.
    Sparse {
        /// The rows.
        by_rows: Compressed<'a, T>,
        /// The columns.
        by_columns: Compressed<'a, T>,
    },
}

impl<'a, T: Real> Weights<'a, T> {
    /// Panics unless these are weights for data of m x n.
    pub(super) fn check(&self, data: Data<'_, T>, m: usize, n: usize) {
        let sparse = matches!(data, Data::Sparse { .. });
        match self {
            Weights::Ones => {}
            Weights::Dense(weights) => assert!(has_shape(weights, m, n)),
            Weights::Stored => assert!(sparse),
            Weights::Sparse {
                by_rows,
                by_columns,
            } => {
                assert!(sparse && by_rows.rows() == m && by_rows.cols() == n);
                assert!(by_columns.rows() == n && by_columns.cols() == m);
            }
        }
    }

    /// Whether only cells that are stored count.
    pub(super) fn only_stored(&self) -> bool {
        matches!(self, Weights::Stored | Weights::Sparse { .. })
    }

    /// The weights of the columns or the rows of X, where they are stored.
    pub(super) fn lines(&self, along: Along) -> Option<Compressed<'a, T>> {
        match (*self, along) {
            (Weights::Sparse { by_rows, .. }, Along::Rows) => Some(by_rows),
            (Weights::Sparse { by_columns, .. }, Along::Columns) => Some(by_columns),
            _ => None,
        }
    }

    /// A weight for every cell, where there is one.
    pub(super) fn dense(&self) -> Option<&'a [T]> {
        match *self {
            Weights::Dense(weights) => Some(weights),
            _ => None,
        }
    }
}

/// The cells of each line that are gone through: those that the weights store, or the data.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a, T> {
    pub(super) data: Compressed<'a, T>,
    pub(super) weights: Option<Compressed<'a, T>>,
}

impl<'a, T: Real> Cells<'a, T> {
    /// The lines that say where they are.
    pub(super) fn places(&self) -> Compressed<'a, T> {
        self.weights.unwrap_or(self.data)
    }

    /// Calls `cell(e, x, weight)` for the cells of line `i`, one after another.
    #[inline(always)]
    pub(super) fn each(&self, i: usize, mut cell: impl FnMut(usize, T, T)) {
        let (indices, values) = self.data.line(i);
        let Some(weights) = self.weights else {
            for (e, &x) in values.iter().enumerate() {
                cell(e, x, T::ONE);
            }
            return;
        };
        let (places, weights) = weights.line(i);
        let mut at = 0;
        for (e, (&place, &weight)) in places.iter().zip(weights).enumerate() {
            while indices.get(at).is_some_and(|&index| index < place) {
                at += 1;
            }
            let stored = indices.get(at) == Some(&place);
            cell(e, if stored { values[at] } else { T::ZERO }, weight);
        }
    }
}
