//! Some columns of a matrix as a matrix.

use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// Elements for one thread, about.
const PART: usize = 1 << 17;

/// out (`m` x `columns.len()`) ← the columns of X (`m` x `n`) in the order given; one may come twice.
pub fn select_columns<T: Real>(m: usize, n: usize, x: &[T], columns: &[u32], out: &mut [T]) {
    assert!(has_shape(x, m, n) && has_shape(out, m, columns.len()));
    assert!(columns.iter().all(|&column| (column as usize) < n));
    if columns.is_empty() {
        return;
    }
    let height = (PART / columns.len()).max(1);
    parallel_chunks(out, height * columns.len(), |part, out| {
        let rows = x[part * height * n..].chunks_exact(n);
        for (out, row) in out.chunks_exact_mut(columns.len()).zip(rows) {
            for (out, &column) in out.iter_mut().zip(columns) {
                *out = row[column as usize];
            }
        }
    });
}
