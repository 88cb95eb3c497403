//! A matrix whose entries arrive in any order.

use crate::Real;
use crate::sparse::build::turn::sort_by_row;
use crate::sparse::build::{Fault, finish};
use crate::sparse::orders::{Held, Orders, OutOfMemory, check_orders, reserve};

/// The entries of a matrix so far: row, column and value.
#[derive(Debug)]
pub struct Entries<T> {
    rows: usize,
    cols: usize,
    room: usize,
    row_of: Vec<u32>,
    column_of: Vec<u32>,
    values: Vec<T>,
}

impl<T: Real> Entries<T> {
    /// Room for `entries` entries of a matrix of this shape.
    pub fn new(rows: usize, cols: usize, entries: usize) -> Result<Self, OutOfMemory> {
        check_orders(rows, cols)?;
        let mut made = Self {
            rows,
            cols,
            room: entries,
            row_of: Vec::new(),
            column_of: Vec::new(),
            values: Vec::new(),
        };
        reserve(&mut made.row_of, entries)?;
        reserve(&mut made.column_of, entries)?;
        reserve(&mut made.values, entries)?;
        Ok(made)
    }

    /// More entries.
    pub fn append(&mut self, rows: &[u32], columns: &[u32], values: &[T]) -> Result<(), Fault> {
        if rows.len() != columns.len() || columns.len() != values.len() {
            return Err(Fault::Lengths);
        }
        if values.len() > self.room - self.values.len() {
            return Err(Fault::TooManyEntries);
        }
        if let Some(k) = rows.iter().position(|&i| i as usize >= self.rows) {
            return Err(Fault::Row(k));
        }
        if let Some(k) = columns.iter().position(|&j| j as usize >= self.cols) {
            return Err(Fault::Column(k));
        }
        self.row_of.extend_from_slice(rows);
        self.column_of.extend_from_slice(columns);
        self.values.extend_from_slice(values);
        Ok(())
    }

    /// How many bytes have been set aside.
    pub fn bytes(&self) -> usize {
        self.room * (2 * size_of::<u32>() + size_of::<T>())
    }

    /// The matrix; entries of one cell are added in the order in which they came.
    pub fn finish(self) -> Result<Orders<T>, OutOfMemory> {
        let Self { rows, cols, .. } = self;
        let mut by_rows = Held::empty();
        sort_by_row(
            rows,
            &self.row_of,
            &self.column_of,
            &self.values,
            &mut by_rows,
        )?;
        drop((self.row_of, self.column_of, self.values));
        finish(rows, cols, by_rows)
    }
}
