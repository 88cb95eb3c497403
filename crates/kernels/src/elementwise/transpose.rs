//! out = Aᵀ, block by block in registers.

use crate::threads::{Shared, parallel_for};
use crate::{Real, has_shape, simd};

/// Rows of A in a strip: a cache line of doubles in each row of the result.
const STRIP: usize = 8;

/// Columns of A in a tile: its lines of the result stay in the first-level cache.
const TILE: usize = 64;

/// Strips for one thread.
const STRIPS_PER_PART: usize = 8;

/// out (cols x rows) = Aᵀ, A rows x cols.
pub fn transpose<T: Real>(rows: usize, cols: usize, a: &[T], out: &mut [T]) {
    assert!(has_shape(a, rows, cols) && has_shape(out, cols, rows));
    let interleave = T::kernel(simd::current()).interleave;
    let out = Shared::new(out);
    let height = STRIP * STRIPS_PER_PART;
    parallel_for(rows.div_ceil(height), |part| {
        let end = rows.min((part + 1) * height);
        // Loop over tiles of columns, then over strips of rows.
        for j in (0..cols).step_by(TILE) {
            let width = TILE.min(cols - j);
            for i in (part * height..end).step_by(STRIP) {
                let strip = STRIP.min(end - i);
                // SAFETY: the set in use is there; A has these rows and columns, the result
                // their transposes, and each part has rows of A of its own.
                unsafe {
                    let from = a.as_ptr().add(i * cols + j);
                    let to = out.as_mut_ptr().add(j * rows + i);
                    interleave(strip, width, from, cols, to, rows);
                }
            }
        }
    });
}
