//! The successive nonnegative projection algorithm (Gillis, 2014; De Handschutter's thesis,
//! algorithm 3).

use super::row_product::row_times_matrix;
use crate::Real;
use crate::nnls::{Separable, Stepping, step_length};
use crate::project::{Along, Projection};
use crate::reduce::column_norms_squared;
use crate::small::spectral_norm;

/// Picks up to `r` columns of X (`m` x `n`) whose convex hull with the origin is close to all
/// columns, and leaves in H (`r` x `n`) the weights: X ≈ X[:, J] H, H ≥ 0, column sums at most 1.
///
/// Each round picks the column with the largest residual ‖x_j − W h_j‖² (the lowest index among
/// equals), then improves H by `steps` steps of FPGD from where it was. The residual is never
/// formed: with f_j the objective of column j it is ‖x_j‖² + 2 f_j, and a new column costs one
/// pass over X for its row of WᵀX.
///
/// It returns J. When the largest residual is down at the rounding level of the largest ‖x_j‖²
/// there is nothing more to tell columns apart: J is then shorter than `r`, and the last rows of
/// H are zero.
pub fn snpa<T: Real>(m: usize, n: usize, x: &[T], r: usize, steps: usize, h: &mut [T]) -> Vec<u32> {
    debug_assert_eq!(x.len(), m * n);
    debug_assert_eq!(h.len(), r * n);
    h.fill(T::ZERO);
    let mut norms = vec![T::ZERO; n];
    column_norms_squared(m, n, x, &mut norms);
    let largest = norms
        .iter()
        .fold(T::ZERO, |largest, norm| norm.max(largest));
    let floor = rounding_level::<T>() * largest;
    let mut residuals = norms.clone();
    let mut chosen: Vec<u32> = Vec::new();
    // WᵀX, a row per chosen column.
    let mut products = vec![T::ZERO; r * n];
    let mut values = vec![T::ZERO; n];
    while chosen.len() < r {
        let Some(next) = farthest(&residuals, &chosen, floor) else {
            break;
        };
        let column: Vec<T> = (0..m).map(|i| x[i * n + next]).collect();
        let last = chosen.len();
        row_times_matrix(&column, x, n, &mut products[last * n..][..n]);
        chosen.push(next as u32);
        let k = chosen.len();
        // The chosen column is its own best approximation.
        for i in 0..k {
            h[i * n + next] = if i == last { T::ONE } else { T::ZERO };
        }
        let gram = gram_of(&products, n, &chosen);
        let problem = Separable {
            along: Along::Columns,
            length: k,
            count: n,
            matrix: &gram,
            projection: Projection::SumAtMost { sum: T::ONE },
        };
        let step = step_length(spectral_norm(k, &gram));
        let stepping = Stepping {
            step,
            steps,
            alpha1: T::from_f64(0.05),
        };
        problem.solve(&mut h[..k * n], &products[..k * n], stepping, &mut values);
        for j in 0..n {
            residuals[j] = norms[j] + (values[j] + values[j]);
        }
    }
    chosen
}

/// Residuals below this part of the largest ‖x_j‖² are what cancellation leaves.
fn rounding_level<T: Real>() -> T {
    T::from_f64(1e-12).max(T::from_f64(64.0) * T::EPSILON)
}

/// The index of the largest residual above `floor` among columns not chosen yet.
fn farthest<T: Real>(residuals: &[T], chosen: &[u32], floor: T) -> Option<usize> {
    let mut best = None;
    let mut largest = floor;
    for (j, &residual) in residuals.iter().enumerate() {
        if residual > largest && !chosen.contains(&(j as u32)) {
            (best, largest) = (Some(j), residual);
        }
    }
    best
}

/// WᵀW: the entries of WᵀX at the chosen columns.
fn gram_of<T: Real>(products: &[T], n: usize, chosen: &[u32]) -> Vec<T> {
    let mut gram = Vec::with_capacity(chosen.len() * chosen.len());
    for i in 0..chosen.len() {
        gram.extend(chosen.iter().map(|&j| products[i * n + j as usize]));
    }
    gram
}
