//! FPGD on a whole matrix, where its terms or its constraint tie all entries together.

use super::Stepping;
use super::fpgd::Term;
use super::momentum::{extrapolation_factors, is_kept};
use super::operator::apply_terms;
use super::steps::Steps;
use crate::Real;
use crate::project::{Along, Projection, project};
use crate::reduce::inner;
use crate::simd::dispatch;

/// As [`super::fpgd`], with one momentum, one restart test and one step length for the matrix.
pub(super) fn solve<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    terms: &[Term<'_, T>],
    projection: Projection<'_, T>,
    along: Along,
    stepping: Stepping<T>,
) -> T {
    let mut half = Vec::new();
    let mut apply = |f: &[T], out: &mut [T]| {
        apply_terms(terms, rows, columns, f, &mut half, out);
    };
    let mut a = vec![T::ZERO; f.len()];
    project(projection, along, rows, columns, f);
    apply(f, &mut a);
    let mut value = objective(f, &a, b);
    let Stepping { shortest, steps } = stepping;
    let Some(shortest) = shortest else {
        return value;
    };
    let mut f_old = f.to_vec();
    let mut a_old = a.clone();
    let mut f_new = f.to_vec();
    let mut a_new = a.clone();
    let factors = extrapolation_factors(steps.alpha1, steps.count);
    let mut age = 0;
    let mut step = shortest;
    for _ in 0..steps.count {
        step = steps.lengthened(step, shortest);
        let new_value = loop {
            extrapolate_and_descend(step, factors[age], [f, &f_old, &a, &a_old, b], &mut f_new);
            project(projection, along, rows, columns, &mut f_new);
            apply(&f_new, &mut a_new);
            let new_value = objective(&f_new, &a_new, b);
            if is_kept(value, new_value) {
                break new_value;
            }
            match Steps::shortened(step, shortest) {
                Some(shorter) => step = shorter,
                None => break new_value,
            }
        };
        if is_kept(value, new_value) {
            value = new_value;
            age += 1;
            f_old.copy_from_slice(f);
            f.copy_from_slice(&f_new);
            std::mem::swap(&mut a_old, &mut a);
            std::mem::swap(&mut a, &mut a_new);
        } else {
            age = 0;
        }
    }
    value
}

fn objective<T: Real>(f: &[T], a: &[T], b: &[T]) -> T {
    inner(f, a) / (T::ONE + T::ONE) - inner(b, f)
}

dispatch! {
    /// f_new ← z − step (A z − b) with z = f + β (f − f_old); `points` are f, f_old, A f, A f_old
    /// and b.
    fn extrapolate_and_descend<T: Real>(step: T, beta: T, points: [&[T]; 5], f_new: &mut [T]) {
        let [f, f_old, a, a_old, b] = points.map(|x| &x[..f_new.len()]);
        for (i, x) in f_new.iter_mut().enumerate() {
            let z = f[i] + beta * (f[i] - f_old[i]);
            let az = a[i] + beta * (a[i] - a_old[i]);
            *x = z - step * (az - b[i]);
        }
    }
}
