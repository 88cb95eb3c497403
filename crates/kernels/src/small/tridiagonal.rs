//! T = Qᵀ A Q, tridiagonal, of a symmetric A by Householder's reflections H = I − β v vᵀ.

use crate::reduce::inner;
use crate::simd::dispatch;
use crate::small::reflector::{NEGLIGIBLE, subtract_outer, weigh_rows};
use crate::small::rows::add_rows;

/// T, and what Q is made of.
pub(super) struct Tridiagonal {
    /// The diagonal.
    pub d: Vec<f64>,
    /// The off-diagonal, one entry less.
    pub e: Vec<f64>,
    /// β of each reflection; 0 where none was needed.
    beta: Vec<f64>,
    /// v of reflection k is row k right of the diagonal.
    vectors: Vec<f64>,
}

/// The tridiagonal form; of A (elements of at most about one) only the upper triangle is read at first.
pub(super) fn tridiagonal(n: usize, a: Vec<f64>) -> Tridiagonal {
    let mut a = a;
    let (mut d, mut e) = (vec![0.0; n], vec![0.0; n.saturating_sub(1)]);
    let mut betas = vec![0.0; n.saturating_sub(1)];
    let mut w = vec![0.0; n];
    for k in 0..n {
        d[k] = a[k * n + k];
        let size = n - k - 1;
        if size == 0 {
            break;
        }
        // Row k right of the diagonal is column k below it; it becomes v in place.
        let (row, rows) = a[k * n + k + 1..].split_at_mut(size);
        let (v, w) = (row, &mut w[..size]);
        let tail = inner(&v[1..], &v[1..]);
        if tail <= NEGLIGIBLE {
            e[k] = v[0];
            continue;
        }
        // v = x − e₁ ‖x‖ (−sign x₁): no cancellation; H x = e₁ e_k.
        let norm = (v[0] * v[0] + tail).sqrt();
        e[k] = if v[0] > 0.0 { -norm } else { norm };
        v[0] -= e[k];
        betas[k] = 2.0 / (v[0] * v[0] + tail);
        reflect(n, rows, k + 1, betas[k], v, w);
    }
    Tridiagonal {
        d,
        e,
        beta: betas,
        vectors: a,
    }
}

/// B = H B H for the trailing block B: B − v wᵀ − w vᵀ, with
/// p = β B v, w = p − (β/2 pᵀv) v.
fn reflect(n: usize, rows: &mut [f64], first: usize, beta: f64, v: &[f64], w: &mut [f64]) {
    times(n, rows, first, beta, v, w);
    let half = 0.5 * beta * inner(w, v);
    for (w, &v) in w.iter_mut().zip(v) {
        *w -= half * v;
    }
    subtract(n, rows, first, v, w);
}

dispatch! {
    /// w = β B v as a sum of rows: B is symmetric.
    fn times(n: usize, rows: &[f64], first: usize, beta: f64, v: &[f64], w: &mut [f64]) {
        w.fill(0.0);
        add_rows(v.len(), |i| beta * v[i], |i| &rows[i * n + first..(i + 1) * n], w);
    }

    /// B = B − v wᵀ − w vᵀ, symmetric to the bit.
    fn subtract(n: usize, rows: &mut [f64], first: usize, v: &[f64], w: &[f64]) {
        for (i, row) in rows.chunks_exact_mut(n).enumerate() {
            let (x, y) = (v[i], w[i]);
            for ((b, &v), &w) in row[first..].iter_mut().zip(v).zip(w) {
                *b -= x * w + y * v;
            }
        }
    }
}

impl Tridiagonal {
    /// Q (n x n), the product of the reflections, from the last to the first.
    pub fn orthogonal(&self) -> Vec<f64> {
        let n = self.d.len();
        let mut q = vec![0.0; n * n];
        for i in 0..n {
            q[i * n + i] = 1.0;
        }
        let mut w = vec![0.0; n];
        for k in (0..n.saturating_sub(1)).rev() {
            if self.beta[k] != 0.0 {
                let v = &self.vectors[k * n + k + 1..][..n - k - 1];
                let rows = &mut q[(k + 1) * n..];
                weigh_rows(n, rows, k + 1, v, &mut w);
                subtract_outer(n, rows, self.beta[k], v, &w[k + 1..]);
            }
        }
        q
    }
}
