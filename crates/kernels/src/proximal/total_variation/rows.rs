//! What a step does to one row of pixels. A pixel is a few numbers side by side, one of every image:
//! its neighbour on the right is so many `lanes` away.

use crate::Real;
use crate::project::clip;
use crate::simd::dispatch;

/// The numbers of a step of the dual variables.
#[derive(Clone, Copy)]
pub(super) struct Step<T> {
    pub(super) lanes: usize,
    /// The length that a dual variable may have.
    pub(super) t: T,
    /// How far the points ahead are, in changes.
    pub(super) beta: T,
}

dispatch! {
    /// x ← y − ((P − P above) + (Q − Q to the left)); the parts are y, P, P above and Q.
    pub(super) fn subtract_divergence<T: Real>(lanes: usize, parts: [&[T]; 4], x: &mut [T]) {
        // The sum turns -0 into +0.
        map_row(lanes, parts, x, |x| x + T::ZERO);
    }

    /// The same, and no number of x below 0.
    pub(super) fn subtract_divergence_and_clip<T: Real>(lanes: usize, parts: [&[T]; 4], x: &mut [T]) {
        map_row(lanes, parts, x, clip);
    }

    /// P and Q go along the differences of x, a row and the one below, each by itself within ±t.
    pub(super) fn step_by_parts<T: Real>(
        step: Step<T>,
        x: [&[T]; 2],
        down: &mut [T],
        right: &mut [T],
        down_ahead: &mut [T],
        right_ahead: &mut [T],
    ) {
        let t = step.t;
        step_row(step, x, down, right, down_ahead, right_ahead, |down, right| {
            (down.max(-t).min(t), right.max(-t).min(t))
        });
    }

    /// The same, both together of a length of at most t.
    pub(super) fn step_by_length<T: Real>(
        step: Step<T>,
        x: [&[T]; 2],
        down: &mut [T],
        right: &mut [T],
        down_ahead: &mut [T],
        right_ahead: &mut [T],
    ) {
        let t = step.t;
        step_row(step, x, down, right, down_ahead, right_ahead, |down, right| {
            let factor = t / (down * down + right * right).sqrt().max(t);
            (down * factor, right * factor)
        });
    }

    /// What every pixel has of the duality gap: t |∇x| − ⟨(P, Q), ∇x⟩.
    pub(super) fn gap_terms<T: Real>(
        isotropic: bool,
        step: Step<T>,
        x: [&[T]; 2],
        duals: [&[T]; 2],
        terms: &mut [T],
    ) {
        let last = terms.len() - step.lanes;
        let [here, below] = x.map(|x| &x[..terms.len()]);
        let [down, right] = duals.map(|dual| &dual[..terms.len()]);
        for j in 0..terms.len() {
            let next = if j < last { here[j + step.lanes] } else { here[j] };
            let (dx, dy) = (here[j] - next, here[j] - below[j]);
            let size = if isotropic { (dx * dx + dy * dy).sqrt() } else { dx.abs() + dy.abs() };
            terms[j] = step.t * size - (dy * down[j] + dx * right[j]);
        }
    }
}

#[inline(always)]
fn map_row<T: Real>(lanes: usize, parts: [&[T]; 4], x: &mut [T], finish: impl Fn(T) -> T) {
    let [y, down, above, right] = parts.map(|part| &part[..x.len()]);
    // Nothing is on the left of the first pixel.
    let (first, rest) = x.split_at_mut(lanes);
    for (j, x) in first.iter_mut().enumerate() {
        *x = finish(y[j] - ((down[j] - above[j]) + right[j]));
    }
    let left = &right[..rest.len()];
    let [y, down, above, right] = [y, down, above, right].map(|part| &part[lanes..][..rest.len()]);
    for (j, x) in rest.iter_mut().enumerate() {
        *x = finish(y[j] - ((down[j] - above[j]) + (right[j] - left[j])));
    }
}

/// The dual variables that are written are parameters of their own, all the way down, so that the
/// compiler knows that none overlaps another.
#[inline(always)]
fn step_row<T: Real>(
    step: Step<T>,
    [x, below]: [&[T]; 2],
    down: &mut [T],
    right: &mut [T],
    down_ahead: &mut [T],
    right_ahead: &mut [T],
    feasible: impl Fn(T, T) -> (T, T),
) {
    let inner = x.len() - step.lanes;
    let (down, last_down) = down.split_at_mut(inner);
    let (right, last_right) = right.split_at_mut(inner);
    let (down_ahead, last_down_ahead) = down_ahead.split_at_mut(inner);
    let (right_ahead, last_right_ahead) = right_ahead.split_at_mut(inner);
    let last = &x[inner..];
    step_pixels(
        step.beta,
        [x, below, &x[step.lanes..]],
        down,
        right,
        down_ahead,
        right_ahead,
        &feasible,
    );
    // Nothing is on the right of the last pixel.
    step_pixels(
        step.beta,
        [last, &below[inner..], last],
        last_down,
        last_right,
        last_down_ahead,
        last_right_ahead,
        &feasible,
    );
}

/// `x` are the pixels, those below and those on the right.
#[inline(always)]
fn step_pixels<T: Real>(
    beta: T,
    x: [&[T]; 3],
    down: &mut [T],
    right: &mut [T],
    down_ahead: &mut [T],
    right_ahead: &mut [T],
    feasible: &impl Fn(T, T) -> (T, T),
) {
    let eighth = T::from_f64(0.125);
    let count = down.len();
    let [x, below, next] = x.map(|x| &x[..count]);
    let right = &mut right[..count];
    let (down_ahead, right_ahead) = (&mut down_ahead[..count], &mut right_ahead[..count]);
    for j in 0..count {
        let new = feasible(
            down_ahead[j] + (x[j] - below[j]) * eighth,
            right_ahead[j] + (x[j] - next[j]) * eighth,
        );
        down_ahead[j] = new.0 + beta * (new.0 - down[j]);
        right_ahead[j] = new.1 + beta * (new.1 - right[j]);
        (down[j], right[j]) = new;
    }
}
