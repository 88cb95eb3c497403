//! Matrices with entries in the same places and other values.

use crate::Real;
use crate::sparse::{Compressed, Orders, OutOfMemory};

/// diag(d) X diag(e); no d or no e is a diagonal of ones. Rows come first: (d_i x_ij) e_j.
pub fn scaled<T: Real>(
    x: &Orders<T>,
    d: Option<&[T]>,
    e: Option<&[T]>,
) -> Result<Orders<T>, OutOfMemory> {
    assert!(d.is_none_or(|d| d.len() == x.rows()) && e.is_none_or(|e| e.len() == x.cols()));
    let by_rows = x.fresh_values(|to| {
        each(x.by_rows(), to, |i, j, value| {
            times(times(value, d, i), e, j)
        });
    })?;
    let by_columns = x.fresh_values(|to| {
        each(x.by_columns(), to, |j, i, value| {
            times(times(value, d, i), e, j)
        });
    })?;
    x.with_values(by_rows, by_columns)
}

/// The matrix of the values that `change` makes of those of X; every value must become the same wherever it stands.
pub fn map<T: Real>(x: &Orders<T>, change: impl Fn(&mut [T])) -> Result<Orders<T>, OutOfMemory> {
    let changed = |x: Compressed<T>, to: &mut [T]| {
        to.copy_from_slice(x.values());
        change(to);
    };
    let by_rows = x.fresh_values(|to| changed(x.by_rows(), to))?;
    let by_columns = x.fresh_values(|to| changed(x.by_columns(), to))?;
    x.with_values(by_rows, by_columns)
}

fn times<T: Real>(value: T, diagonal: Option<&[T]>, at: usize) -> T {
    diagonal.map_or(value, |diagonal| diagonal[at] * value)
}

/// to_k = f(line, index, value) for every entry k.
fn each<T: Real>(x: Compressed<T>, to: &mut [T], f: impl Fn(usize, usize, T) -> T) {
    for i in 0..x.rows() {
        let (indices, values) = x.line(i);
        let to = &mut to[x.starts()[i]..x.starts()[i + 1]];
        for ((to, &j), &value) in to.iter_mut().zip(indices).zip(values) {
            *to = f(i, j as usize, value);
        }
    }
}
