//! Where a sparse matrix meets dense ones of its own shape.

use crate::reduce::{self, BLOCK_TERMS, tree};
use crate::sparse::Compressed;
use crate::sparse::lines::parallel_lines;
use crate::threads::{Shared, parallel_chunks};
use crate::{Real, has_shape};

/// Blocks for one thread, at least.
const BLOCKS_PER_PART: usize = 8;

/// out (rows x cols) = X, given by rows.
pub fn fill_dense<T: Real>(x: Compressed<T>, out: &mut [T]) {
    assert!(has_shape(out, x.rows(), x.cols()));
    let cols = x.cols();
    let out = Shared::new(out);
    parallel_lines(&x, 4, 1, |lines| {
        // SAFETY: these rows are this part's alone.
        let out = unsafe { out.slice(lines.start * cols, lines.len() * cols) };
        out.fill(T::ZERO);
        for (i, line) in lines.enumerate() {
            let (indices, values) = x.line(line);
            for (&j, &value) in indices.iter().zip(values) {
                out[i * cols + j as usize] = value;
            }
        }
    });
}

/// out (x.cols() x columns.len()) = these columns of a matrix that is given by columns.
pub fn columns_into<T: Real>(x: Compressed<T>, columns: &[u32], out: &mut [T]) {
    assert!(has_shape(out, x.cols(), columns.len()));
    out.fill(T::ZERO);
    for (k, &column) in columns.iter().enumerate() {
        let (indices, values) = x.line(column as usize);
        for (&i, &value) in indices.iter().zip(values) {
            out[i as usize * columns.len() + k] = value;
        }
    }
}

/// ‖X − A‖² for X by rows and a dense A, to the bit what dense matrices give: one block of the
/// contract's sum over all cells at a time is written out.
pub fn distance_squared<T: Real>(x: Compressed<T>, a: &[T]) -> T {
    assert!(has_shape(a, x.rows(), x.cols()));
    let mut sums = vec![T::ZERO; a.len().div_ceil(BLOCK_TERMS).max(1)];
    parallel_chunks(&mut sums, BLOCKS_PER_PART, |part, sums| {
        let mut cells = vec![T::ZERO; BLOCK_TERMS.min(a.len())];
        for (i, sum) in sums.iter_mut().enumerate() {
            let start = (part * BLOCKS_PER_PART + i) * BLOCK_TERMS;
            let a = &a[start..a.len().min(start + BLOCK_TERMS)];
            let cells = &mut cells[..a.len()];
            cells_from(x, start, cells);
            *sum = reduce::distance_squared(cells, a);
        }
    });
    tree(0, sums.len(), &mut |i| sums[i], &|left, right| left + right)
}

/// The cells of X from number `start` on, counted row by row.
fn cells_from<T: Real>(x: Compressed<T>, start: usize, cells: &mut [T]) {
    cells.fill(T::ZERO);
    let end = start + cells.len();
    let mut i = start.checked_div(x.cols()).unwrap_or(x.rows());
    while i < x.rows() && i * x.cols() < end {
        let (indices, values) = x.line(i);
        let first = i * x.cols();
        let skipped = indices.partition_point(|&j| first + (j as usize) < start);
        for (&j, &value) in indices[skipped..].iter().zip(&values[skipped..]) {
            let cell = first + j as usize;
            if cell >= end {
                break;
            }
            cells[cell - start] = value;
        }
        i += 1;
    }
}
