//! Sparse matrices from pieces: room is taken once, pieces are copied into it, both orders are made at the end.

use std::rc::Rc;

use deepmf_kernels::sparse::{Entries, Fault, Rows};

use crate::error::{Error, Result};
use crate::memory::check_shape;
use crate::slab::{self, Precision};
use crate::sparse::held::{Oriented, Sparse, State, StoredSparse, no_memory};

/// The most entries: they are counted in 32 bits where they reach JavaScript.
const MOST_ENTRIES: f64 = u32::MAX as f64;

/// Room for a sparse matrix of at most so many entries, to which `"rows"` in order or `"entries"` in
/// any order are appended until it is finished.
pub fn sparse_allocate(
    rows: u32,
    cols: u32,
    entries: f64,
    precision: u32,
    pieces: &str,
) -> Result<u32> {
    match Precision::from_bits(precision)? {
        Precision::Double => allocate::<f64>(rows, cols, entries, pieces),
        Precision::Single => allocate::<f32>(rows, cols, entries, pieces),
    }
}

fn allocate<T: StoredSparse>(rows: u32, cols: u32, entries: f64, pieces: &str) -> Result<u32> {
    check_shape(rows, cols)?;
    if !(0.0..=MOST_ENTRIES).contains(&entries) || entries.fract() != 0.0 {
        return Err(Error::argument(format!(
            "the number of entries is a whole number from 0 to {MOST_ENTRIES}, received {entries}"
        )));
    }
    let (rows, cols, entries) = (rows as usize, cols as usize, entries as usize);
    let state = match pieces {
        "rows" => State::Rows(Rows::<T>::new(rows, cols, entries).map_err(no_memory)?),
        "entries" => State::Entries(Entries::<T>::new(rows, cols, entries).map_err(no_memory)?),
        _ => {
            return Err(Error::argument(format!(
                "a sparse matrix is made of rows or entries, received {pieces:?}"
            )));
        }
    };
    slab::insert_sparse(rows, cols, T::hold(state))
}

/// The next rows of a float64 matrix: how many entries each has; their columns; their values.
pub fn sparse_append_rows64(x: u32, counts: &[u32], columns: &[u32], values: &[f64]) -> Result<()> {
    append_rows(x, counts, columns, values)
}

/// The next rows of a float32 matrix.
pub fn sparse_append_rows32(x: u32, counts: &[u32], columns: &[u32], values: &[f32]) -> Result<()> {
    append_rows(x, counts, columns, values)
}

/// More entries of a float64 matrix: their rows, columns and values.
pub fn sparse_append_entries64(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[f64],
) -> Result<()> {
    append_entries(x, rows, columns, values)
}

/// More entries of a float32 matrix.
pub fn sparse_append_entries32(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[f32],
) -> Result<()> {
    append_entries(x, rows, columns, values)
}

fn append_rows<T: StoredSparse>(
    x: u32,
    counts: &[u32],
    columns: &[u32],
    values: &[T],
) -> Result<()> {
    let x = slab::find_sparse(x)?;
    match &mut *x.state::<T>()?.borrow_mut() {
        State::Rows(rows) => rows
            .append(counts, columns, values)
            .map_err(|fault| refused(&x, fault, &[], columns)),
        State::Entries(_) => Err(Error::argument(format!(
            "sparse matrix {} is made of entries, not of rows",
            x.id
        ))),
        _ => Err(x.finished_already()),
    }
}

fn append_entries<T: StoredSparse>(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[T],
) -> Result<()> {
    let x = slab::find_sparse(x)?;
    match &mut *x.state::<T>()?.borrow_mut() {
        State::Entries(entries) => entries
            .append(rows, columns, values)
            .map_err(|fault| refused(&x, fault, rows, columns)),
        State::Rows(_) => Err(Error::argument(format!(
            "sparse matrix {} is made of rows, not of entries",
            x.id
        ))),
        _ => Err(x.finished_already()),
    }
}

fn refused(x: &Sparse, fault: Fault, rows: &[u32], columns: &[u32]) -> Error {
    Error::argument(match fault {
        Fault::Lengths => "the lists of a piece have different lengths".to_owned(),
        Fault::TooManyRows => format!("there are more rows than the {} of the matrix", x.rows),
        Fault::TooManyEntries => "there are more entries than room was asked for".to_owned(),
        Fault::Row(k) => format!(
            "entry {k} of the piece is in row {}, expected below {}",
            rows[k], x.rows
        ),
        Fault::Column(k) => format!(
            "entry {k} of the piece is in column {}, expected below {}",
            columns[k], x.cols
        ),
    })
}

/// Makes both orders; entries of one cell are added in the order in which they came, and rows that did
/// not come are empty. Returns how many entries are stored.
pub fn sparse_finish(x: u32) -> Result<f64> {
    let x = slab::find_sparse(x)?;
    match x.precision() {
        Precision::Double => finish::<f64>(&x),
        Precision::Single => finish::<f32>(&x),
    }
}

fn finish<T: StoredSparse>(x: &Sparse) -> Result<f64> {
    let cell = x.state::<T>()?;
    let orders = match cell.replace(State::Spent) {
        State::Rows(rows) => rows.finish(),
        State::Entries(entries) => entries.finish(),
        other => {
            cell.replace(other);
            return Err(x.finished_already());
        }
    };
    let orders = Rc::new(orders.map_err(no_memory)?);
    let entries = orders.entries() as f64;
    cell.replace(State::Ready(Oriented {
        orders,
        transposed: false,
    }));
    Ok(entries)
}
