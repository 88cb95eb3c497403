//! Least squares on some of the unknowns: what the exact solvers solve again and again.

use crate::simd::dispatch;
use crate::{PANEL, Real};

/// A Gram matrix P with what tells its rows apart.
pub(super) struct Curvature<'a, T> {
    pub(super) order: usize,
    pub(super) entries: &'a [T],
    /// √P[k,k]; 0 for an unknown without curvature (or one that is not finite), which stays as it is.
    pub(super) roots: Vec<T>,
    /// How much smaller than P[k,k] a pivot of P may be, and how much below zero a gradient, before
    /// either is taken for rounding: 8 (r + 8) times that of one operation.
    pub(super) rounding: T,
}

impl<'a, T: Real> Curvature<'a, T> {
    pub(super) fn new(order: usize, entries: &'a [T]) -> Self {
        let root = |k: usize| {
            let diagonal = entries[k * order + k];
            let usable = diagonal >= T::MIN_POSITIVE && diagonal.is_finite();
            if usable { diagonal.sqrt() } else { T::ZERO }
        };
        Self {
            order,
            entries,
            roots: (0..order).map(root).collect(),
            rounding: T::from_f64(8.0 * (order + 8) as f64) * T::EPSILON,
        }
    }

    /// Whether unknown k can be solved for.
    pub(super) fn moves(&self, k: usize) -> bool {
        self.roots[k] > T::ZERO
    }

    /// y ← P x − b, the products summed in the contract's order.
    pub(super) fn gradient(&self, x: &[T], b: &[T], y: &mut [T], panel: &mut [T]) {
        y.fill(T::ZERO);
        for start in (0..self.order).step_by(PANEL) {
            panel.fill(T::ZERO);
            for k in start..self.order.min(start + PANEL) {
                if x[k] != T::ZERO {
                    add_scaled(x[k], &self.entries[k * self.order..][..self.order], panel);
                }
            }
            for (y, sum) in y.iter_mut().zip(&*panel) {
                *y += *sum;
            }
        }
        for (y, b) in y.iter_mut().zip(b) {
            *y -= *b;
        }
    }

    /// Below minus this, entry k of a gradient at x is more than rounding; `size` is `self.size(x)`.
    pub(super) fn tolerance(&self, k: usize, b: &[T], size: T) -> T {
        self.rounding * (b[k].abs() + self.roots[k] * size)
    }

    /// Σ √P[k,k] |x_k|: with √P[j,j] a bound of every sum that an entry of P x is.
    pub(super) fn size(&self, x: &[T]) -> T {
        let mut size = T::ZERO;
        for (x, root) in x.iter().zip(&self.roots) {
            size += x.abs() * *root;
        }
        size
    }
}

/// 1/2 xᵀ P x − bᵀ x, given y = P x − b.
pub(super) fn objective<T: Real>(x: &[T], b: &[T], y: &[T]) -> T {
    let mut twice = T::ZERO;
    for ((x, b), y) in x.iter().zip(b).zip(y) {
        twice += *x * (*y - *b);
    }
    twice / (T::ONE + T::ONE)
}

/// The Cholesky factor U (P_FF = UᵀU) of the passive rows and columns of P.
///
/// An unknown whose pivot is rounding beside its P[k,k] is, as far as one can tell, a combination of
/// those before it. It gets no part in the factor and its solution is 0: one solution of those that
/// such a problem has.
pub(super) struct PassiveFactor<T> {
    size: usize,
    upper: Vec<T>,
    lower: Vec<T>,
    independent: Vec<bool>,
    target: Vec<T>,
}

impl<T: Real> PassiveFactor<T> {
    pub(super) fn new(order: usize) -> Self {
        Self {
            size: 0,
            upper: vec![T::ZERO; order * order],
            lower: vec![T::ZERO; order * order],
            independent: vec![false; order],
            target: vec![T::ZERO; order],
        }
    }

    /// Factorizes P on the `passive` unknowns.
    pub(super) fn factorize(&mut self, curvature: &Curvature<'_, T>, passive: &[usize]) {
        let q = passive.len();
        self.size = q;
        let upper = &mut self.upper[..q * q];
        for (i, &k) in passive.iter().enumerate() {
            let row = &curvature.entries[k * curvature.order..][..curvature.order];
            for (j, &l) in passive.iter().enumerate().skip(i) {
                upper[i * q + j] = row[l];
            }
        }
        cholesky(q, curvature.rounding, upper, &mut self.independent[..q]);
        for i in 0..q {
            for j in i..q {
                self.lower[j * q + i] = upper[i * q + j];
            }
        }
    }

    /// x ← the solution for the right-hand side b on the unknowns of the factor, 0 elsewhere; but
    /// unknowns that do not move stay.
    pub(super) fn solve(
        &mut self,
        curvature: &Curvature<'_, T>,
        passive: &[usize],
        b: &[T],
        x: &mut [T],
    ) {
        let q = self.size;
        let target = &mut self.target[..q];
        for (target, &k) in target.iter_mut().zip(passive) {
            *target = b[k];
        }
        let independent = &self.independent[..q];
        substitute(
            q,
            &self.upper[..q * q],
            &self.lower[..q * q],
            independent,
            target,
        );
        for (k, x) in x.iter_mut().enumerate() {
            if curvature.moves(k) {
                *x = T::ZERO;
            }
        }
        for (target, &k) in target.iter().zip(passive) {
            x[k] = *target;
        }
    }
}

dispatch! {
    /// y += factor x.
    fn add_scaled<T: Real>(factor: T, x: &[T], y: &mut [T]) {
        for (y, x) in y.iter_mut().zip(x) {
            *y += factor * *x;
        }
    }

    /// The upper triangle of A becomes U with A = UᵀU, row after row; each entry is reduced by one
    /// product after the other. Rows whose pivot is at most `rounding` of what it was are skipped.
    fn cholesky<T: Real>(q: usize, rounding: T, a: &mut [T], independent: &mut [bool]) {
        for k in 0..q {
            independent[k] = true;
        }
        let mut least = vec![T::ZERO; q];
        for k in 0..q {
            least[k] = rounding * a[k * q + k];
        }
        for k in 0..q {
            let (done, rest) = a.split_at_mut((k + 1) * q);
            let row = &mut done[k * q + k..];
            let pivot = row[0];
            if pivot <= least[k] || !pivot.is_finite() {
                independent[k] = false;
                continue;
            }
            let root = pivot.sqrt();
            for x in row.iter_mut() {
                *x /= root;
            }
            for (i, below) in rest.chunks_exact_mut(q).enumerate() {
                let factor = row[i + 1];
                for (x, above) in below[k + 1 + i..].iter_mut().zip(&row[i + 1..]) {
                    *x -= factor * *above;
                }
            }
        }
    }

    /// z ← U⁻¹ U⁻ᵀ z; `lower` is Uᵀ.
    fn substitute<T: Real>(q: usize, upper: &[T], lower: &[T], independent: &[bool], z: &mut [T]) {
        for k in 0..q {
            let row = &upper[k * q + k..(k + 1) * q];
            let (before, after) = z.split_at_mut(k + 1);
            if !independent[k] {
                before[k] = T::ZERO;
                continue;
            }
            before[k] /= row[0];
            let factor = before[k];
            for (x, entry) in after.iter_mut().zip(&row[1..]) {
                *x -= factor * *entry;
            }
        }
        for k in (0..q).rev() {
            if !independent[k] {
                continue;
            }
            let row = &lower[k * q..k * q + k + 1];
            let (before, after) = z.split_at_mut(k);
            after[0] /= row[k];
            let factor = after[0];
            for (x, entry) in before.iter_mut().zip(row) {
                *x -= factor * *entry;
            }
        }
        for k in 0..q {
            if !independent[k] {
                z[k] = T::ZERO;
            }
        }
    }
}
