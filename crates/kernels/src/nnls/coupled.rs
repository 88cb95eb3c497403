//! FPGD on a whole matrix, where its terms or its constraint tie all entries together.

use super::Stepping;
use super::fpgd::Term;
use super::momentum::{extrapolation_factors, is_kept};
use crate::Real;
use crate::gemm::gemm;
use crate::project::{Along, Projection, project};
use crate::reduce::inner;
use crate::simd::dispatch;

/// As [`super::fpgd`], with one momentum and one restart test for the matrix.
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
    let mut operator = Operator {
        rows,
        columns,
        terms,
        half: vec![T::ZERO; f.len()],
    };
    let mut a = vec![T::ZERO; f.len()];
    project(projection, along, rows, columns, f);
    operator.apply(f, &mut a);
    let mut value = objective(f, &a, b);
    let Some(step) = stepping.step else {
        return value;
    };
    let mut f_old = f.to_vec();
    let mut a_old = a.clone();
    let mut f_new = f.to_vec();
    let mut a_new = a.clone();
    let factors = extrapolation_factors(stepping.alpha1, stepping.steps);
    let mut age = 0;
    for _ in 0..stepping.steps {
        extrapolate_and_descend(step, factors[age], [f, &f_old, &a, &a_old, b], &mut f_new);
        project(projection, along, rows, columns, &mut f_new);
        operator.apply(&f_new, &mut a_new);
        let new_value = objective(&f_new, &a_new, b);
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

/// F ↦ Σ_k P_k F Q_k.
struct Operator<'a, T> {
    rows: usize,
    columns: usize,
    terms: &'a [Term<'a, T>],
    /// P_k F of a term with both factors.
    half: Vec<T>,
}

impl<T: Real> Operator<'_, T> {
    /// Terms are added in order; P_k F comes before the product with Q_k.
    fn apply(&mut self, f: &[T], out: &mut [T]) {
        let (m, n) = (self.rows, self.columns);
        out.fill(T::ZERO);
        for (p, q) in self.terms {
            let left = match p {
                Some(p) if q.is_some() => {
                    gemm(false, false, m, n, m, T::ONE, p, f, T::ZERO, &mut self.half);
                    &self.half
                }
                _ => f,
            };
            match (p, q) {
                (_, Some(q)) => gemm(false, false, m, n, n, T::ONE, left, q, T::ONE, out),
                (Some(p), None) => gemm(false, false, m, n, m, T::ONE, p, f, T::ONE, out),
                (None, None) => out.iter_mut().zip(f).for_each(|(out, f)| *out += *f),
            }
        }
    }
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
