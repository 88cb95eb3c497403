//! One mode of a tensor as the rows of a matrix.

use crate::elementwise::transpose;
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// out (length x (before after)): row i holds the elements of `t` (before x length x after) whose middle index is i, in
/// their order.
pub fn unfold<T: Real>(before: usize, length: usize, after: usize, t: &[T], out: &mut [T]) {
    let width = before
        .checked_mul(after)
        .expect("a tensor that fits in memory");
    assert!(has_shape(t, width, length) && has_shape(out, length, width));
    if after == 1 {
        return transpose(before, length, t, out);
    }
    if width == 0 {
        return;
    }
    parallel_chunks(out, width, |i, row| {
        for (l, run) in row.chunks_exact_mut(after).enumerate() {
            run.copy_from_slice(&t[(l * length + i) * after..][..after]);
        }
    });
}
