//! One order and one sign: which vector comes first, and which way it points.

use crate::small::rotations::Rows;

/// The indices of the values, the largest first; of equal ones the first first.
pub(super) fn descending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&i, &j| values[j].total_cmp(&values[i]));
    order
}

/// Whether the entry of the largest magnitude, the first of several, is negative.
pub(super) fn points_down(vector: &[f64]) -> bool {
    let mut largest = 0f64;
    for &x in vector {
        if x.abs() > largest.abs() {
            largest = x;
        }
    }
    largest < 0.0
}

/// The matrix (n x n) whose columns are these rows in this order.
pub(super) fn as_columns(n: usize, rows: &Rows, order: &[usize]) -> Vec<f64> {
    let mut out = vec![0.0; n * n];
    for (j, &k) in order.iter().enumerate() {
        for (i, &x) in rows.row(k)[..n].iter().enumerate() {
            out[i * n + j] = x;
        }
    }
    out
}
