//! Divergences from the stored entries of sparse X.

use core::ops::Range;

use super::beta::Beta;
use super::cells::Cells;
use super::ratio::observed;
use super::terms::{terms, without_v};
use crate::Real;
use crate::elementwise::transpose;
use crate::reduce::{column_sums, row_sums, sum, sum_by, sums_by};
use crate::sparse::Compressed;
use crate::threads::parallel_chunks;

/// W and Hᵀ, to meet row by row.
pub(super) struct Factors<'a, T> {
    w: &'a [T],
    tall: Vec<T>,
    rank: usize,
}

impl<'a, T: Real> Factors<'a, T> {
    pub(super) fn new(w: &'a [T], h: &[T], rank: usize, n: usize) -> Self {
        let mut tall = vec![T::ZERO; h.len()];
        transpose(rank, n, h, &mut tall);
        Self { w, tall, rank }
    }

    /// v ← (W H)_ij at these cells.
    fn at(&self, rows: &[u32], columns: &[u32], v: &mut [f64]) {
        let (row_groups, last_rows) = rows.as_chunks::<SIDE>();
        let (column_groups, last_columns) = columns.as_chunks::<SIDE>();
        let (groups, last) = v.as_chunks_mut::<SIDE>();
        for ((i, j), v) in row_groups.iter().zip(column_groups).zip(groups) {
            let w = i.map(|i| &self.w[i as usize * self.rank..][..self.rank]);
            let h = j.map(|j| &self.tall[j as usize * self.rank..][..self.rank]);
            let sums = sums_by(self.rank, |k| {
                core::array::from_fn::<T, SIDE, _>(|l| w[l][k] * h[l][k])
            });
            *v = sums.map(|sum| sum.to_f64());
        }
        for ((&i, &j), v) in last_rows.iter().zip(last_columns).zip(last) {
            let w = &self.w[i as usize * self.rank..][..self.rank];
            let h = &self.tall[j as usize * self.rank..][..self.rank];
            *v = sum_by(self.rank, |k| w[k] * h[k]).to_f64();
        }
    }
}

/// Cells whose products are summed side by side.
const SIDE: usize = 8;

/// What approximates X.
pub(super) enum Fitted<'a, T> {
    /// W H.
    Product(Factors<'a, T>),
    /// A matrix, row-major.
    Matrix { numbers: &'a [T], columns: usize },
}

impl<T: Real> Fitted<'_, T> {
    /// v ← what it is at these cells.
    fn at(&self, rows: &[u32], columns: &[u32], v: &mut [f64]) {
        match self {
            Fitted::Product(factors) => factors.at(rows, columns, v),
            Fitted::Matrix {
                numbers,
                columns: width,
            } => {
                for ((&i, &j), v) in rows.iter().zip(columns).zip(v) {
                    *v = numbers[i as usize * width + j as usize].to_f64();
                }
            }
        }
    }
}

/// Σ weight · d(x | v + floor) over the cells of all rows.
pub(super) fn of_cells<T: Real>(
    cells: Cells<'_, T>,
    beta: Beta,
    floor: f64,
    fitted: &Fitted<'_, T>,
) -> T {
    let places = cells.places();
    over_rows(places, floor, fitted, |rows, v| {
        let (mut xs, mut weights) = (Vec::new(), Vec::new());
        for row in rows {
            cells.each(row, |_, x, weight| {
                xs.push(x.to_f64());
                weights.push(weight);
            });
        }
        terms(beta, &xs, v);
        let terms = v.iter().zip(weights);
        let terms = terms.map(|(&term, weight)| observed(T::from_f64(term), weight));
        terms.collect()
    })
}

/// The sum over rows of the terms that `terms(some rows, v at their entries)` gives for each entry.
fn over_rows<T: Real>(
    places: Compressed<'_, T>,
    floor: f64,
    fitted: &Fitted<'_, T>,
    terms: impl Fn(Range<usize>, &mut [f64]) -> Vec<T> + Sync,
) -> T {
    let mut rows = vec![T::ZERO; places.rows()];
    parallel_chunks(&mut rows, ROWS, |part, mut sums| {
        let mut names = Vec::new();
        let mut v = Vec::new();
        let mut first = part * ROWS;
        while !sums.is_empty() {
            let lines = batch(places, first, sums.len());
            names.clear();
            for i in lines.clone() {
                names.resize(names.len() + places.line(i).0.len(), i as u32);
            }
            let columns = &places.indices()[entries_of(places, lines.clone())];
            v.resize(names.len(), 0.0);
            fitted.at(&names, columns, &mut v);
            for v in &mut v {
                *v += floor;
            }
            let terms = terms(lines.clone(), &mut v);
            let mut terms = terms.as_slice();
            let (here, later) = core::mem::take(&mut sums).split_at_mut(lines.len());
            for (i, sum) in lines.clone().zip(here) {
                let (line, rest) = terms.split_at(places.line(i).0.len());
                *sum = sum_by(line.len(), |e| line[e]);
                terms = rest;
            }
            (first, sums) = (lines.end, later);
        }
    });
    sum(&rows)
}

/// Rows for one part of the work.
const ROWS: usize = 64;

/// Entries that are gone through at once, unless one row has more: short rows share the work that is
/// done several entries at a time.
const ENTRIES: usize = 4096;

/// Some of the `most` rows from the `first` on.
fn batch<T: Real>(places: Compressed<'_, T>, first: usize, most: usize) -> Range<usize> {
    let starts = &places.starts()[first + 1..=first + most];
    let some = starts.partition_point(|&end| end - places.starts()[first] <= ENTRIES);
    first..first + some.max(1)
}

fn entries_of<T: Real>(lines: Compressed<'_, T>, rows: Range<usize>) -> Range<usize> {
    lines.starts()[rows.start]..lines.starts()[rows.end]
}

/// Kullback-Leibler where the other cells are zeros: Σ x log(x / v) − x at the stored ones, and Σ v by
/// the sums of the factors.
pub(super) fn kullback_leibler<T: Real>(
    floor: T,
    lines: Compressed<'_, T>,
    w: &[T],
    h: &[T],
    [m, n, rank]: [usize; 3],
) -> T {
    let floor = floor.to_f64();
    let factors = Fitted::Product(Factors::new(w, h, rank, n));
    let there = over_rows(lines, floor, &factors, |rows, v| {
        let xs = lines.values()[entries_of(lines, rows)]
            .iter()
            .map(|x| x.to_f64());
        without_v(&xs.collect::<Vec<_>>(), v);
        v.iter().map(|&v| T::from_f64(v)).collect()
    });
    let (mut by_rank, mut sums) = (vec![T::ZERO; rank], vec![T::ZERO; rank]);
    column_sums(m, rank, w, &mut by_rank);
    row_sums(rank, n, h, &mut sums);
    let fitted: T = sum_by(rank, |k| by_rank[k] * sums[k]);
    let floors = T::from_f64(floor * (m as f64) * (n as f64));
    (there + (fitted + floors)).max(T::ZERO)
}
