//! Householder's reflections H = I − τ v vᵀ with v_0 = 1, and what they do to rows.

use crate::reduce::{inner, sums_by};
use crate::simd::dispatch;

/// Of a matrix whose elements are at most about one: what lies behind the first entry of a vector is
/// taken as zero when its squares sum to less. It is 1e-140 of the norm at most, and its squares lose
/// their digits to underflow.
pub(super) const NEGLIGIBLE: f64 = 1e-280;

/// Columns summed side by side.
const LANES: usize = 16;

/// Rows summed side by side.
const ROWS: usize = 8;

/// Turns x into v and returns (τ, r) with H x = r e_1; τ = 0 where x lies on e_1 already.
pub(super) fn reflector(x: &mut [f64]) -> (f64, f64) {
    let first = x[0];
    let tail = inner(&x[1..], &x[1..]);
    x[0] = 1.0;
    if tail <= NEGLIGIBLE {
        x[1..].fill(0.0);
        return (0.0, first);
    }
    // r has the other sign than x_0: nothing cancels.
    let norm = (first * first + tail).sqrt();
    let r = if first > 0.0 { -norm } else { norm };
    let divisor = first - r;
    for x in &mut x[1..] {
        *x /= divisor;
    }
    ((r - first) / r, r)
}

dispatch! {
    /// w_c = Σ_i v_i a_ic for the columns `first..` of the rows of `a`, `width` long each; w has `width`
    /// entries, and those before `first` may be set too.
    pub(super) fn weigh_rows(width: usize, a: &[f64], first: usize, v: &[f64], w: &mut [f64]) {
        if width < LANES {
            for c in first..width {
                [w[c]] = sums_by(v.len(), |i| [v[i] * a[i * width + c]]);
            }
            return;
        }
        let mut c = first;
        while c < width {
            // The last tile is as wide as the others: it overlaps them, and the sums are the same.
            let start = c.min(width - LANES);
            let sums = sums_by(v.len(), |i| {
                let (factor, row) = (v[i], &a[i * width + start..][..LANES]);
                core::array::from_fn::<f64, LANES, _>(|lane| factor * row[lane])
            });
            w[start..start + LANES].copy_from_slice(&sums);
            c += LANES;
        }
    }

    /// w_i = Σ_c a_ic v_c over the last columns of the rows of `a`, `width` long each.
    pub(super) fn weigh_columns(width: usize, a: &[f64], v: &[f64], w: &mut [f64]) {
        let (rows, first) = (w.len(), width - v.len());
        let mut i = 0;
        while i < rows {
            if rows < ROWS {
                let row = &a[i * width + first..][..v.len()];
                [w[i]] = sums_by(v.len(), |c| [row[c] * v[c]]);
                i += 1;
            } else {
                let start = i.min(rows - ROWS);
                let lanes: [&[f64]; ROWS] =
                    core::array::from_fn(|l| &a[(start + l) * width + first..][..v.len()]);
                let sums = sums_by(v.len(), |c| {
                    let factor = v[c];
                    core::array::from_fn::<f64, ROWS, _>(|l| lanes[l][c] * factor)
                });
                w[start..start + ROWS].copy_from_slice(&sums);
                i += ROWS;
            }
        }
    }

    /// a_ic −= (factor x_i) y_c for the last columns of the rows of `a`, `width` long each.
    pub(super) fn subtract_outer(width: usize, a: &mut [f64], factor: f64, x: &[f64], y: &[f64]) {
        let first = width - y.len();
        for (row, &x) in a.chunks_exact_mut(width).zip(x) {
            let x = factor * x;
            for (a, &y) in row[first..].iter_mut().zip(y) {
                *a -= x * y;
            }
        }
    }
}
