//! B = Uᵀ A V, upper bidiagonal, of a square A: reflections from the left and the right in turn.

use crate::small::reflector::{reflector, subtract_outer, weigh_columns, weigh_rows};

/// B, and what U and V are made of.
pub(super) struct Bidiagonal {
    /// The diagonal.
    pub d: Vec<f64>,
    /// What stands above it, one entry less.
    pub e: Vec<f64>,
    left_taus: Vec<f64>,
    right_taus: Vec<f64>,
    /// Row k holds the vector of left reflection k, from entry k on.
    left: Vec<f64>,
    /// Row k holds the vector of right reflection k, from entry k + 1 on.
    right: Vec<f64>,
}

/// The bidiagonal form of A (n x n), elements of at most about one.
pub(super) fn bidiagonal(n: usize, a: Vec<f64>) -> Bidiagonal {
    let mut a = a;
    let (mut d, mut e) = (vec![0.0; n], vec![0.0; n.saturating_sub(1)]);
    let (mut left_taus, mut right_taus) = (vec![0.0; n], vec![0.0; n]);
    let mut left = vec![0.0; n * n];
    let mut right = vec![0.0; n * n];
    let mut w = vec![0.0; n];
    for k in 0..n {
        let v = &mut left[k * n + k..][..n - k];
        for (i, v) in v.iter_mut().enumerate() {
            *v = a[(k + i) * n + k];
        }
        (left_taus[k], d[k]) = reflector(v);
        if k + 1 == n {
            break;
        }
        if left_taus[k] != 0.0 {
            weigh_rows(n, &a[k * n..], k + 1, v, &mut w);
            subtract_outer(n, &mut a[k * n..], left_taus[k], v, &w[k + 1..]);
        }
        let v = &mut right[k * n + k + 1..][..n - k - 1];
        v.copy_from_slice(&a[k * n + k + 1..][..n - k - 1]);
        (right_taus[k], e[k]) = reflector(v);
        if right_taus[k] != 0.0 {
            let below = &mut a[(k + 1) * n..];
            weigh_columns(n, below, v, &mut w[..n - k - 1]);
            subtract_outer(n, below, right_taus[k], &w[..n - k - 1], v);
        }
    }
    Bidiagonal {
        d,
        e,
        left_taus,
        right_taus,
        left,
        right,
    }
}

impl Bidiagonal {
    /// U (n x n).
    pub fn left(&self) -> Vec<f64> {
        product(self.d.len(), 0, &self.left, &self.left_taus)
    }

    /// V (n x n).
    pub fn right(&self) -> Vec<f64> {
        product(self.d.len(), 1, &self.right, &self.right_taus)
    }
}

/// The product of reflections, from the last to the first; vector k begins at entry k + `shift`.
fn product(n: usize, shift: usize, vectors: &[f64], taus: &[f64]) -> Vec<f64> {
    let mut q = vec![0.0; n * n];
    for i in 0..n {
        q[i * n + i] = 1.0;
    }
    let mut w = vec![0.0; n];
    for k in (0..n).rev() {
        let first = k + shift;
        if taus[k] != 0.0 {
            let v = &vectors[k * n + first..][..n - first];
            weigh_rows(n, &q[first * n..], first, v, &mut w);
            subtract_outer(n, &mut q[first * n..], taus[k], v, &w[first..]);
        }
    }
    q
}
