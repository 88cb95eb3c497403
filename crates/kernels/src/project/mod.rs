//! Nearest points of constraint sets, one file per set.
//!
//! No projection returns -0.

mod elementwise;
mod near_convex;
mod simplex;
mod sum_at_most;

pub(crate) use elementwise::clip;

use crate::tile::{Buffer, VectorsMut, for_each_tile, padded};
use crate::{Real, has_shape};

/// A set that a matrix is projected on; its columns or its rows are the points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection<'a, T> {
    /// No constraint.
    None,
    /// Every entry at least 0.
    Nonnegative,
    /// Entries at least 0 that sum to `sum`.
    Simplex {
        /// The sum, above 0.
        sum: T,
    },
    /// Entries at least 0 whose sum is at most `sum`.
    SumAtMost {
        /// The largest sum, above 0.
        sum: T,
    },
    /// Entries at least −ε that sum to 1.
    NearConvex {
        /// ε ≥ 0 of every column (or row).
        epsilon: &'a [T],
    },
}

/// Which vectors of a matrix are the points of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Every column is a point.
    Columns,
    /// Every row is a point.
    Rows,
}

impl<T: Real> Projection<'_, T> {
    /// Panics where the set's vectors do not fit `count` points.
    pub(crate) fn check(&self, count: usize) {
        if let Self::NearConvex { epsilon } = self {
            assert_eq!(epsilon.len(), count);
        }
    }

    /// Whether every entry is projected by itself.
    pub fn is_elementwise(&self) -> bool {
        matches!(self, Self::None | Self::Nonnegative)
    }
}

/// F ← the nearest matrix whose columns (or rows) are in the set; F is `rows` x `columns`.
pub fn project<T: Real>(
    kind: Projection<'_, T>,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) {
    assert!(has_shape(f, rows, columns));
    if f.is_empty() {
        return;
    }
    if kind.is_elementwise() {
        elementwise::project(kind, f);
        return;
    }
    let (length, count) = match along {
        Along::Columns => (rows, columns),
        Along::Rows => (columns, rows),
    };
    kind.check(count);
    let width = padded::<T>(1);
    let vectors = VectorsMut::new(f, rows, columns, along);
    for_each_tile(
        count,
        width,
        || Buffer::new(length * width),
        |tile, first, used| {
            // SAFETY: every vector belongs to one tile, and every tile to one thread.
            unsafe { vectors.gather(first, used, width, tile) };
            project_tile(kind, first, length, width, tile);
            // SAFETY: as above.
            unsafe { vectors.scatter(first, used, width, tile) };
        },
    );
}

/// Projects every lane of a tile, whose first lane is vector `first` of the matrix.
pub(crate) fn project_tile<T: Real>(
    kind: Projection<'_, T>,
    first: usize,
    length: usize,
    width: usize,
    tile: &mut [T],
) {
    match kind {
        Projection::None | Projection::Nonnegative => elementwise::project_chunk(kind, tile),
        Projection::NearConvex { epsilon } => {
            near_convex::project_tile(epsilon, first, length, width, tile);
        }
        Projection::Simplex { sum } => simplex::project_tile(sum, length, width, tile),
        Projection::SumAtMost { sum } => sum_at_most::project_tile(sum, length, width, tile),
    }
}
