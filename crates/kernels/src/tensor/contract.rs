//! A matrix-vector product for every column ("multi-TTV"), each column being a matrix written as a vector.

use crate::reduce::sums_by;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// Products for one thread, about.
const PART: usize = 1 << 16;

/// Columns summed side by side, and what takes those that are left.
const COLUMNS: usize = 16;
const FEW: usize = 4;

/// Where the terms of a row's sums lie: term l is the row `first + l * step` of y times row l of z.
#[derive(Clone, Copy)]
struct Terms<'a, T> {
    count: usize,
    r: usize,
    first: usize,
    step: usize,
    y: &'a [T],
    z: &'a [T],
}

impl<T: Real> Terms<'_, T> {
    /// The sums of columns c..c + N.
    #[inline(always)]
    fn sums<const N: usize>(&self, c: usize) -> [T; N] {
        let Self { r, first, step, .. } = *self;
        sums_by(self.count, |l| {
            let y = &self.y[(first + l * step) * r + c..][..N];
            let z = &self.z[l * r + c..][..N];
            core::array::from_fn(|k| y[k] * z[k])
        })
    }
}

dispatch! {
    fn row_of<T: Real>(terms: Terms<'_, T>, out: &mut [T]) {
        let mut c = 0;
        while out.len() - c >= COLUMNS {
            out[c..c + COLUMNS].copy_from_slice(&terms.sums::<COLUMNS>(c));
            c += COLUMNS;
        }
        while out.len() - c >= FEW {
            out[c..c + FEW].copy_from_slice(&terms.sums::<FEW>(c));
            c += FEW;
        }
        while c < out.len() {
            out[c..=c].copy_from_slice(&terms.sums::<1>(c));
            c += 1;
        }
    }
}

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
    let height = PART.div_ceil(m.max(1) * r);
    parallel_chunks(out, height * r, |part, out| {
        for (i, out) in out.chunks_exact_mut(r).enumerate() {
            let i = part * height + i;
            let (first, step) = if leading { (i, n) } else { (i * m, 1) };
            let count = m;
            row_of(
                Terms {
                    count,
                    r,
                    first,
                    step,
                    y,
                    z,
                },
                out,
            );
        }
    });
}
