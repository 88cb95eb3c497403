//! The arithmetic of a tile of stored entries (`stored`), all lanes at once.
//!
//! Scalar Newton steps: along coordinate k the slope is s − F(h), F(h) = Σ_e a_e x_e / v_e falling and
//! convex in h_k, with F' = −F2, F2 = Σ_e a_e² x_e / v_e². Two steps that never go past the minimum:
//!
//! * below it (F > s): 1/F is concave, so its tangent gives h + (F / F2) (F / s − 1), which is
//!   longer than Newton's own step;
//! * above it: h F is concave, so Newton's step on h F − s h gives h² F2 / (s − F + h F2), which is
//!   longer than the multiplicative update h F / s.
//!
//! Hence every step lowers the divergence, without a search. (Hsieh and Dhillon, 2011, take Newton's
//! step on the slope itself, which from above may go too far.)
//!
//! For half the squared error under weights m the step to the minimum is known: F = Σ_e a_e m_e
//! (x_e − v_e) is the fall, F2 = Σ_e m_e a_e² its own, and h goes to h + (F − s) / F2, or to zero, s being
//! the weight of a penalty.

use super::gathered::LANES;
use crate::Real;
use crate::simd::dispatch;

dispatch! {
    /// num ← Aᵀ (x / v), v = A h + floor, for one panel of entries and of the rank.
    pub(super) fn gradient<T: Real>(a: &[T], x: &[T], v: &mut [T], h: &[T], num: &mut [T], floor: T) {
        values(a, h, floor, v);
        quotients(x, v);
        for (num, a) in num.chunks_exact_mut(LANES).zip(a.chunks_exact(x.len().max(1))) {
            let mut sum = [T::ZERO; LANES];
            for (a, q) in a.chunks_exact(LANES).zip(v.chunks_exact(LANES)) {
                for l in 0..LANES {
                    sum[l] += a[l] * q[l];
                }
            }
            num.copy_from_slice(&sum);
        }
        if x.is_empty() {
            num.fill(T::ZERO);
        }
    }

    /// Sweeps over all coordinates of h, likewise; `sums` are those of A in every lane.
    pub(super) fn sweep<T: Real>(
        squared: bool,
        a: &[T],
        x: &[T],
        weights: &[T],
        v: &mut [T],
        h: &mut [T],
        sums: &[T],
        floor: T,
        sweeps: usize,
    ) {
        values(a, h, floor, v);
        for _ in 0..sweeps {
            let columns = a.chunks_exact(x.len()).zip(sums.chunks_exact(LANES));
            for (h, (a, sum)) in h.chunks_exact_mut(LANES).zip(columns) {
                let mut slopes = [T::ZERO; 2 * LANES];
                add_slopes(squared, a, x, weights, v, &mut slopes);
                let moved = coordinate(squared, sum, &slopes, h);
                shift(a, &moved, floor, v);
            }
        }
    }

    /// y += h a in every lane.
    pub(super) fn add_multiple<T: Real>(a: &[T], h: &[T], y: &mut [T]) {
        for (y, a) in y.chunks_exact_mut(LANES).zip(a.chunks_exact(LANES)) {
            for l in 0..LANES {
                y[l] += a[l] * h[l];
            }
        }
    }

    /// sums ← Σ a q in every lane.
    pub(super) fn weighted<T: Real>(a: &[T], q: &[T], sums: &mut [T]) {
        let mut sum = [T::ZERO; LANES];
        for (a, q) in a.chunks_exact(LANES).zip(q.chunks_exact(LANES)) {
            for l in 0..LANES {
                sum[l] += a[l] * q[l];
            }
        }
        sums.copy_from_slice(&sum);
    }

    /// sums ← F in every lane, then F2.
    pub(super) fn slope<T: Real>(
        squared: bool,
        a: &[T],
        x: &[T],
        weights: &[T],
        v: &[T],
        sums: &mut [T],
    ) {
        let mut slopes = [T::ZERO; 2 * LANES];
        add_slopes(squared, a, x, weights, v, &mut slopes);
        sums.copy_from_slice(&slopes);
    }

    /// v ← v + moved a, and not below the floor.
    pub(super) fn move_values<T: Real>(a: &[T], moved: &[T], floor: T, v: &mut [T]) {
        shift(a, moved, floor, v);
    }
}

/// One step along a coordinate; how far each lane went.
#[inline(always)]
pub(super) fn coordinate<T: Real>(
    squared: bool,
    sum: &[T],
    slopes: &[T],
    h: &mut [T],
) -> [T; LANES] {
    if squared {
        least(sum, slopes, h)
    } else {
        step(sum, slopes, h)
    }
}

/// v ← A h + floor.
#[inline(always)]
fn values<T: Real>(a: &[T], h: &[T], floor: T, v: &mut [T]) {
    let length = v.len();
    for (e, v) in v.chunks_exact_mut(LANES).enumerate() {
        let mut sum = [T::ZERO; LANES];
        for (k, h) in h.chunks_exact(LANES).enumerate() {
            let a = &a[k * length + e * LANES..][..LANES];
            for l in 0..LANES {
                sum[l] += a[l] * h[l];
            }
        }
        for l in 0..LANES {
            v[l] = sum[l] + floor;
        }
    }
}

#[inline(always)]
fn quotients<T: Real>(x: &[T], v: &mut [T]) {
    for (x, v) in x.iter().zip(v) {
        let q = *x / *v;
        *v = if *x > T::ZERO { q } else { T::ZERO };
    }
}

#[inline(always)]
fn add_slopes<T: Real>(
    squared: bool,
    a: &[T],
    x: &[T],
    weights: &[T],
    v: &[T],
    slopes: &mut [T; 2 * LANES],
) {
    let (first, second) = slopes.split_at_mut(LANES);
    let rows = x.chunks_exact(LANES).zip(v.chunks_exact(LANES));
    let mut f = [T::ZERO; LANES];
    let mut f2 = [T::ZERO; LANES];
    if squared {
        let rows = rows.zip(weights.chunks_exact(LANES));
        for (a, ((x, v), m)) in a.chunks_exact(LANES).zip(rows) {
            for l in 0..LANES {
                let weighted = m[l] * a[l];
                f[l] += weighted * (x[l] - v[l]);
                f2[l] += weighted * a[l];
            }
        }
    } else {
        for (a, (x, v)) in a.chunks_exact(LANES).zip(rows) {
            for l in 0..LANES {
                let ratio = a[l] / v[l];
                let term = x[l] * ratio;
                f[l] += term;
                f2[l] += term * ratio;
            }
        }
    }
    first.copy_from_slice(&f);
    second.copy_from_slice(&f2);
}

#[inline(always)]
fn step<T: Real>(sums: &[T], slopes: &[T], h: &mut [T]) -> [T; LANES] {
    let (first, second) = slopes.split_at(LANES);
    let mut moved = [T::ZERO; LANES];
    for l in 0..LANES {
        let (f, f2, sum, old) = (first[l], second[l], sums[l], h[l]);
        let up = old + (f / f2) * (f / sum - T::ONE);
        let down = old * (old * f2 / (sum - f + old * f2));
        let new = if f > sum { up } else { down };
        // A column of A without entries here, or one of zeros.
        let new = if new.is_finite() { new } else { old };
        moved[l] = new - old;
        h[l] = new;
    }
    moved
}

/// The least point along a coordinate where the divergence is half the squared error.
#[inline(always)]
fn least<T: Real>(sums: &[T], slopes: &[T], h: &mut [T]) -> [T; LANES] {
    let (first, second) = slopes.split_at(LANES);
    let mut moved = [T::ZERO; LANES];
    for l in 0..LANES {
        let old = h[l];
        let new = (old + (first[l] - sums[l]) / second[l]).max(T::ZERO);
        let new = if new.is_finite() { new } else { old };
        moved[l] = new - old;
        h[l] = new;
    }
    moved
}

#[inline(always)]
fn shift<T: Real>(a: &[T], moved: &[T], floor: T, v: &mut [T]) {
    for (v, a) in v.chunks_exact_mut(LANES).zip(a.chunks_exact(LANES)) {
        for l in 0..LANES {
            v[l] = (v[l] + moved[l] * a[l]).max(floor);
        }
    }
}
