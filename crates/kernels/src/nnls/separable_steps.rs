//! The passes over a tile between two products of FPGD.

use super::momentum::advance;
use crate::Real;
use crate::project::{Projection, clip, project_lanes};
use crate::simd::dispatch;
use crate::tile::{LANES, lane_sums, load, store};

dispatch! {
    /// value ← 1/2⟨x, a⟩ − ⟨b, x⟩ per lane, where a = M x.
    pub(super) fn objectives<T: Real>(length: usize, width: usize, x: &[T], a: &[T], b: &[T], value: &mut [T]) {
        for offset in (0..width).step_by(LANES) {
            store(value, offset, objective(length, width, offset, x, a, b));
        }
    }

    /// f_new ← proj(z − step (M z − b)) with z = f + β (f − f_old); `points` are f, f_old,
    /// M f, M f_old and b.
    pub(super) fn extrapolate_and_descend<T: Real>(
        projection: Projection<T>,
        step: T,
        length: usize,
        width: usize,
        beta: &[T],
        points: [&[T]; 5],
        f_new: &mut [T],
    ) {
        // The most common set costs no pass of its own.
        if projection == Projection::Nonnegative {
            descend(clip, step, width, beta, points, f_new);
        } else {
            descend(|x| x, step, width, beta, points, f_new);
            for offset in (0..width).step_by(LANES) {
                project_lanes(projection, length, width, offset, f_new);
            }
        }
    }

    /// Per lane: where f_new raised the objective it becomes f again and the momentum starts anew;
    /// else the momentum goes on. `old` are f, M f and b, `new` f_new and M f_new, `lanes` value,
    /// α and β.
    pub(super) fn accept_or_restart<T: Real>(
        length: usize,
        width: usize,
        alpha1: T,
        old: [&[T]; 3],
        new: [&mut [T]; 2],
        lanes: [&mut [T]; 3],
    ) {
        let [f, a, b] = old;
        let [f_new, a_new] = new;
        let [value, alpha, beta] = lanes;
        for offset in (0..width).step_by(LANES) {
            let new_value = objective(length, width, offset, f_new, a_new, b);
            let mut rejected = [false; LANES];
            for l in 0..LANES {
                let at = offset + l;
                rejected[l] = new_value[l] > value[at];
                if rejected[l] {
                    (alpha[at], beta[at]) = (alpha1, T::ZERO);
                } else {
                    value[at] = new_value[l];
                    (alpha[at], beta[at]) = advance(alpha[at]);
                }
            }
            if rejected.contains(&true) {
                restore(&rejected, length, width, offset, f, f_new);
                restore(&rejected, length, width, offset, a, a_new);
            }
        }
    }
}

/// f_new ← finish(z − step (M z − b)).
#[inline(always)]
fn descend<T: Real>(
    finish: impl Fn(T) -> T,
    step: T,
    width: usize,
    beta: &[T],
    points: [&[T]; 5],
    f_new: &mut [T],
) {
    let [f, f_old, a, a_old, b] = points.map(|x| x.chunks_exact(width));
    let rows = f
        .zip(f_old)
        .zip(a)
        .zip(a_old)
        .zip(b)
        .zip(f_new.chunks_exact_mut(width));
    for (((((f, f_old), a), a_old), b), x) in rows {
        let lanes = f
            .iter()
            .zip(f_old)
            .zip(a)
            .zip(a_old)
            .zip(b)
            .zip(beta)
            .zip(x);
        for ((((((f, f_old), a), a_old), b), beta), x) in lanes {
            let z = *f + *beta * (*f - *f_old);
            let mz = *a + *beta * (*a - *a_old);
            *x = finish(z - step * (mz - *b));
        }
    }
}

#[inline(always)]
fn objective<T: Real>(
    length: usize,
    width: usize,
    offset: usize,
    x: &[T],
    a: &[T],
    b: &[T],
) -> [T; LANES] {
    let [quadratic, linear] = lane_sums(length, |i, sums: &mut [[T; LANES]; 2]| {
        let at = i * width + offset;
        let x: [T; LANES] = load(x, at);
        let a: [T; LANES] = load(a, at);
        let b: [T; LANES] = load(b, at);
        for l in 0..LANES {
            sums[0][l] += x[l] * a[l];
            sums[1][l] += b[l] * x[l];
        }
    });
    let mut value = [T::ZERO; LANES];
    for l in 0..LANES {
        value[l] = quadratic[l] / (T::ONE + T::ONE) - linear[l];
    }
    value
}

/// new ← old in the rejected lanes.
#[inline(always)]
fn restore<T: Real>(
    rejected: &[bool; LANES],
    length: usize,
    width: usize,
    offset: usize,
    old: &[T],
    new: &mut [T],
) {
    for i in 0..length {
        let at = i * width + offset;
        let old: [T; LANES] = load(old, at);
        let mut x: [T; LANES] = load(new, at);
        for l in 0..LANES {
            x[l] = if rejected[l] { old[l] } else { x[l] };
        }
        store(new, at, x);
    }
}
