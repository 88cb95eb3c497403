//! The iterations of eigen and singular value decompositions end, whatever the matrix is like.

use crate::common::data;
use deepmf_kernels::small::{svd, symmetric_eigen};

/// Kinds that are hard in different ways: graded both ways, of rank one, bidiagonal with jumps, all ones
/// in a triangle, over three hundred orders of magnitude, and others.
fn matrix(kind: u64, m: usize, n: usize, seed: u64) -> Vec<f64> {
    let (x, y) = (data::<f64>(m * n, seed), data::<f64>(m * n, seed + 99));
    let entry = |at: usize| {
        let (i, j) = (at / n, at % n);
        match kind {
            0 => x[at],
            1 => x[at].signum(),
            2 => (x[at] * 3.0).round(),
            3 if y[at] > 0.1 => x[at],
            4 => x[at] * 10f64.powi(-7 * i as i32),
            5 => x[at] * 10f64.powi(4 * (i + j) as i32 - 100),
            6 => x[i * n] * y[j],
            7 if j == i || j == i + 1 => x[at] * 10f64.powf(60.0 * y[at]),
            8 => 1.0 / (i + j + 1) as f64,
            9 if i <= j => 1.0,
            10 => x[at] * 10f64.powf(150.0 * y[at]),
            _ => 0.0,
        }
    };
    (0..m * n).map(entry).collect()
}

#[test]
fn every_kind_of_matrix() {
    for seed in 0..2200u64 {
        let (n, m) = (1 + (seed % 37) as usize, 1 + (seed / 37 % 29) as usize);
        let kind = seed % 11;
        let a = matrix(kind, m, n, seed);
        let k = m.min(n);
        let (mut u, mut sigma, mut v) = (vec![0.0; m * k], vec![0.0; k], vec![0.0; n * k]);
        let outcome = svd(m, n, &a, &mut u, &mut sigma, &mut v);
        assert_eq!(outcome, Ok(()), "svd, {m} x {n}, kind {kind}, seed {seed}");
        // Only the lower triangle is read.
        let square = matrix(kind, n, n, seed);
        let (mut values, mut vectors) = (vec![0.0; n], vec![0.0; n * n]);
        let outcome = symmetric_eigen(n, &square, &mut values, &mut vectors);
        assert_eq!(outcome, Ok(()), "eigen, {n}, kind {kind}, seed {seed}");
    }
}
