//! Sums of the weighted data over every row and every column.

use super::ratio::observed;
use super::source::Data;
use crate::Real;
use crate::reduce::{column_sums, row_sums, sum_by, sums_by};
use crate::sparse::Compressed;
use crate::threads::parallel_chunks;

/// Σ_j m_ij x_ij for every row i, and Σ_i m_ij x_ij for every column j. Weights that are all one
/// give the bits of no weights.
pub(super) fn margins<T: Real>(
    data: Data<'_, T>,
    weights: Option<&[T]>,
    m: usize,
    n: usize,
) -> [Vec<T>; 2] {
    let mut rows = vec![T::ZERO; m];
    let mut columns = vec![T::ZERO; n];
    match (data, weights) {
        (Data::Dense(x), None) => {
            row_sums(m, n, x, &mut rows);
            column_sums(m, n, x, &mut columns);
        }
        (Data::Dense(x), Some(weights)) => {
            let term = |i: usize| observed(x[i], weights[i]);
            parallel_chunks(&mut rows, ROWS, |part, rows| {
                for (i, sum) in rows.iter_mut().enumerate() {
                    let start = (part * ROWS + i) * n;
                    *sum = sum_by(n, |j| term(start + j));
                }
            });
            parallel_chunks(&mut columns, COLUMNS, |part, columns| {
                let first = part * COLUMNS;
                if columns.len() == COLUMNS {
                    let sums = sums_by(m, |i| {
                        core::array::from_fn::<T, COLUMNS, _>(|l| term(i * n + first + l))
                    });
                    columns.copy_from_slice(&sums);
                } else {
                    for (l, sum) in columns.iter_mut().enumerate() {
                        *sum = sum_by(m, |i| term(i * n + first + l));
                    }
                }
            });
        }
        (
            Data::Sparse {
                by_rows,
                by_columns,
            },
            _,
        ) => {
            let weight = |i: usize, j: usize| weights.map_or(T::ONE, |weights| weights[i * n + j]);
            line_sums(by_rows, &mut rows, weight);
            line_sums(by_columns, &mut columns, |j, i| weight(i, j));
        }
    }
    [rows, columns]
}

/// Rows and columns for one part of the work.
const ROWS: usize = 16;
const COLUMNS: usize = 16;

fn line_sums<T: Real>(
    lines: Compressed<'_, T>,
    sums: &mut [T],
    weight: impl Fn(usize, usize) -> T,
) {
    for (i, sum) in sums.iter_mut().enumerate() {
        let (indices, values) = lines.line(i);
        *sum = sum_by(values.len(), |e| {
            observed(values[e], weight(i, indices[e] as usize))
        });
    }
}

/// Σ of the weights over every row and every column; without weights each is one.
pub(super) fn weight_margins<T: Real>(weights: Option<&[T]>, m: usize, n: usize) -> [Vec<T>; 2] {
    let Some(weights) = weights else {
        let count = |count: usize| T::from_f64(count as f64);
        return [vec![count(n); m], vec![count(m); n]];
    };
    let mut rows = vec![T::ZERO; m];
    let mut columns = vec![T::ZERO; n];
    row_sums(m, n, weights, &mut rows);
    column_sums(m, n, weights, &mut columns);
    [rows, columns]
}
