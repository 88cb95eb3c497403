//! Divergences from the stored entries of sparse X.

use super::beta::Beta;
use super::cells::Cells;
use super::ratio::observed;
use super::terms::{terms, without_v};
use super::value::ROWS;
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

    /// v ← (W H)_ij at these columns.
    fn at(&self, i: usize, columns: &[u32], v: &mut [f64]) {
        products(
            &self.w[i * self.rank..][..self.rank],
            &self.tall,
            columns,
            v,
        );
    }
}

/// What approximates X.
pub(super) enum Fitted<'a, T> {
    /// W H.
    Product(Factors<'a, T>),
    /// A matrix, row-major.
    Matrix(&'a [T]),
}

/// Σ weight · d(x | v + floor) over the cells of all rows.
pub(super) fn of_cells<T: Real>(
    cells: Cells<'_, T>,
    beta: Beta,
    floor: f64,
    fitted: &Fitted<'_, T>,
) -> T {
    let places = cells.places();
    over_rows(places, floor, fitted, |row, v, out| {
        let (mut xs, mut weights) = (Vec::new(), Vec::new());
        cells.each(row, |_, x, weight| {
            xs.push(x.to_f64());
            weights.push(weight);
        });
        terms(beta, &xs, v);
        let terms = v.iter().zip(weights);
        out.extend(terms.map(|(&term, weight)| observed(T::from_f64(term), weight)));
    })
}

/// The sum over rows of `row(i, v at its entries, terms)`.
fn over_rows<T: Real>(
    places: Compressed<'_, T>,
    floor: f64,
    fitted: &Fitted<'_, T>,
    row: impl Fn(usize, &mut [f64], &mut Vec<T>) + Sync,
) -> T {
    let mut rows = vec![T::ZERO; places.rows()];
    parallel_chunks(&mut rows, ROWS, |part, rows| {
        let (mut v, mut out) = (Vec::new(), Vec::new());
        for (i, total) in rows.iter_mut().enumerate() {
            let i = part * ROWS + i;
            let (indices, _) = places.line(i);
            v.resize(indices.len(), 0.0);
            match fitted {
                Fitted::Product(factors) => factors.at(i, indices, &mut v),
                Fitted::Matrix(numbers) => {
                    let numbers = &numbers[i * places.cols()..][..places.cols()];
                    for (v, &j) in v.iter_mut().zip(indices) {
                        *v = numbers[j as usize].to_f64();
                    }
                }
            }
            for v in &mut v {
                *v += floor;
            }
            out.clear();
            row(i, &mut v, &mut out);
            *total = sum(&out);
        }
    });
    sum(&rows)
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
    let there = over_rows(lines, floor, &factors, |row, v, out| {
        let (_, values) = lines.line(row);
        let xs: Vec<f64> = values.iter().map(|x| x.to_f64()).collect();
        without_v(&xs, v);
        out.extend(v.iter().map(|&v| T::from_f64(v)));
    });
    let (mut by_rank, mut sums) = (vec![T::ZERO; rank], vec![T::ZERO; rank]);
    column_sums(m, rank, w, &mut by_rank);
    row_sums(rank, n, h, &mut sums);
    let fitted: T = sum_by(rank, |k| by_rank[k] * sums[k]);
    let floors = T::from_f64(floor * (m as f64) * (n as f64));
    (there + (fitted + floors)).max(T::ZERO)
}

/// v ← rows of A (`rank` numbers each) named by `indices` times w, several at a time.
fn products<T: Real>(w: &[T], a: &[T], indices: &[u32], v: &mut [f64]) {
    const SIDE: usize = 8;
    let row = |i: u32| &a[i as usize * w.len()..][..w.len()];
    let (groups, rest) = indices.as_chunks::<SIDE>();
    let (vs, v_rest) = v.as_chunks_mut::<SIDE>();
    for (group, v) in groups.iter().zip(vs) {
        let rows = group.map(row);
        let sums = sums_by(w.len(), |k| {
            core::array::from_fn::<T, SIDE, _>(|l| w[k] * rows[l][k])
        });
        *v = sums.map(|sum| sum.to_f64());
    }
    for (&i, v) in rest.iter().zip(v_rest) {
        let row = row(i);
        *v = sum_by(w.len(), |k| w[k] * row[k]).to_f64();
    }
}
