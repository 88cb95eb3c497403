//! P A = L U of a general square A, by elimination with partial pivoting.

use crate::simd::dispatch;
use crate::small::Failure;
use crate::small::scaled::Scaled;
use crate::small::triangular::{Triangle, solve};
use crate::{Real, has_shape};

/// X (order x columns) = A⁻¹ B for a general A, by elimination with partial pivoting in double precision.
///
/// A counts as singular when a pivot is at most ε times the largest entry of its column of A: changes in
/// the last bits of A would make it zero. `b` is read and becomes X.
pub fn solve_general<T: Real>(
    order: usize,
    a: &[T],
    columns: usize,
    b: &mut [T],
) -> Result<(), Failure> {
    assert!(has_shape(a, order, order) && has_shape(b, order, columns));
    let lu = Lu::new::<T>(order, a)?;
    let mut right = Scaled::of(b)?;
    let numbers = core::mem::take(&mut right.numbers);
    let x = lu.solve(columns, &numbers);
    for (to, &x) in b.iter_mut().zip(&x) {
        // The two scales are undone one after the other: neither alone needs to be in range.
        let x: f64 = right.back(x);
        *to = lu.scaled.back_inverse(x);
        if !to.is_finite() {
            return Err(Failure::Overflow);
        }
    }
    Ok(())
}

/// out = A⁻¹, under the terms of [`solve_general`].
pub fn inverse<T: Real>(order: usize, a: &[T], out: &mut [T]) -> Result<(), Failure> {
    assert!(has_shape(a, order, order) && has_shape(out, order, order));
    let lu = Lu::new::<T>(order, a)?;
    let mut identity = vec![0.0; order * order];
    for i in 0..order {
        identity[i * order + i] = 1.0;
    }
    for (to, &x) in out.iter_mut().zip(&lu.solve(order, &identity)) {
        *to = lu.scaled.back_inverse(x);
        if !to.is_finite() {
            return Err(Failure::Overflow);
        }
    }
    Ok(())
}

/// The factors, of A near one.
struct Lu {
    order: usize,
    /// Row i of P A is row `rows[i]` of A.
    rows: Vec<usize>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    /// What A was multiplied with.
    scaled: Scaled,
}

impl Lu {
    fn new<T: Real>(n: usize, a: &[T]) -> Result<Self, Failure> {
        let mut scaled = Scaled::of(a)?;
        let mut lu = core::mem::take(&mut scaled.numbers);
        let mut limits = vec![0.0; n];
        for row in lu.chunks_exact(n.max(1)) {
            for (limit, x) in limits.iter_mut().zip(row) {
                *limit = f64::max(*limit, T::EPSILON.to_f64() * x.abs());
            }
        }
        let mut rows: Vec<usize> = (0..n).collect();
        for k in 0..n {
            let pivot = (k..n).fold(k, |best, i| {
                if lu[i * n + k].abs() > lu[best * n + k].abs() {
                    i
                } else {
                    best
                }
            });
            let size = lu[pivot * n + k].abs();
            if !(size > limits[k] && size.is_finite()) {
                return Err(Failure::Singular(k));
            }
            if pivot != k {
                rows.swap(pivot, k);
                let (above, below) = lu.split_at_mut(pivot * n);
                above[k * n..][..n].swap_with_slice(&mut below[..n]);
            }
            eliminate(n, k, &mut lu[k * n..]);
        }
        let (mut lower, mut upper) = (vec![0.0; n * n], vec![0.0; n * n]);
        for i in 0..n {
            lower[i * n..][..i].copy_from_slice(&lu[i * n..][..i]);
            upper[i * n + i..][..n - i].copy_from_slice(&lu[i * n + i..][..n - i]);
        }
        Ok(Self {
            order: n,
            rows,
            lower,
            upper,
            scaled,
        })
    }

    fn solve(&self, columns: usize, b: &[f64]) -> Vec<f64> {
        let mut x = Vec::with_capacity(b.len());
        for &row in &self.rows {
            x.extend_from_slice(&b[row * columns..][..columns]);
        }
        solve(
            self.order,
            &self.lower,
            Triangle::UnitLower,
            columns,
            &mut x,
        );
        solve(self.order, &self.upper, Triangle::Upper, columns, &mut x);
        x
    }
}

dispatch! {
    /// Subtracts multiples of row k, the first of `rows`, from those below it; the multipliers are kept.
    fn eliminate(n: usize, k: usize, rows: &mut [f64]) {
        let (pivots, below) = rows.split_at_mut(n);
        let pivots = &pivots[k..];
        for row in below.chunks_exact_mut(n) {
            let row = &mut row[k..];
            let factor = row[0] / pivots[0];
            row[0] = factor;
            for (x, &p) in row[1..].iter_mut().zip(&pivots[1..]) {
                *x -= factor * p;
            }
        }
    }
}
