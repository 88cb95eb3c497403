//! ‖S − A B‖² with A B by the library, some rows at a time.

use crate::Real;
use crate::fast::library::View;
use crate::fast::product::suits;
use crate::reduce::{distance_squared, sum};
use crate::threads::parallel_chunks;

/// Numbers of A B in the buffer of a thread.
const BUFFER: usize = 1 << 18;

/// Most rows of A B in the buffer.
const ROWS: usize = 96;

/// As [`crate::gemm::residual_squared`]; nothing where that is none of the library's.
pub fn residual_squared<T: Real>(
    (m, n, k): (usize, usize, usize),
    s: &[T],
    a: &[T],
    b: &[T],
) -> Option<T> {
    let height = (BUFFER / n.max(1)).clamp(1, ROWS).min(m);
    if !suits(height, n, k) {
        return None;
    }
    let mut by_row = vec![T::ZERO; m];
    parallel_chunks(&mut by_row, height, |part, by_row| {
        let first = part * height;
        let mut buffer = vec![T::ZERO; by_row.len() * n];
        let shape = (by_row.len(), n, k);
        let (a, b) = (View::of(&a[first * k..], k, false), View::of(b, n, false));
        // SAFETY: the caller has asserted the shapes; the buffer has these rows and columns.
        unsafe { T::multiply(shape, T::ONE, a, b, T::ZERO, buffer.as_mut_ptr(), n) };
        for (i, (norm, row)) in by_row.iter_mut().zip(buffer.chunks_exact(n)).enumerate() {
            *norm = distance_squared(&s[(first + i) * n..][..n], row);
        }
    });
    Some(sum(&by_row))
}
