//! ‖A‖ = max |λ| of a symmetric A: tridiagonal form, then bisection.
//!
//! Householder's reflections H = I − β v vᵀ turn A into a tridiagonal T = QᵀAQ
//! with diagonal d and off-diagonal e. By Sturm's theorem the number of negative
//! pivots of T − x I, q_1 = d_1 − x, q_i = d_i − x − e_{i−1}² / q_{i−1}, is the
//! number of eigenvalues below x. So ‖A‖ is the least t with no eigenvalue below
//! −t and all below t, found by cutting an interval that Gershgorin's circles give.
//!
//! All work is in double precision and in one fixed order. The result is the
//! interval's upper end: below the true norm by no more than the rounding of the
//! reflections, a few n times 1e-16 of it.

use crate::simd::dispatch;
use crate::small::scaled::Scaled;
use crate::small::tridiagonal::tridiagonal;
use crate::{Real, has_shape};

/// Points tried in one pass over T: their divisions overlap.
const POINTS: usize = 4;

/// Passes over T at most. Each leaves a fifth of the interval, so two dozen are enough.
const PASSES: usize = 64;

/// The largest |eigenvalue| of a symmetric A (n x n); infinite when an entry is not finite.
pub fn spectral_norm<T: Real>(n: usize, a: &[T]) -> T {
    assert!(has_shape(a, n, n));
    let Ok(mut scaled) = Scaled::of(a) else {
        return T::from_f64(f64::INFINITY);
    };
    let t = tridiagonal(n, core::mem::take(&mut scaled.numbers));
    scaled.back(largest_magnitude(&t.d, &t.e))
}

dispatch! {
    /// For each t: how many eigenvalues of T are below −t, and how many below t.
    fn counts(d: &[f64], squares: &[f64], least: f64, t: &[f64; POINTS]) -> [[usize; POINTS]; 2] {
        let mut below = [[0u32; POINTS]; 2];
        let mut pivots = [[1.0; POINTS]; 2];
        for (&d, &square) in d.iter().zip(squares) {
            for side in 0..2 {
                for l in 0..POINTS {
                    let x = if side == 0 { -t[l] } else { t[l] };
                    let q = d - x - square / pivots[side][l];
                    // A pivot of nearly zero counts as negative and must not be divided by.
                    let q = if q.abs() < least { -least } else { q };
                    below[side][l] += u32::from(q < 0.0);
                    pivots[side][l] = q;
                }
            }
        }
        below.map(|side| side.map(|count| count as usize))
    }
}

/// The largest |eigenvalue| of T.
fn largest_magnitude(d: &[f64], e: &[f64]) -> f64 {
    let n = d.len();
    let off = |i: usize| if i < n - 1 { e[i].abs() } else { 0.0 };
    // |d_i| is at most the norm; a circle's farthest point is at least the norm.
    let (mut lo, mut hi) = (0.0f64, 0.0f64);
    for i in 0..n {
        let radius = off(i) + if i > 0 { off(i - 1) } else { 0.0 };
        lo = lo.max(d[i].abs());
        hi = hi.max(d[i].abs() + radius);
    }
    // The first pivot has no term e²: a square of zero before it.
    let squares: Vec<f64> = core::iter::once(0.0)
        .chain(e.iter().map(|e| e * e))
        .collect();
    let least = f64::MIN_POSITIVE * hi.max(1.0) * 4.0;
    for _ in 0..PASSES {
        let step = (hi - lo) / (POINTS + 1) as f64;
        let t: [f64; POINTS] = core::array::from_fn(|i| lo + (i + 1) as f64 * step);
        if hi - lo <= 2.0 * f64::EPSILON * hi || t[0] <= lo || t[POINTS - 1] >= hi {
            return hi;
        }
        let [negative, positive] = counts(d, &squares, least, &t);
        // The first point with every eigenvalue within is the new upper end.
        let within = (0..POINTS).find(|&i| negative[i] == 0 && positive[i] == n);
        match within {
            Some(0) => hi = t[0],
            Some(i) => (lo, hi) = (t[i - 1], t[i]),
            None => lo = t[POINTS - 1],
        }
    }
    hi
}
