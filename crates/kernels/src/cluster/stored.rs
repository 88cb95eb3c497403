//! Columns of sparse matrices and centroids: everything goes over the stored entries.
//!
//! ‖x − c‖² is ‖c‖² and what the stored entries change of it, Σ (x_i − c_i)² − c_i². Where x is nearly
//! c that cancels; what is left below rounding of ‖x‖² + ‖c‖² is zero.

use super::nearest::smallest_of;
use crate::Real;
use crate::reduce::{column_norms_squared, norm_squared, sums_by};
use crate::sparse::{Compressed, Output, times_dense};
use crate::threads::parallel_chunks;

/// Columns for one thread.
const PART: usize = 256;

/// out_j ← ‖x_j − c‖²; the lines are the columns of X.
pub(super) fn to_point<T: Real>(columns: Compressed<'_, T>, c: &[T], out: &mut [T]) {
    let norm = norm_squared(c);
    parallel_chunks(out, PART, |part, out| {
        for (j, out) in (part * PART..).zip(out) {
            *out = distance(columns.line(j), norm, |i| c[i]);
        }
    });
}

/// out_j ← ‖x_j − c_l‖² with l the label of column j; C has `k` columns.
pub(super) fn to_own<T: Real>(
    columns: Compressed<'_, T>,
    k: usize,
    c: &[T],
    labels: &[u32],
    out: &mut [T],
) {
    let mut norms = vec![T::ZERO; k];
    column_norms_squared(columns.cols(), k, c, &mut norms);
    parallel_chunks(out, PART, |part, out| {
        for (j, out) in (part * PART..).zip(out) {
            let l = labels[j] as usize;
            *out = distance(columns.line(j), norms[l], |i| c[i * k + l]);
        }
    });
}

/// ‖x − c‖² for one column, from ‖c‖².
fn distance<T: Real>((indices, values): (&[u32], &[T]), norm: T, c: impl Fn(usize) -> T) -> T {
    let [changed, square] = sums_by(values.len(), |e| {
        let (x, c) = (values[e], c(indices[e] as usize));
        [(x - c) * (x - c) - c * c, x * x]
    });
    let found = norm + changed;
    let rounding = T::from_f64(16.0) * T::EPSILON * (norm + square);
    if found > rounding { found } else { T::ZERO }
}

/// labels_j ← the l with the smallest ‖c_l‖² − 2 c_lᵀx_j, from one product with X.
pub(super) fn nearest<T: Real>(
    columns: Compressed<'_, T>,
    k: usize,
    c: &[T],
    norms: &[T],
    labels: &mut [u32],
) {
    let n = columns.rows();
    let mut products = vec![T::ZERO; k * n];
    times_dense(
        columns,
        k,
        T::ONE,
        c,
        T::ZERO,
        Output::Columns,
        &mut products,
    );
    smallest_of(norms, &products, labels);
}

/// sums (m x `k`) ← X Lᵀ with the 0-1 matrix of labels; the lines are the rows of X.
pub(super) fn label_sums<T: Real>(
    rows: Compressed<'_, T>,
    k: usize,
    labels: &[u32],
    sums: &mut [T],
) {
    let mut choice = vec![T::ZERO; labels.len() * k];
    for (row, &label) in choice.chunks_exact_mut(k).zip(labels) {
        row[label as usize] = T::ONE;
    }
    times_dense(rows, k, T::ONE, &choice, T::ZERO, Output::Rows, sums);
}
