//! A sparse matrix in both orders.

use crate::Real;
use crate::sparse::Compressed;

/// The memory for a matrix could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory {
    /// The entries of one order.
    pub entries: usize,
}

/// The lines of one order, as they are kept.
#[derive(Debug)]
pub(super) struct Held<T> {
    pub starts: Vec<usize>,
    pub indices: Vec<u32>,
    pub values: Vec<T>,
}

impl<T: Real> Held<T> {
    /// No memory yet.
    pub fn empty() -> Self {
        Self {
            starts: Vec::new(),
            indices: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Gives back what more than the entries takes.
    pub fn shrink(&mut self) {
        self.indices.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    /// A copy of the lines with other values.
    fn with_values(&self, values: Vec<T>) -> Result<Self, OutOfMemory> {
        Ok(Self {
            starts: copied(&self.starts)?,
            indices: copied(&self.indices)?,
            values,
        })
    }
}

/// Whether lines can be counted, both ways: there is one start more, and one more while they are made.
pub(super) fn check_orders(rows: usize, cols: usize) -> Result<(), OutOfMemory> {
    match rows.max(cols).checked_add(2) {
        Some(_) => Ok(()),
        None => Err(OutOfMemory {
            entries: rows.max(cols),
        }),
    }
}

/// The same length as asked for, filled with `value`.
pub(super) fn resize<V: Copy>(
    vector: &mut Vec<V>,
    length: usize,
    value: V,
) -> Result<(), OutOfMemory> {
    vector.clear();
    reserve(vector, length)?;
    vector.resize(length, value);
    Ok(())
}

/// Room for so many in an empty vector.
pub(super) fn reserve<V>(vector: &mut Vec<V>, length: usize) -> Result<(), OutOfMemory> {
    vector
        .try_reserve_exact(length)
        .map_err(|_| OutOfMemory { entries: length })
}

fn copied<V: Copy>(from: &[V]) -> Result<Vec<V>, OutOfMemory> {
    let mut copy = Vec::new();
    reserve(&mut copy, from.len())?;
    copy.extend_from_slice(from);
    Ok(copy)
}

/// A sparse matrix X by rows, and once more by columns.
///
/// Both hold the same entries; values are there twice, so that a walk in either order is a walk
/// through memory. Nothing changes it.
#[derive(Debug)]
pub struct Orders<T> {
    rows: usize,
    cols: usize,
    by_rows: Held<T>,
    by_columns: Held<T>,
}

impl<T: Real> Orders<T> {
    /// The matrix of these lines, which are the rows of X and of its transpose.
    pub(super) fn new(rows: usize, cols: usize, by_rows: Held<T>, by_columns: Held<T>) -> Self {
        // Kernels rely on what is checked here.
        debug_assert!(view(rows, cols, &by_rows).is_ok() && view(cols, rows, &by_columns).is_ok());
        assert_eq!(by_rows.values.len(), by_columns.values.len());
        Self {
            rows,
            cols,
            by_rows,
            by_columns,
        }
    }

    /// Rows of X.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Columns of X.
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// How many entries are stored.
    pub fn entries(&self) -> usize {
        self.by_rows.values.len()
    }

    /// How many bytes both orders take.
    pub fn bytes(&self) -> usize {
        let starts = self.by_rows.starts.len() + self.by_columns.starts.len();
        starts * size_of::<usize>() + 2 * self.entries() * (size_of::<u32>() + size_of::<T>())
    }

    /// The lines are the rows of X.
    pub fn by_rows(&self) -> Compressed<'_, T> {
        let Held {
            starts,
            indices,
            values,
        } = &self.by_rows;
        // SAFETY: `build` and `with_values` are where matrices come from, and make such lines.
        unsafe { Compressed::new_unchecked(self.rows, self.cols, starts, indices, values) }
    }

    /// The lines are the columns of X.
    pub fn by_columns(&self) -> Compressed<'_, T> {
        let Held {
            starts,
            indices,
            values,
        } = &self.by_columns;
        // SAFETY: as for `by_rows`.
        unsafe { Compressed::new_unchecked(self.cols, self.rows, starts, indices, values) }
    }

    /// A matrix with entries in the same places: its values by rows and by columns.
    pub(super) fn with_values(
        &self,
        by_rows: Vec<T>,
        by_columns: Vec<T>,
    ) -> Result<Self, OutOfMemory> {
        assert!(by_rows.len() == self.entries() && by_columns.len() == self.entries());
        Ok(Self {
            rows: self.rows,
            cols: self.cols,
            by_rows: self.by_rows.with_values(by_rows)?,
            by_columns: self.by_columns.with_values(by_columns)?,
        })
    }

    /// A value for every entry, which `fill` sets.
    pub(super) fn fresh_values(&self, fill: impl FnOnce(&mut [T])) -> Result<Vec<T>, OutOfMemory> {
        let mut values = Vec::new();
        resize(&mut values, self.entries(), T::ZERO)?;
        fill(&mut values);
        Ok(values)
    }
}

fn view<T>(rows: usize, cols: usize, held: &Held<T>) -> Result<Compressed<'_, T>, super::Flaw> {
    Compressed::new(rows, cols, &held.starts, &held.indices, &held.values)
}
