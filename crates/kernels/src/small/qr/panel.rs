//! A panel of reflections, H_0 H_1 ... = I − V T Vᵀ with T upper triangular.

use crate::gemm::{gemm, gram};
use crate::small::qr::subtract_product;
use crate::small::reflector::{reflector, subtract_outer, weigh_rows};

/// Columns of a panel.
pub(super) const WIDTH: usize = 32;

/// The reflections that make some columns of a matrix triangular.
pub(super) struct Panel {
    /// The first of its columns, and of the rows that it turns.
    pub first: usize,
    width: usize,
    height: usize,
    /// V, height x width: ones on the diagonal, zeros above.
    v: Vec<f64>,
    /// T, width x width.
    t: Vec<f64>,
}

impl Panel {
    /// Makes the columns `first..first + width` of A (rows x cols) triangular.
    pub fn factor(rows: usize, cols: usize, first: usize, width: usize, a: &mut [f64]) -> Self {
        let height = rows - first;
        let mut v = vec![0.0; height * width];
        for (to, from) in v
            .chunks_exact_mut(width)
            .zip(a.chunks_exact(cols).skip(first))
        {
            to.copy_from_slice(&from[first..first + width]);
        }
        let mut taus = vec![0.0; width];
        let (mut x, mut w) = (vec![0.0; height], vec![0.0; width]);
        for j in 0..width {
            let x = &mut x[..height - j];
            let below = &mut v[j * width..];
            for (x, row) in x.iter_mut().zip(below.chunks_exact(width)) {
                *x = row[j];
            }
            let (tau, r) = reflector(x);
            if tau != 0.0 && j + 1 < width {
                weigh_rows(width, below, j + 1, x, &mut w);
                subtract_outer(width, below, tau, x, &w[j + 1..]);
            }
            taus[j] = tau;
            for (&x, row) in x.iter().zip(below.chunks_exact_mut(width)) {
                row[j] = x;
            }
            // What R gets stands in A; V has ones and zeros there.
            let row = &mut a[(first + j) * cols + first..][..width];
            row[j] = r;
            row[j + 1..].copy_from_slice(&below[j + 1..width]);
            below[j + 1..width].fill(0.0);
        }
        let t = triangle(width, height, &v, &taus);
        Self {
            first,
            width,
            height,
            v,
            t,
        }
    }

    /// The product of the reflections (its transpose where asked for) times the columns `from..` of the
    /// panel's rows of A, which has `cols` columns.
    pub fn apply(&self, transposed: bool, cols: usize, from: usize, a: &mut [f64]) {
        let (m, k, n) = (self.height, self.width, cols - from);
        if n == 0 {
            return;
        }
        let rows = &mut a[self.first * cols..];
        let mut c = Vec::with_capacity(m * n);
        for row in rows.chunks_exact(cols) {
            c.extend_from_slice(&row[from..]);
        }
        // C − V (T (VᵀC)).
        let (mut w, mut tw) = (vec![0.0; k * n], vec![0.0; k * n]);
        gemm(true, false, k, n, m, 1.0, &self.v, &c, 0.0, &mut w);
        gemm(transposed, false, k, n, k, 1.0, &self.t, &w, 0.0, &mut tw);
        subtract_product(m, n, k, &self.v, &tw, &mut c);
        for (row, c) in rows.chunks_exact_mut(cols).zip(c.chunks_exact(n)) {
            row[from..].copy_from_slice(c);
        }
    }
}

/// T: t_jj = τ_j, and above it −τ_j T (Vᵀ v_j).
fn triangle(width: usize, height: usize, v: &[f64], taus: &[f64]) -> Vec<f64> {
    let mut g = vec![0.0; width * width];
    gram(true, height, width, v, 1.0, 0.0, &mut g);
    let mut t = vec![0.0; width * width];
    for j in 0..width {
        for i in 0..j {
            let mut sum = 0.0;
            for k in i..j {
                sum += t[i * width + k] * g[k * width + j];
            }
            t[i * width + j] = 0.0 - taus[j] * sum;
        }
        t[j * width + j] = taus[j];
    }
    t
}
