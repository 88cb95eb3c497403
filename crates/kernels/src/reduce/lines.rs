//! Sums over every row, or every column: several lines side by side, one chain each.

use crate::reduce::flat::{norm_squared, sum};
use crate::reduce::order::sums_by;
use crate::reduce::ordered::ordered_sums;
use crate::simd::dispatch;
use crate::threads::{parallel_chunks, threads};
use crate::{PANEL, Real, has_shape};

/// Rows summed side by side.
const ROWS: usize = 8;

/// Columns summed side by side: their sums stay in the nearest cache, and rows are read in stretches.
const MIN_COLUMNS: usize = 16;
const MAX_COLUMNS: usize = 1024;

/// Rows at least this long have chains enough of their own.
const LONG: usize = 8 * PANEL;

/// Elements for one thread, about.
const PART: usize = 1 << 17;

/// out_l = Σ_j term(a_lj) for the rows of `a`, each `cols` long.
#[inline(always)]
fn rows_by<T: Real>(cols: usize, a: &[T], out: &mut [T], term: impl Fn(T) -> T + Copy) {
    let groups = a.chunks_exact(ROWS * cols);
    let rest = groups.remainder();
    for (a, out) in groups.zip(out.chunks_exact_mut(ROWS)) {
        let rows: [&[T]; ROWS] = core::array::from_fn(|l| &a[l * cols..][..cols]);
        let sums = sums_by(cols, |j| {
            core::array::from_fn::<T, ROWS, _>(|l| term(rows[l][j]))
        });
        out.copy_from_slice(&sums);
    }
    let done = out.len() - out.len() % ROWS;
    for (a, out) in rest.chunks_exact(cols).zip(&mut out[done..]) {
        [*out] = sums_by(cols, |j| [term(a[j])]);
    }
}

/// sums_j = Σ_i term(a_ij) over the rows of one panel, for the columns from `first` on.
#[inline(always)]
fn add_rows<T: Real>(
    cols: usize,
    a: &[T],
    first: usize,
    sums: &mut [T],
    term: impl Fn(T) -> T + Copy,
) {
    let width = sums.len();
    let rows = a.len() / cols;
    let row = |i: usize| &a[i * cols + first..][..width];
    sums.fill(T::ZERO);
    let fours = rows - rows % 4;
    // Four rows at a time: the sums are loaded and stored a quarter as often.
    for i in (0..fours).step_by(4) {
        let rows = [row(i), row(i + 1), row(i + 2), row(i + 3)];
        for (j, sum) in sums.iter_mut().enumerate() {
            *sum = rows.iter().fold(*sum, |sum, row| sum + term(row[j]));
        }
    }
    for i in fours..rows {
        for (sum, x) in sums.iter_mut().zip(row(i)) {
            *sum += term(*x);
        }
    }
}

dispatch! {
    fn sum_rows<T: Real>(cols: usize, a: &[T], out: &mut [T]) {
        rows_by(cols, a, out, |x| x)
    }

    fn norm_rows<T: Real>(cols: usize, a: &[T], out: &mut [T]) {
        rows_by(cols, a, out, |x| x * x)
    }

    fn sum_columns<T: Real>(cols: usize, a: &[T], first: usize, sums: &mut [T]) {
        add_rows(cols, a, first, sums, |x| x)
    }

    fn norm_columns<T: Real>(cols: usize, a: &[T], first: usize, sums: &mut [T]) {
        add_rows(cols, a, first, sums, |x| x * x)
    }
}

/// Shares the rows out; long rows go to `long`, groups of short ones to `short`.
fn over_rows<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    out: &mut [T],
    long: impl Fn(&[T]) -> T,
    short: impl Fn(usize, &[T], &mut [T]) + Sync,
) {
    assert!(has_shape(a, rows, cols) && out.len() == rows);
    if cols == 0 {
        out.fill(T::ZERO);
    } else if cols >= LONG {
        for (row, out) in a.chunks_exact(cols).zip(out) {
            *out = long(row);
        }
    } else {
        let height = (PART / cols).next_multiple_of(ROWS);
        parallel_chunks(out, height, |part, out| {
            short(cols, &a[part * height * cols..][..out.len() * cols], out);
        });
    }
}

/// Shares the columns out; `columns` sums those of some rows.
fn over_columns<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    out: &mut [T],
    columns: impl Fn(usize, &[T], usize, &mut [T]) + Sync,
) {
    assert!(has_shape(a, rows, cols) && out.len() == cols);
    let fair = if a.len() <= PART {
        cols
    } else {
        cols.div_ceil(threads())
    };
    let width = fair.clamp(MIN_COLUMNS, MAX_COLUMNS);
    parallel_chunks(out, width, |part, out| {
        let first = part * width;
        ordered_sums(rows, out, |from, to, sums| {
            columns(cols, &a[from * cols..to * cols], first, sums);
        });
    });
}

/// out_i = Σ_j a_ij.
pub fn row_sums<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    over_rows(rows, cols, a, out, sum, sum_rows);
}

/// out_i = Σ_j a_ij².
pub fn row_norms_squared<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    over_rows(rows, cols, a, out, norm_squared, norm_rows);
}

/// out_j = Σ_i a_ij.
pub fn column_sums<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    over_columns(rows, cols, a, out, sum_columns);
}

/// out_j = Σ_i a_ij².
pub fn column_norms_squared<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    over_columns(rows, cols, a, out, norm_columns);
}
