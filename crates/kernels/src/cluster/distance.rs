//! Squared distances of columns of X: to one point, or each to the centroid of its own cluster.

use crate::Real;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::tile::ordered_sums;

/// Columns of X at a time: their sums stay in first level cache.
const CHUNK: usize = 1024;

/// out_j ← ‖x_j − c‖² for X (c.len() x out.len()), summed in the contract's order.
pub(super) fn to_point<T: Real>(c: &[T], x: &[T], out: &mut [T]) {
    let n = out.len();
    parallel_chunks(out, CHUNK, |chunk, out| {
        let first = chunk * CHUNK;
        ordered_sums(c.len(), out, |from, to, sums| {
            point_panel(&c[from..to], &x[from * n..], n, first, sums);
        });
    });
}

/// out_j ← ‖x_j − c_l‖² with l the label of column j, C being `m` x `k`.
pub(super) fn to_own<T: Real>(m: usize, k: usize, c: &[T], labels: &[u32], x: &[T], out: &mut [T]) {
    let n = out.len();
    parallel_chunks(out, CHUNK, |chunk, out| {
        let first = chunk * CHUNK;
        let labels = &labels[first..first + out.len()];
        ordered_sums(m, out, |from, to, sums| {
            own_panel(
                &c[from * k..to * k],
                k,
                labels,
                &x[from * n..],
                n,
                first,
                sums,
            );
        });
    });
}

dispatch! {
    fn point_panel<T: Real>(c: &[T], x: &[T], n: usize, first: usize, out: &mut [T]) {
        out.fill(T::ZERO);
        for (i, &c) in c.iter().enumerate() {
            let row = &x[i * n + first..][..out.len()];
            for (out, &x) in out.iter_mut().zip(row) {
                let apart = x - c;
                *out += apart * apart;
            }
        }
    }

    fn own_panel<T: Real>(
        c: &[T],
        k: usize,
        labels: &[u32],
        x: &[T],
        n: usize,
        first: usize,
        out: &mut [T],
    ) {
        out.fill(T::ZERO);
        for (i, c) in c.chunks_exact(k).enumerate() {
            let row = &x[i * n + first..][..out.len()];
            for ((out, &x), &label) in out.iter_mut().zip(row).zip(labels) {
                let apart = x - c[label as usize];
                *out += apart * apart;
            }
        }
    }
}
