//! Householder's reflections H = I − τ v vᵀ with v_0 = 1, and what they do to rows.

use crate::PANEL;
use crate::reduce::{BLOCK_TERMS, inner, sums_by, tree_into};
use crate::simd::dispatch;
use crate::small::rows::add_rows;

/// Of a matrix whose elements are at most about one: what lies behind the first entry of a vector is
/// taken as zero when its squares sum to less. It is 1e-140 of the norm at most, and its squares lose
/// their digits to underflow.
pub(super) const NEGLIGIBLE: f64 = 1e-280;

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

/// w_c = Σ_i v_i a_ic for the columns `first..` of the rows of `a`, `width` long each, in the contract's
/// order; w has `width` entries, of which those are set.
pub(super) fn weigh_rows(width: usize, a: &[f64], first: usize, v: &[f64], w: &mut [f64]) {
    let blocks = v.len().div_ceil(BLOCK_TERMS).max(1);
    tree_into(0, blocks, &mut w[first..], &|block, sums: &mut [f64]| {
        let rows = block * BLOCK_TERMS..v.len().min((block + 1) * BLOCK_TERMS);
        let mut panel = Vec::new();
        for start in rows.clone().step_by(PANEL) {
            let end = rows.end.min(start + PANEL);
            let (a, v) = (&a[start * width..], &v[start..end]);
            if start == rows.start {
                sums.fill(0.0);
                weigh_panel(width, a, first, v, sums);
                continue;
            }
            panel.clear();
            panel.resize(sums.len(), 0.0);
            weigh_panel(width, a, first, v, &mut panel);
            for (sum, x) in sums.iter_mut().zip(&panel) {
                *sum += x;
            }
        }
    });
}

dispatch! {
    /// w += Σ_i v_i a_i over the rows of a panel, from column `first` on.
    fn weigh_panel(width: usize, a: &[f64], first: usize, v: &[f64], w: &mut [f64]) {
        add_rows(v.len(), |i| v[i], |i| &a[i * width + first..(i + 1) * width], w);
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
