//! Doubly stochastic matrices (the Birkhoff polytope): X ≥ 0, rows and columns sum to 1.
//!
//! The nearest point of Y is X = max(0, Y + α 1ᵀ + 1 βᵀ) with the α and β that minimise the convex
//! dual
//!
//! ```text
//! φ(α, β) = 1/2 ‖max(0, Y + α 1ᵀ + 1 βᵀ)‖² − Σ α − Σ β,     gradient (X 1 − 1, Xᵀ 1 − 1)
//! ```
//!
//! found by a semismooth Newton method (Li, Sun and Toh, 2020): with M the pattern of X > 0 a step
//! solves (diag(M 1), M; Mᵀ, diag(Mᵀ 1)) + ε I by conjugate gradients, and is halved until φ or the
//! gradient falls. It ends when no row or column sum is off by more than 8 √n roundings of the largest
//! entry of Y less the means of its row and column (at least 1). Where a pattern is so degenerate that
//! no step helps, φ is minimised over α alone and then over β, which makes all row sums right and then
//! all column sums, and Newton's method goes on from there; [`MOST_STEPS`] bounds it all. So what the sums are off by is at the level of rounding where entries
//! differ by about 1, and grows with their spread.

use super::{Along, Projection, project};
use crate::gemm::gemm;
use crate::reduce::{column_sums, inner, norm_squared, row_sums, sum};
use crate::simd::dispatch;
use crate::{Real, has_shape};

/// Newton's steps; about ten are usual.
const MOST_STEPS: usize = 200;

/// Sweeps where none of them helps, once in some ten thousand matrices.
const MOST_SWEEPS: usize = 30;

/// Projects Y (`n` x `n`).
pub(super) fn project_matrix<T: Real>(n: usize, y: &mut [T]) {
    assert!(has_shape(y, n, n));
    centre(n, y);
    let largest = y.iter().fold(T::ONE, |largest, y| y.abs().max(largest));
    let order = T::from_f64(n as f64).sqrt();
    let tolerance = T::from_f64(8.0) * T::EPSILON * order * largest;
    let mut dual = Dual::new(n, y);
    let mut sweeps = 0;
    for _ in 0..MOST_STEPS {
        if dual.largest_gap() <= tolerance || sweeps == MOST_SWEEPS {
            break;
        }
        if !dual.step() {
            dual.sweep();
            sweeps += 1;
        }
    }
    y.copy_from_slice(&dual.x);
}

/// Y ← the nearest matrix whose rows and columns sum to 1, with any signs: it has the same nearest
/// point of the polytope.
fn centre<T: Real>(n: usize, y: &mut [T]) {
    let order = T::from_f64(n as f64);
    let (mut rows, mut columns) = (vec![T::ZERO; n], vec![T::ZERO; n]);
    row_sums(n, n, y, &mut rows);
    for (row, total) in y.chunks_exact_mut(n).zip(&rows) {
        let mean = *total / order;
        row.iter_mut().for_each(|y| *y -= mean);
    }
    column_sums(n, n, y, &mut columns);
    for row in y.chunks_exact_mut(n) {
        for (y, total) in row.iter_mut().zip(&columns) {
            *y -= (*total - T::ONE) / order;
        }
    }
}

/// The dual at some α and β.
struct Dual<'a, T> {
    n: usize,
    y: &'a [T],
    /// α, then β.
    point: Vec<T>,
    /// max(0, Y + α 1ᵀ + 1 βᵀ), and 1 where that is above 0.
    x: Vec<T>,
    pattern: Vec<T>,
    value: T,
    gradient: Vec<T>,
    /// The pattern's row sums, then its column sums.
    counts: Vec<T>,
}

impl<'a, T: Real> Dual<'a, T> {
    fn new(n: usize, y: &'a [T]) -> Self {
        let mut dual = Self {
            n,
            y,
            point: vec![T::ZERO; 2 * n],
            x: vec![T::ZERO; n * n],
            pattern: vec![T::ZERO; n * n],
            value: T::ZERO,
            gradient: vec![T::ZERO; 2 * n],
            counts: vec![T::ZERO; 2 * n],
        };
        dual.look();
        dual
    }

    /// X, the value and the gradient at the point.
    fn look(&mut self) {
        let (alpha, beta) = self.point.split_at(self.n);
        let rows = self
            .x
            .chunks_exact_mut(self.n)
            .zip(self.y.chunks_exact(self.n));
        for ((x, y), alpha) in rows.zip(alpha) {
            shifted_and_clipped(y, *alpha, beta, x);
        }
        sums(self.n, &self.x, &mut self.gradient);
        self.gradient.iter_mut().for_each(|sum| *sum -= T::ONE);
        self.value = norm_squared(&self.x) / (T::ONE + T::ONE) - sum(&self.point);
    }

    /// What the worst row or column sum is off by.
    fn largest_gap(&self) -> T {
        self.gradient
            .iter()
            .fold(T::ZERO, |largest, gap| gap.abs().max(largest))
    }

    /// One step of Newton's method; `false`, and nothing changed, where none helps.
    fn step(&mut self) -> bool {
        for (one, x) in self.pattern.iter_mut().zip(&self.x) {
            *one = if *x > T::ZERO { T::ONE } else { T::ZERO };
        }
        sums(self.n, &self.pattern, &mut self.counts);
        let (value, gap) = (self.value, self.largest_gap());
        let direction = self.direction(gap);
        let fall = inner(&self.gradient, &direction) * T::from_f64(1e-4);
        let start = self.point.clone();
        let half = T::ONE / (T::ONE + T::ONE);
        let most_of_gap = gap * T::from_f64(0.9);
        let mut length = T::ONE;
        for _ in 0..MOST_HALVINGS {
            for ((point, start), d) in self.point.iter_mut().zip(&start).zip(&direction) {
                *point = *start + length * *d;
            }
            self.look();
            let falls = self.value < value && self.value <= value + length * fall;
            // Near the end φ no longer tells points apart, but the gradient does.
            if falls || self.largest_gap() < most_of_gap {
                return true;
            }
            length *= half;
        }
        self.point = start;
        self.look();
        false
    }

    /// The best α for this β, then the best β for that α: the thresholds of rows, and of columns, on
    /// the simplex.
    fn sweep(&mut self) {
        let n = self.n;
        for along in [Along::Rows, Along::Columns] {
            let (alpha, beta) = self.point.split_at_mut(n);
            let rows = self.x.chunks_exact_mut(n).zip(self.y.chunks_exact(n));
            for (i, (x, y)) in rows.enumerate() {
                for j in 0..n {
                    x[j] = match along {
                        Along::Rows => y[j] + beta[j],
                        Along::Columns => y[j] + alpha[i],
                    };
                }
            }
            project(
                Projection::Simplex { sum: T::ONE },
                along,
                n,
                n,
                &mut self.x,
            );
            for line in 0..n {
                let at = |other: usize| match along {
                    Along::Rows => line * n + other,
                    Along::Columns => other * n + line,
                };
                let best = (0..n).fold(0, |best, other| {
                    if self.x[at(other)] > self.x[at(best)] {
                        other
                    } else {
                        best
                    }
                });
                let off = self.x[at(best)] - self.y[at(best)];
                match along {
                    Along::Rows => alpha[line] = off - beta[best],
                    Along::Columns => beta[line] = off - alpha[best],
                }
            }
        }
        self.look();
    }

    /// The solution d of (H + ε I) d = −gradient, by conjugate gradients with the diagonal of H.
    fn direction(&self, gap: T) -> Vec<T> {
        // Not too small: where the pattern falls apart H is singular, and rounding would carry parts of
        // α up and of β down for ever.
        let ridge = (gap * T::from_f64(0.1))
            .min(T::from_f64(1e-3))
            .max(T::EPSILON.sqrt());
        let mut d = vec![T::ZERO; 2 * self.n];
        let mut residual: Vec<T> = self.gradient.iter().map(|g| -*g).collect();
        let goal =
            norm_squared(&residual) * gap.min(T::from_f64(1e-2)) * gap.min(T::from_f64(1e-2));
        let scaled = |residual: &[T]| -> Vec<T> {
            let pairs = residual.iter().zip(&self.counts);
            pairs.map(|(r, count)| *r / (*count + ridge)).collect()
        };
        let mut z = scaled(&residual);
        let mut p = z.clone();
        let mut product = inner(&residual, &z);
        let mut hp = vec![T::ZERO; 2 * self.n];
        for _ in 0..MOST_INNER_STEPS {
            if norm_squared(&residual) <= goal {
                break;
            }
            self.multiply(ridge, &p, &mut hp);
            let step = product / inner(&p, &hp);
            if !step.is_finite() {
                break;
            }
            for i in 0..d.len() {
                d[i] += step * p[i];
                residual[i] -= step * hp[i];
            }
            z = scaled(&residual);
            let next = inner(&residual, &z);
            let beta = next / product;
            product = next;
            for (p, z) in p.iter_mut().zip(&z) {
                *p = *z + beta * *p;
            }
        }
        d
    }

    /// out ← (H + ε I) v.
    fn multiply(&self, ridge: T, v: &[T], out: &mut [T]) {
        for ((out, v), count) in out.iter_mut().zip(v).zip(&self.counts) {
            *out = (*count + ridge) * *v;
        }
        let n = self.n;
        let (v_rows, v_columns) = v.split_at(n);
        let (rows, columns) = out.split_at_mut(n);
        let m = &self.pattern;
        gemm(false, false, n, 1, n, T::ONE, m, v_columns, T::ONE, rows);
        gemm(true, false, n, 1, n, T::ONE, m, v_rows, T::ONE, columns);
    }
}

/// Halvings of a step.
const MOST_HALVINGS: usize = 30;

/// Steps of conjugate gradients for each of Newton's.
const MOST_INNER_STEPS: usize = 300;

/// The row sums of a square matrix, then its column sums.
fn sums<T: Real>(n: usize, a: &[T], out: &mut [T]) {
    let (rows, columns) = out.split_at_mut(n);
    row_sums(n, n, a, rows);
    column_sums(n, n, a, columns);
}

dispatch! {
    /// x ← max(0, y + α + β) for a row.
    fn shifted_and_clipped<T: Real>(y: &[T], alpha: T, beta: &[T], x: &mut [T]) {
        for ((x, y), beta) in x.iter_mut().zip(y).zip(beta) {
            *x = ((*y + alpha) + *beta).max(T::ZERO);
        }
    }
}
