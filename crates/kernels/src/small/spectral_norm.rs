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

use crate::reduce::inner;
use crate::simd::dispatch;
use crate::{Real, has_shape};

/// Points tried in one pass over T: their divisions overlap.
const POINTS: usize = 4;

/// Passes over T at most. Each leaves a fifth of the interval, so two dozen are enough.
const PASSES: usize = 64;

/// Of a matrix whose elements are at most about one: what lies below the first two entries of a
/// column is taken as zero when its squares sum to less. It is 1e-140 of the norm at most, and its
/// squares lose their digits to underflow.
const NEGLIGIBLE: f64 = 1e-280;

/// The largest |eigenvalue| of a symmetric A (n x n); infinite when an entry is not finite.
pub fn spectral_norm<T: Real>(n: usize, a: &[T]) -> T {
    assert!(has_shape(a, n, n));
    if !a.iter().all(|x| x.is_finite()) {
        return T::from_f64(f64::INFINITY);
    }
    let largest = a.iter().fold(0.0, |m: f64, x| m.max(x.to_f64().abs()));
    if largest == 0.0 {
        return T::ZERO;
    }
    // A power of two brings the largest element near one: squares cannot overflow.
    let exponent = exponent_of(largest).clamp(-1000, 1000);
    let (down, up) = (power_of_two(-exponent), power_of_two(exponent));
    let mut work: Vec<f64> = a.iter().map(|x| x.to_f64() * down).collect();
    let (d, e) = tridiagonal(n, &mut work);
    T::from_f64(largest_magnitude(&d, &e) * up)
}

/// e with 2^e <= x < 2^(e+1), for a positive normal x; at most -1023 below.
fn exponent_of(x: f64) -> i32 {
    ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

/// 2^e for -1022 <= e <= 1023.
fn power_of_two(e: i32) -> f64 {
    f64::from_bits(((e + 1023) as u64) << 52)
}

/// The diagonal and the off-diagonal of T; A is used up.
fn tridiagonal(n: usize, a: &mut [f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut d, mut e) = (vec![0.0; n], vec![0.0; n.saturating_sub(1)]);
    let (mut v, mut w) = (vec![0.0; n], vec![0.0; n]);
    for k in 0..n {
        d[k] = a[k * n + k];
        let size = n - k - 1;
        if size == 0 {
            break;
        }
        // Row k right of the diagonal is column k below it.
        let (v, w) = (&mut v[..size], &mut w[..size]);
        v.copy_from_slice(&a[k * n + k + 1..][..size]);
        let tail = inner(&v[1..], &v[1..]);
        if tail <= NEGLIGIBLE {
            e[k] = v[0];
            continue;
        }
        // v = x − e₁ ‖x‖ (−sign x₁): no cancellation; H x = e₁ e_k.
        let norm = (v[0] * v[0] + tail).sqrt();
        e[k] = if v[0] > 0.0 { -norm } else { norm };
        v[0] -= e[k];
        let beta = 2.0 / (v[0] * v[0] + tail);
        reflect(n, &mut a[(k + 1) * n..], k + 1, beta, v, w);
    }
    (d, e)
}

/// B = H B H for the trailing block B: B − v wᵀ − w vᵀ, with
/// p = β B v, w = p − (β/2 pᵀv) v.
fn reflect(n: usize, rows: &mut [f64], first: usize, beta: f64, v: &[f64], w: &mut [f64]) {
    times(n, rows, first, beta, v, w);
    let half = 0.5 * beta * inner(w, v);
    for (w, &v) in w.iter_mut().zip(v) {
        *w -= half * v;
    }
    subtract(n, rows, first, v, w);
}

dispatch! {
    /// w = β B v as a sum of rows: B is symmetric.
    fn times(n: usize, rows: &[f64], first: usize, beta: f64, v: &[f64], w: &mut [f64]) {
        w.fill(0.0);
        for (row, &x) in rows.chunks_exact(n).zip(v) {
            let x = beta * x;
            for (w, &b) in w.iter_mut().zip(&row[first..]) {
                *w += x * b;
            }
        }
    }

    /// B = B − v wᵀ − w vᵀ, symmetric to the bit.
    fn subtract(n: usize, rows: &mut [f64], first: usize, v: &[f64], w: &[f64]) {
        for (i, row) in rows.chunks_exact_mut(n).enumerate() {
            let (x, y) = (v[i], w[i]);
            for ((b, &v), &w) in row[first..].iter_mut().zip(v).zip(w) {
                *b -= x * w + y * v;
            }
        }
    }

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
