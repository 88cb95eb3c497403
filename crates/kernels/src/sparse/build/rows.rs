//! A matrix whose rows arrive in order.

use crate::Real;
use crate::sparse::build::{Fault, finish};
use crate::sparse::orders::{Held, Orders, OutOfMemory, check_orders, reserve};

/// The first rows of a matrix; the others are empty until they come.
#[derive(Debug)]
pub struct Rows<T> {
    rows: usize,
    cols: usize,
    room: usize,
    held: Held<T>,
}

impl<T: Real> Rows<T> {
    /// Room for `entries` entries of a matrix of this shape.
    pub fn new(rows: usize, cols: usize, entries: usize) -> Result<Self, OutOfMemory> {
        check_orders(rows, cols)?;
        let mut held = Held::empty();
        reserve(&mut held.starts, rows + 1)?;
        reserve(&mut held.indices, entries)?;
        reserve(&mut held.values, entries)?;
        held.starts.push(0);
        Ok(Self {
            rows,
            cols,
            room: entries,
            held,
        })
    }

    /// The next rows: how many entries each has, and those one after the other.
    pub fn append(&mut self, counts: &[u32], indices: &[u32], values: &[T]) -> Result<(), Fault> {
        let entries: u64 = counts.iter().map(|&count| u64::from(count)).sum();
        if entries != indices.len() as u64 || indices.len() != values.len() {
            return Err(Fault::Lengths);
        }
        if counts.len() > self.rows + 1 - self.held.starts.len() {
            return Err(Fault::TooManyRows);
        }
        if indices.len() > self.room - self.held.indices.len() {
            return Err(Fault::TooManyEntries);
        }
        if let Some(k) = indices.iter().position(|&j| j as usize >= self.cols) {
            return Err(Fault::Column(k));
        }
        let mut end = self.held.indices.len();
        for &count in counts {
            end += count as usize;
            self.held.starts.push(end);
        }
        self.held.indices.extend_from_slice(indices);
        self.held.values.extend_from_slice(values);
        Ok(())
    }

    /// How many bytes have been set aside.
    pub fn bytes(&self) -> usize {
        self.room * (size_of::<u32>() + size_of::<T>()) + (self.rows + 1) * size_of::<usize>()
    }

    /// The matrix; rows that did not come are empty, entries of one cell are added in their order.
    pub fn finish(mut self) -> Result<Orders<T>, OutOfMemory> {
        let end = self.held.indices.len();
        self.held.starts.resize(self.rows + 1, end);
        finish(self.rows, self.cols, self.held)
    }
}
