//! The columnwise Kronecker product.

use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// Elements for one thread, about.
const PART: usize = 1 << 17;

dispatch! {
    fn products<T: Real>(r: usize, row: &[T], b: &[T], out: &mut [T]) {
        for (out, b) in out.chunks_exact_mut(r).zip(b.chunks_exact(r)) {
            for ((out, &x), &y) in out.iter_mut().zip(row).zip(b) {
                *out = x * y;
            }
        }
    }
}

/// out_(i n + j, c) = a_ic b_jc for a (m x r) and b (n x r): out is (m n) x r, the rows of b fastest.
pub fn khatri_rao<T: Real>(m: usize, n: usize, r: usize, a: &[T], b: &[T], out: &mut [T]) {
    assert!(has_shape(a, m, r) && has_shape(b, n, r));
    assert!(m.checked_mul(n).is_some_and(|rows| has_shape(out, rows, r)));
    if out.is_empty() {
        return;
    }
    let block = n * r;
    let blocks = PART.div_ceil(block);
    parallel_chunks(out, blocks * block, |part, out| {
        for (i, out) in out.chunks_exact_mut(block).enumerate() {
            products(r, &a[(part * blocks + i) * r..][..r], b, out);
        }
    });
}
