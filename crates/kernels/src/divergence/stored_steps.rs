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

    /// Sweeps over all coordinates of h, likewise; the sums are those of A in every lane, and their
    /// inverses.
    pub(super) fn sweep<T: Real>(
        squared: bool,
        a: &[T],
        x: &[T],
        weights: &[T],
        v: &mut [T],
        h: &mut [T],
        sums: [&[T]; 2],
        floor: T,
        sweeps: usize,
    ) {
        values(a, h, floor, v);
        // What a step moved is added to v where the next one reads it.
        let (mut moved, mut before) = ([T::ZERO; LANES], a);
        for _ in 0..sweeps {
            let [sums, inverses] = sums.map(|lanes| lanes.chunks_exact(LANES));
            let columns = a.chunks_exact(x.len()).zip(sums.zip(inverses));
            for (h, (a, (sum, inverse))) in h.chunks_exact_mut(LANES).zip(columns) {
                let (rows, _) = before.as_chunks::<LANES>();
                let (values, _) = v.as_chunks_mut::<LANES>();
                let value = |e: usize| {
                    values[e] = shifted(values[e], &moved, rows[e], floor);
                    values[e]
                };
                let mut slopes = [T::ZERO; 2 * LANES];
                add_slopes(squared, a, x, weights, value, &mut slopes);
                moved = coordinate(squared, [sum, inverse], &slopes, h);
                before = a;
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
        let (v, _) = v.as_chunks::<LANES>();
        add_slopes(squared, a, x, weights, |e| v[e], &mut slopes);
        sums.copy_from_slice(&slopes);
    }

    /// v ← v + moved a, and not below the floor.
    pub(super) fn move_values<T: Real>(a: &[T], moved: &[T; LANES], floor: T, v: &mut [T]) {
        shift(a, moved, floor, v);
    }
}

/// One step along a coordinate; how far each lane went.
#[inline(always)]
pub(super) fn coordinate<T: Real>(
    squared: bool,
    [sum, inverse]: [&[T]; 2],
    slopes: &[T],
    h: &mut [T],
) -> [T; LANES] {
    if squared {
        least(sum, slopes, h)
    } else {
        step(sum, inverse, slopes, h)
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

/// slopes ← F, F2; `value` gives v entry by entry.
#[inline(always)]
fn add_slopes<T: Real>(
    squared: bool,
    a: &[T],
    x: &[T],
    weights: &[T],
    mut value: impl FnMut(usize) -> [T; LANES],
    slopes: &mut [T; 2 * LANES],
) {
    let (a, _) = a.as_chunks::<LANES>();
    let (x, _) = x.as_chunks::<LANES>();
    let (weights, _) = weights.as_chunks::<LANES>();
    let rows = a.iter().zip(x).enumerate();
    let mut f = [T::ZERO; LANES];
    let mut f2 = [T::ZERO; LANES];
    if squared {
        for ((e, (a, x)), m) in rows.zip(weights) {
            let v = value(e);
            for l in 0..LANES {
                let weighted = m[l] * a[l];
                f[l] += weighted * (x[l] - v[l]);
                f2[l] += weighted * a[l];
            }
        }
    } else {
        for (e, (a, x)) in rows {
            let v = value(e);
            for l in 0..LANES {
                let ratio = a[l] / v[l];
                let term = x[l] * ratio;
                f[l] += term;
                f2[l] += term * ratio;
            }
        }
    }
    slopes[..LANES].copy_from_slice(&f);
    slopes[LANES..].copy_from_slice(&f2);
}

/// inverses ← 1 / sums: divisions take time, and the same sums meet many columns.
pub(super) fn invert<T: Real>(sums: &[T], inverses: &mut [T]) {
    for (inverse, sum) in inverses.iter_mut().zip(sums) {
        *inverse = T::ONE / *sum;
    }
}

/// One division for either of the two steps.
#[inline(always)]
fn step<T: Real>(sums: &[T], inverses: &[T], slopes: &[T], h: &mut [T]) -> [T; LANES] {
    let (first, second) = slopes.split_at(LANES);
    let mut moved = [T::ZERO; LANES];
    for l in 0..LANES {
        let (f, f2, sum, old) = (first[l], second[l], sums[l], h[l]);
        let below = f > sum;
        let (top, bottom) = if below {
            (f * inverses[l] - T::ONE, f2)
        } else {
            (old * f2, sum - f + old * f2)
        };
        let ratio = top / bottom;
        // The inverse is rounded: a step up of nothing may come out below.
        let up = (old + f * ratio).max(old);
        let new = if below { up } else { old * ratio };
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
fn shift<T: Real>(a: &[T], moved: &[T; LANES], floor: T, v: &mut [T]) {
    let (a, _) = a.as_chunks::<LANES>();
    let (v, _) = v.as_chunks_mut::<LANES>();
    for (v, a) in v.iter_mut().zip(a) {
        *v = shifted(*v, moved, *a, floor);
    }
}

/// By value, or the compiler takes the lanes one by one.
#[inline(always)]
fn shifted<T: Real>(v: [T; LANES], moved: &[T; LANES], a: [T; LANES], floor: T) -> [T; LANES] {
    core::array::from_fn(|l| (v[l] + moved[l] * a[l]).max(floor))
}
