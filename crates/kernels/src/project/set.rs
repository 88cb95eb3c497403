//! The constraint sets and what they speak of.

use crate::Real;

/// A set that a matrix is projected on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection<'a, T> {
    /// No constraint.
    None,
    /// Every entry at least 0.
    Nonnegative,
    /// Every entry within [low, high]; either bound may be infinite.
    Box {
        /// The smallest entry.
        low: T,
        /// The largest entry.
        high: T,
    },
    /// Every entry 0 or 1.
    Binary,
    /// Every entry 1 or −1.
    Signs,
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
    /// Entries at least 0 whose sum is within [low, high].
    SumWithin {
        /// The smallest sum, above 0.
        low: T,
        /// The largest sum, at least `low`.
        high: T,
    },
    /// Entries at least −ε that sum to 1.
    NearConvex {
        /// ε ≥ 0: of every column (or row), or one for all.
        epsilon: &'a [T],
    },
    /// ‖x‖₁ ≤ radius.
    L1Ball {
        /// Above 0.
        radius: T,
    },
    /// ‖x‖₂ ≤ radius.
    L2Ball {
        /// Above 0.
        radius: T,
        /// Whether entries are at least 0.
        nonnegative: bool,
    },
    /// ‖x‖₂ = 1.
    UnitL2 {
        /// Whether entries are at least 0.
        nonnegative: bool,
    },
    /// At most k entries that are not 0.
    KSparse {
        /// At least 1 and at most the length of a vector.
        k: usize,
        /// Whether entries are at least 0.
        nonnegative: bool,
    },
    /// Hoyer's sparsity at least `level` in every vector.
    Hoyer {
        /// In [0, 1].
        level: T,
        /// Whether entries are at least 0.
        nonnegative: bool,
    },
    /// Hoyer's sparsity at least `level` in the mean over all vectors.
    GroupedHoyer {
        /// In [0, 1].
        level: T,
        /// Whether entries are at least 0.
        nonnegative: bool,
    },
    /// Entries at least 0; vectors orthogonal to each other, each of length 1 or 0.
    Orthogonal,
    /// A square matrix of entries at least 0 whose rows and columns sum to 1.
    DoublyStochastic,
}

/// What a set speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every entry by itself.
    Entries,
    /// Every column (or row) by itself.
    Vectors,
    /// The matrix as one point.
    Matrix,
}

/// Which vectors of a matrix are the points of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Every column is a point.
    Columns,
    /// Every row is a point.
    Rows,
}

impl Along {
    /// The entries of each vector, and how many vectors there are.
    pub(crate) fn length_and_count(self, rows: usize, columns: usize) -> (usize, usize) {
        match self {
            Self::Columns => (rows, columns),
            Self::Rows => (columns, rows),
        }
    }
}

impl<T: Real> Projection<'_, T> {
    /// What the set speaks of.
    pub fn scope(&self) -> Scope {
        match self {
            Self::None | Self::Nonnegative | Self::Box { .. } | Self::Binary | Self::Signs => {
                Scope::Entries
            }
            Self::GroupedHoyer { .. } | Self::Orthogonal | Self::DoublyStochastic => Scope::Matrix,
            _ => Scope::Vectors,
        }
    }

    /// Panics where the set does not fit a matrix of this shape, or is empty.
    pub(crate) fn check(&self, along: Along, rows: usize, columns: usize) {
        let (length, count) = along.length_and_count(rows, columns);
        let zero = T::ZERO;
        assert!(match *self {
            Self::Box { low, high } => low <= high && low < T::MAX && high > -T::MAX,
            Self::Simplex { sum } | Self::SumAtMost { sum } => sum > zero && sum.is_finite(),
            Self::SumWithin { low, high } => low > zero && low <= high && high.is_finite(),
            Self::NearConvex { epsilon } => {
                (epsilon.len() == count || epsilon.len() == 1)
                    && epsilon.iter().all(|e| *e >= zero && e.is_finite())
            }
            Self::L1Ball { radius } | Self::L2Ball { radius, .. } => {
                radius > zero && radius.is_finite()
            }
            Self::KSparse { k, .. } => k >= 1 && k <= length.max(1),
            Self::Hoyer { level, .. } | Self::GroupedHoyer { level, .. } => {
                level >= zero && level <= T::ONE
            }
            Self::DoublyStochastic => rows == columns,
            Self::None
            | Self::Nonnegative
            | Self::Binary
            | Self::Signs
            | Self::UnitL2 { .. }
            | Self::Orthogonal => true,
        });
    }
}
