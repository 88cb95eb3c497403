//! ‖X − A B‖² for a sparse X, with every digit that counts.
//!
//! With p = (A B)_ij and S the stored entries of X,
//!
//! ```text
//! ‖X − A B‖² = Σ_S (x − p)² + (‖A B‖² − Σ_S p²),   ‖A B‖² = ⟨AᵀA, B Bᵀ⟩:
//! ```
//!
//! what A B misses where X has entries, and what it puts where X has none. A B is never formed where X is
//! zero. The bracket is a difference of two large numbers, as all of it is in the Gram form
//! ‖X‖² − 2⟨X, A B⟩ + ‖A B‖²; so everything here is summed in twice the precision ([`Wide`]), and the
//! result is right to all its digits until it is about ε² ‖X‖².
//!
//! Order of the sums: entries of a line in index order, lines in order within groups of [`PANEL`], groups in order.

use crate::simd::dispatch;
use crate::sparse::Compressed;
use crate::sparse::lines::parallel_lines;
use crate::sparse::wide::Wide;
use crate::threads::{Shared, parallel_chunks};
use crate::{PANEL, Real, has_shape};

/// Rows of a Gram matrix that one thread sums, at least.
const ROWS: usize = 1024;

/// Most parts of a Gram matrix's rows: each part is a matrix.
const PARTS: usize = 64;

/// ‖X − A B‖² for X by rows, A (x.rows() x `r`) and `bt` = Bᵀ (x.cols() x `r`).
pub fn residual_squared<T: Real>(x: Compressed<T>, r: usize, a: &[T], bt: &[T]) -> f64 {
    assert!(has_shape(a, x.rows(), r) && has_shape(bt, x.cols(), r));
    let mut groups = vec![[T::Wide::ZERO; 2]; x.rows().div_ceil(PANEL)];
    let shared = Shared::new(&mut groups);
    parallel_lines(&x, 8 * (r + 1), PANEL, |lines| {
        for first in lines.clone().step_by(PANEL) {
            let mut sums = [T::Wide::ZERO; 2];
            for i in first..lines.end.min(first + PANEL) {
                let (indices, values) = x.line(i);
                add_line(indices, values, &a[i * r..][..r], bt, &mut sums);
            }
            // SAFETY: parts begin at whole groups, so this group is this part's alone.
            unsafe { shared.slice(first / PANEL, 1)[0] = sums };
        }
    });
    let [missed, stored] = groups.into_iter().fold([T::Wide::ZERO; 2], |[d, p], sums| {
        [d.plus(sums[0]), p.plus(sums[1])]
    });
    let outside = product_norm(r, a, bt).plus(stored.negative()).rounded();
    // Rounding may leave it below zero where A B is zero where X is.
    let squared = missed.rounded() + if outside > 0.0 { outside } else { 0.0 };
    // Differences of what has overflowed are no numbers.
    if squared.is_finite() {
        squared
    } else {
        f64::INFINITY
    }
}

dispatch! {
    /// sums += Σ (x − p)² and Σ p² over the entries of a line.
    fn add_line<T: Real>(
        indices: &[u32],
        values: &[T],
        a: &[T],
        bt: &[T],
        sums: &mut [T::Wide; 2],
    ) {
        for (&j, &x) in indices.iter().zip(values) {
            let b = &bt[j as usize * a.len()..][..a.len()];
            let mut p = T::Wide::ZERO;
            for (&a, &b) in a.iter().zip(b) {
                p = p.plus(T::Wide::product(a, b));
            }
            let d = T::Wide::of(x).plus(p.negative());
            sums[0] = sums[0].plus(d.times(d));
            sums[1] = sums[1].plus(p.times(p));
        }
    }

    /// sums += the upper triangle of the products of these rows.
    fn add_rows<T: Real>(r: usize, rows: &[T], sums: &mut [T::Wide]) {
        for row in rows.chunks_exact(r) {
            for (p, &x) in row.iter().enumerate() {
                let sums = &mut sums[p * r + p..(p + 1) * r];
                for (sum, &y) in sums.iter_mut().zip(&row[p..]) {
                    *sum = sum.plus(T::Wide::product(x, y));
                }
            }
        }
    }
}

/// ⟨AᵀA, BBᵀ⟩.
fn product_norm<T: Real>(r: usize, a: &[T], bt: &[T]) -> T::Wide {
    let (left, right) = (gram(r, a), gram(r, bt));
    let mut total = T::Wide::ZERO;
    for p in 0..r {
        for q in p..r {
            let term = left[p * r + q].times(right[p * r + q]);
            total = total.plus(term);
            if q > p {
                total = total.plus(term);
            }
        }
    }
    total
}

/// The upper triangle of AᵀA.
fn gram<T: Real>(r: usize, a: &[T]) -> Vec<T::Wide> {
    let rows = a.len().checked_div(r).unwrap_or(0);
    let height = rows.div_ceil(PARTS).max(ROWS);
    let mut parts = vec![T::Wide::ZERO; rows.div_ceil(height) * r * r];
    parallel_chunks(&mut parts, (r * r).max(1), |part, sums| {
        add_rows(
            r,
            &a[part * height * r..rows.min((part + 1) * height) * r],
            sums,
        );
    });
    let mut total = vec![T::Wide::ZERO; r * r];
    for part in parts.chunks_exact((r * r).max(1)) {
        for (total, &sum) in total.iter_mut().zip(part) {
            *total = total.plus(sum);
        }
    }
    total
}
