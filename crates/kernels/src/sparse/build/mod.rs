//! Both orders of a matrix, from entries that arrive in pieces.
//!
//! Room for all entries is taken once, pieces are copied into it, and the second order is made
//! straight from the first by a counting sort. So the memory is never much more than that of both orders:
//! with [`Rows`] it is exactly theirs, with [`Entries`] a sixth more for as long as they are sorted by rows.

mod entries;
mod rows;
mod turn;

pub use entries::Entries;
pub use rows::Rows;

use crate::Real;
use crate::sparse::orders::{Held, Orders, OutOfMemory};

/// Why a piece is refused. Nothing of it was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The lists of a piece have different lengths, or the counts of its rows are not its entries.
    Lengths,
    /// There are more rows than the matrix has.
    TooManyRows,
    /// There are more entries than room was asked for.
    TooManyEntries,
    /// The row of this entry of the piece is not in the matrix.
    Row(usize),
    /// The column of this entry of the piece is not in the matrix.
    Column(usize),
}

/// Both orders from the rows as they came: in any order within a row, and some perhaps twice.
///
/// A counting sort by columns leaves the entries of a column in the order of their rows, and those of
/// one cell in the order in which they came. So after a second one, back to rows, the columns of a row rise too.
fn finish<T: Real>(
    rows: usize,
    cols: usize,
    mut by_rows: Held<T>,
) -> Result<Orders<T>, OutOfMemory> {
    let ordered = by_rows.starts.windows(2).all(|line| {
        let indices = &by_rows.indices[line[0]..line[1]];
        indices.windows(2).all(|pair| pair[0] < pair[1])
    });
    let mut by_columns = Held::empty();
    turn::turn(rows, cols, &by_rows, &mut by_columns)?;
    if !ordered {
        let before = by_columns.values.len();
        sum_duplicates(&mut by_columns);
        turn::turn(cols, rows, &by_columns, &mut by_rows)?;
        if by_columns.values.len() < before {
            by_rows.shrink();
            by_columns.shrink();
        }
    }
    Ok(Orders::new(rows, cols, by_rows, by_columns))
}

/// Adds entries of one cell, which are neighbours, in their order.
fn sum_duplicates<T: Real>(lines: &mut Held<T>) {
    let Held {
        starts,
        indices,
        values,
    } = lines;
    let mut kept = 0;
    let mut from = 0;
    for line in 1..starts.len() {
        let first = kept;
        for k in from..starts[line] {
            if kept > first && indices[kept - 1] == indices[k] {
                let value = values[k];
                values[kept - 1] += value;
            } else {
                indices[kept] = indices[k];
                values[kept] = values[k];
                kept += 1;
            }
        }
        from = starts[line];
        starts[line] = kept;
    }
    indices.truncate(kept);
    values.truncate(kept);
}
