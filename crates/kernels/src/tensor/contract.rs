//! A matrix-vector product for every column ("multi-TTV"), each column being a matrix written as a vector.

use crate::reduce::{BLOCK_TERMS, sums_by, tree_into};
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{PANEL, Real, has_shape};

/// Products for one thread, about.
const PART: usize = 1 << 17;

/// Columns summed side by side, and what takes those that are left.
const COLUMNS: usize = 16;
const FEW: usize = 4;

/// Sums under way at a time where they are kept in memory: they stay in the first-level cache.
const SUMS: usize = 1 << 10;

/// out_ic = Σ_l z_lc y_(l n + i, c) where `leading`, else Σ_l z_lc y_(i m + l, c), for y ((m n) x r), z (m x r), out (n x r).
pub fn contract_columns<T: Real>(
    leading: bool,
    m: usize,
    n: usize,
    r: usize,
    y: &[T],
    z: &[T],
    out: &mut [T],
) {
    assert!(has_shape(z, m, r) && has_shape(out, n, r));
    assert!(m.checked_mul(n).is_some_and(|rows| has_shape(y, rows, r)));
    if out.is_empty() {
        return;
    }
    let share = PART.div_ceil(m.max(1) * r);
    let height = if leading {
        share.min(SUMS.div_ceil(r))
    } else {
        share
    };
    parallel_chunks(out, height * r, |part, out| {
        let first = part * height * r;
        if leading {
            let blocks = m.div_ceil(BLOCK_TERMS).max(1);
            tree_into(0, blocks, out, &|block, out: &mut [T]| {
                let start = block * BLOCK_TERMS;
                let z = &z[start * r..m.min(start + BLOCK_TERMS) * r];
                rows_by_rows(r, n * r, &y[start * n * r..], first, z, out);
            });
        } else {
            for (i, out) in out.chunks_exact_mut(r).enumerate() {
                row_by_columns(&y[(first + i * r) * m..][..m * r], z, out);
            }
        }
    });
}

dispatch! {
    /// out = the sums over one block, panel by panel: y is read row by row, as it lies.
    fn rows_by_rows<T: Real>(r: usize, width: usize, y: &[T], first: usize, z: &[T], out: &mut [T]) {
        let mut sums = vec![T::ZERO; out.len()];
        out.fill(T::ZERO);
        for (panel, z) in z.chunks(PANEL * r).enumerate() {
            sums.fill(T::ZERO);
            for (l, z) in z.chunks_exact(r).enumerate() {
                let y = &y[(panel * PANEL + l) * width + first..][..sums.len()];
                for (sums, y) in sums.chunks_exact_mut(r).zip(y.chunks_exact(r)) {
                    for ((sum, &y), &z) in sums.iter_mut().zip(y).zip(z) {
                        *sum += y * z;
                    }
                }
            }
            for (out, &sum) in out.iter_mut().zip(&sums) {
                *out += sum;
            }
        }
    }

    /// out_c = Σ_l y_lc z_lc, some columns at a time.
    fn row_by_columns<T: Real>(y: &[T], z: &[T], out: &mut [T]) {
        let mut c = 0;
        while out.len() - c >= COLUMNS {
            let sums = inner_products::<T, COLUMNS>(y, z, out.len(), c);
            out[c..c + COLUMNS].copy_from_slice(&sums);
            c += COLUMNS;
        }
        while out.len() - c >= FEW {
            let sums = inner_products::<T, FEW>(y, z, out.len(), c);
            out[c..c + FEW].copy_from_slice(&sums);
            c += FEW;
        }
        while c < out.len() {
            [out[c]] = inner_products(y, z, out.len(), c);
            c += 1;
        }
    }
}

/// Σ_l y_lc z_lc of the columns c..c + N, each r numbers from the next row.
#[inline(always)]
fn inner_products<T: Real, const N: usize>(y: &[T], z: &[T], r: usize, c: usize) -> [T; N] {
    sums_by(y.len() / r, |l| {
        let y = &y[l * r + c..][..N];
        let z = &z[l * r + c..][..N];
        core::array::from_fn(|k| y[k] * z[k])
    })
}
