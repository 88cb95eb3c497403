//! A = Q R by Householder's reflections, a panel of columns after the other.

mod panel;

use crate::gemm::gemm;
use crate::small::Failure;
use crate::small::scaled::{Scaled, finite, store};
use crate::{Real, has_shape};
use panel::{Panel, WIDTH};

/// A = Q R for A (rows x cols), k = min(rows, cols): Q (rows x k) has orthonormal columns, R (k x cols)
/// is zero below its diagonal, and nothing on the diagonal is negative.
///
/// Householder's reflections in double precision, gathered in panels (Schreiber and Van Loan, 1989,
/// the compact WY form), so that most of the work is products of matrices. ‖A − Q R‖ and ‖QᵀQ − I‖
/// are a few rows · ε at most, whatever the rank of A.
pub fn qr<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    q: &mut [T],
    r: &mut [T],
) -> Result<(), Failure> {
    let k = rows.min(cols);
    assert!(has_shape(a, rows, cols) && has_shape(q, rows, k) && has_shape(r, k, cols));
    let mut scaled = Scaled::of(a)?;
    let numbers = core::mem::take(&mut scaled.numbers);
    let factored = Factored::new(rows, cols, numbers);
    store(&factored.q(), q);
    for (to, &x) in r.iter_mut().zip(&factored.r()) {
        *to = scaled.back(x);
    }
    finite(r)
}

/// A decomposition whose Q is still a product of reflections.
pub(super) struct Factored {
    rows: usize,
    cols: usize,
    /// R above and on the diagonal; below it, nothing that is read.
    a: Vec<f64>,
    panels: Vec<Panel>,
}

impl Factored {
    /// Decomposes numbers of at most about one.
    pub fn new(rows: usize, cols: usize, a: Vec<f64>) -> Self {
        let mut this = Self {
            rows,
            cols,
            a,
            panels: Vec::new(),
        };
        for first in (0..rows.min(cols)).step_by(WIDTH) {
            let width = WIDTH.min(rows.min(cols) - first);
            let panel = Panel::factor(rows, cols, first, width, &mut this.a);
            if first + width < cols {
                panel.apply(true, cols, first + width, &mut this.a);
            }
            this.panels.push(panel);
        }
        this
    }

    /// 1 where a diagonal entry of R is to keep its sign, else -1.
    fn sign(&self, i: usize) -> f64 {
        if self.a[i * self.cols + i] < 0.0 {
            -1.0
        } else {
            1.0
        }
    }

    /// Q, thin: rows x min(rows, cols).
    pub fn q(&self) -> Vec<f64> {
        let k = self.rows.min(self.cols);
        let mut q = vec![0.0; self.rows * k];
        for i in 0..k {
            q[i * k + i] = self.sign(i);
        }
        for panel in self.panels.iter().rev() {
            // Left of the panel's first column the rows are still those of the identity.
            panel.apply(false, k, panel.first, &mut q);
        }
        q
    }

    /// R: min(rows, cols) x cols.
    pub fn r(&self) -> Vec<f64> {
        let k = self.rows.min(self.cols);
        let mut r = vec![0.0; k * self.cols];
        for i in 0..k {
            let sign = self.sign(i);
            for j in i..self.cols {
                r[i * self.cols + j] = sign * self.a[i * self.cols + j];
            }
        }
        r
    }
}

/// C −= A B, all row-major: `m` x `n`, `k` deep.
pub(super) fn subtract_product(m: usize, n: usize, k: usize, a: &[f64], b: &[f64], c: &mut [f64]) {
    gemm(false, false, m, n, k, -1.0, a, b, 1.0, c);
}
