//! The conditions of optimality of nonnegative least squares, and its objective.

use super::{Problem, column, contract_inner};
use deepmf_kernels::Real;

/// x ≥ 0, y = P x − b ≥ 0 and x y = 0, up to `tolerance` of the largest number in play.
///
/// Unknowns without curvature are left out: nothing tells what they should be.
pub fn assert_optimal<T: Real>(problem: &Problem<T>, f: &[T], tolerance: f64) {
    let (r, n) = (problem.r, problem.n);
    for j in 0..n {
        let x: Vec<f64> = column(f, n, j).iter().map(|x| x.to_f64()).collect();
        let b: Vec<f64> = column(&problem.b, n, j)
            .iter()
            .map(|x| x.to_f64())
            .collect();
        for k in 0..r {
            let row: Vec<f64> = problem.gram[k * r..][..r]
                .iter()
                .map(|x| x.to_f64())
                .collect();
            if row[k] <= 0.0 {
                continue;
            }
            let y = contract_inner(&row, &x) - b[k];
            // |P[k,l]| ≤ √P[k,k] √P[l,l]: sums of such products are where the rounding is.
            let root = |l: usize| problem.gram[l * r + l].to_f64().max(0.0).sqrt();
            let size: f64 = (0..r).map(|l| root(k) * root(l) * x[l].abs()).sum();
            let largest = (size + b[k].abs()).max(f64::MIN_POSITIVE);
            assert!(x[k].is_finite() && x[k] >= 0.0, "x[{k}, {j}] = {}", x[k]);
            assert!(
                y >= -tolerance * largest,
                "y[{k}, {j}] = {y} beside {largest}"
            );
            if x[k] > 0.0 {
                assert!(
                    y <= tolerance * largest,
                    "x = {}, y[{k}, {j}] = {y} beside {largest}",
                    x[k]
                );
            }
        }
    }
}

/// 1/2 xᵀ P x − bᵀ x of column j.
pub fn objective_of<T: Real>(problem: &Problem<T>, f: &[T], j: usize) -> f64 {
    let (r, n) = (problem.r, problem.n);
    let x = column(f, n, j);
    let b = column(&problem.b, n, j);
    let mut value = 0.0;
    for i in 0..r {
        let px = contract_inner(&problem.gram[i * r..][..r], &x).to_f64();
        value += x[i].to_f64() * (px / 2.0 - b[i].to_f64());
    }
    value
}
