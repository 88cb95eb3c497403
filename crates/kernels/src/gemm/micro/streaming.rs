//! Few rows of A times long rows of B, whose sums are in memory.

use crate::Real;
use crate::simd::vector::Vector;

/// sums_ij += Σ_p a_ip b_pj, four steps of p at a time: a sum is loaded and stored once for them.
///
/// # Safety
///
/// The machine has `V`'s instruction set; the pointers cover what [`super::Stream`] says.
#[inline(always)]
pub unsafe fn stream<V: Vector>(
    rows: usize,
    width: usize,
    k: usize,
    a: *const V::Element,
    b: *const V::Element,
    ldb: usize,
    sums: *mut V::Element,
) {
    let whole = k - k % 4;
    // SAFETY: the caller's promise; p < k.
    unsafe {
        for p in (0..whole).step_by(4) {
            update::<V, 4>(rows, width, a.add(p * rows), b.add(p * ldb), ldb, sums);
        }
        for p in whole..k {
            update::<V, 1>(rows, width, a.add(p * rows), b.add(p * ldb), ldb, sums);
        }
    }
}

/// sums_ij += Σ_u a_iu b_uj, u < `STEPS`.
///
/// # Safety
///
/// As for [`stream`].
#[inline(always)]
unsafe fn update<V: Vector, const STEPS: usize>(
    rows: usize,
    width: usize,
    a: *const V::Element,
    b: *const V::Element,
    ldb: usize,
    sums: *mut V::Element,
) {
    // SAFETY: the caller's promise: two registers of each row at j.
    unsafe {
        for j in (0..width).step_by(2 * V::LANES) {
            let mut x = [[V::splat(V::Element::ZERO); 2]; STEPS];
            for u in 0..STEPS {
                let from = b.add(u * ldb + j);
                x[u] = [V::load(from), V::load(from.add(V::LANES))];
                // The rows of the next steps.
                V::prefetch(from.wrapping_add(STEPS * ldb));
            }
            for i in 0..rows {
                let to = sums.add(i * width + j);
                let mut sum = [V::load(to), V::load(to.add(V::LANES))];
                for u in 0..STEPS {
                    let factor = V::splat(*a.add(u * rows + i));
                    for v in 0..2 {
                        sum[v] = sum[v].add(factor.mul(x[u][v]));
                    }
                }
                sum[0].store(to);
                sum[1].store(to.add(V::LANES));
            }
        }
    }
}
