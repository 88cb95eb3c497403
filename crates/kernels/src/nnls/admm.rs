//! Alternating direction method of multipliers with scaled dual (Huang, Sidiropoulos and Liavas,
//! *A flexible and efficient algorithmic framework for constrained matrix and tensor factorization*,
//! 2016):
//!
//! ```text
//! G ← (P + ρ I)⁻¹ (B + ρ (F + U)),   F ← proj(G − U),   U ← U + F − G,     ρ = trace(P) / r
//! ```
//!
//! P + ρ I has a condition number of at most r + 1, so its inverse is as good as its factors, and a
//! step is one product with it.

use super::side::Side;
use super::space::{Block, Map, Space};
use crate::project::{Along, Projection};
use crate::simd::dispatch;
use crate::small::inverse_definite;
use crate::tile::Buffer;
use crate::{Real, has_shape};

/// At most `steps` steps for 1/2⟨F, P F⟩ − ⟨B, F⟩ (or F P, on the right) over a set.
///
/// F is projected first. `dual` is U: zeros, or what an earlier call left, for a start near the end.
/// Where `tolerance` is above 0, a problem (column, row, or the matrix where the set ties them
/// together) ends after the step in which both residuals are within it:
/// ‖F − G‖² ≤ tolerance ‖F‖² and ‖F − F_old‖² ≤ tolerance ‖U‖².
///
/// Single steps may raise the objective; where the last F has a larger one than the projected start,
/// or is not finite, the start stays, so the call never raises it. Where P is not positive
/// semidefinite or has no curvature at all, F stays as projected.
pub fn admm<T: Real>(
    f: &mut [T],
    dual: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    gram: &[T],
    side: Side,
    projection: Projection<'_, T>,
    along: Along,
    steps: usize,
    tolerance: f64,
) {
    let order = match side {
        Side::Left => rows,
        Side::Right => columns,
    };
    assert!(has_shape(gram, order, order) && has_shape(dual, rows, columns));
    let (rho, inverse) = augmented(order, gram);
    let term = |matrix| match side {
        Side::Left => (Some(matrix), None),
        Side::Right => (None, Some(matrix)),
    };
    let (terms, inverse_terms) = ([term(gram)], inverse.as_deref().map(|m| [term(m)]));
    let block = Block {
        rows,
        columns,
        terms: &terms,
        projection,
        along,
    };
    block.check(f, b);
    if f.is_empty() {
        return;
    }
    let map = block.map(&terms);
    let inverse = inverse_terms.as_ref().map(|terms| block.map(terms));
    let method = Method {
        map,
        inverse,
        rho,
        steps,
        tolerance: T::from_f64(tolerance),
    };
    block.solve(f, dual, b, |space, buffers, [f, dual], b| {
        method.run(space, buffers, [f, dual], b);
    });
}

/// ρ and (P + ρ I)⁻¹, where there is one.
fn augmented<T: Real>(order: usize, gram: &[T]) -> (T, Option<Vec<T>>) {
    let mut trace = T::ZERO;
    for diagonal in gram.iter().step_by(order + 1) {
        trace += *diagonal;
    }
    let rho = trace / T::from_f64(order.max(1) as f64);
    if !(rho >= T::MIN_POSITIVE && rho.is_finite()) {
        return (rho, None);
    }
    let mut sum = gram.to_vec();
    for diagonal in sum.iter_mut().step_by(order + 1) {
        *diagonal += rho;
    }
    let mut inverse = vec![T::ZERO; order * order];
    let found = inverse_definite(order, &sum, &mut inverse).is_ok();
    (rho, found.then_some(inverse))
}

struct Method<'a, T: 'static> {
    map: Map<'a, T>,
    inverse: Option<Map<'a, T>>,
    rho: T,
    steps: usize,
    tolerance: T,
}

impl<T: Real> Method<'_, T> {
    fn run(
        &self,
        space: Space<'_, T>,
        buffers: &mut [Buffer<T>; 6],
        [f, dual]: [&mut [T]; 2],
        b: &[T],
    ) {
        space.project(f);
        let Some(inverse) = &self.inverse else { return };
        let [start, old, old_dual, target, free, a] = buffers;
        start.copy_from_slice(f);
        let numbers = || vec![T::ZERO; space.problems()];
        let (mut before, mut after) = (numbers(), numbers());
        space.apply(&self.map, f, a);
        space.objective([f, a, b], &mut before);
        let mut ended = vec![false; space.problems()];
        for _ in 0..self.steps {
            old.copy_from_slice(f);
            old_dual.copy_from_slice(dual);
            aim(self.rho, [b, f, dual], target);
            space.apply(inverse, target, free);
            subtract(free, dual, f);
            space.project(f);
            lift(f, free, dual);
            let lanes: Vec<usize> = (0..ended.len()).filter(|&l| ended[l]).collect();
            space.copy(&lanes, old, f);
            space.copy(&lanes, old_dual, dual);
            if self.tolerance > T::ZERO {
                self.end(space, [f, dual, old, free], target, &mut ended);
                if ended.iter().all(|ended| *ended) {
                    break;
                }
            }
        }
        space.apply(&self.map, f, a);
        space.objective([f, a, b], &mut after);
        let worse =
            |&l: &usize| before[l].is_finite() && (after[l] > before[l] || !after[l].is_finite());
        let mut lost: Vec<usize> = (0..after.len()).filter(worse).collect();
        lost.extend(space.not_finite(f));
        space.copy(&lost, start, f);
        let lost = space.not_finite(dual);
        if !lost.is_empty() {
            old.fill(T::ZERO);
            space.copy(&lost, old, dual);
        }
    }

    /// Marks the problems whose residuals are small enough; `scratch` may be written.
    fn end(
        &self,
        space: Space<'_, T>,
        [f, dual, old, free]: [&[T]; 4],
        scratch: &mut [T],
        ended: &mut [bool],
    ) {
        let norm = |x: &[T]| {
            let mut sums = vec![T::ZERO; ended.len()];
            space.inner(x, x, &mut sums);
            sums
        };
        let (size, dual_size) = (norm(f), norm(dual));
        subtract(f, free, scratch);
        let primal = norm(scratch);
        subtract(f, old, scratch);
        let change = norm(scratch);
        for (l, ended) in ended.iter_mut().enumerate() {
            *ended |=
                primal[l] <= self.tolerance * size[l] && change[l] <= self.tolerance * dual_size[l];
        }
    }
}

dispatch! {
    /// target ← B + ρ (F + U).
    fn aim<T: Real>(rho: T, points: [&[T]; 3], target: &mut [T]) {
        let [b, f, dual] = points;
        for (((b, f), dual), target) in b.iter().zip(f).zip(dual).zip(target) {
            *target = *b + rho * (*f + *dual);
        }
    }

    /// out ← x − y.
    fn subtract<T: Real>(x: &[T], y: &[T], out: &mut [T]) {
        for ((x, y), out) in x.iter().zip(y).zip(out) {
            *out = *x - *y;
        }
    }

    /// U ← U + F − G, and no -0.
    fn lift<T: Real>(f: &[T], free: &[T], dual: &mut [T]) {
        for ((f, free), dual) in f.iter().zip(free).zip(dual) {
            *dual = *dual + (*f - *free) + T::ZERO;
        }
    }
}
