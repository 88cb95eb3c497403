//! The leading singular vectors of a large matrix, which is only ever multiplied with.

mod map;

pub use map::{Dense, LinearMap, Sparse};

use crate::gemm::gemm;
use crate::random::{Distribution, fill};
use crate::small::Failure;
use crate::small::order::points_down;
use crate::small::qr::Factored;
use crate::small::scaled::{Scaled, finite, store};
use crate::small::svd::decompose;
use crate::{Real, has_shape};

/// How the range of a matrix is found.
#[derive(Clone, Copy, Debug)]
pub struct Sketch {
    /// Columns beyond the rank that are carried along; five to ten are usual.
    pub oversampling: usize,
    /// Steps of subspace iteration, each one product with A and one with Aᵀ.
    pub iterations: usize,
    /// What decides the random columns.
    pub seed: u64,
    /// Keeps the draws of one seed apart.
    pub stream: u32,
}

/// The `rank` largest singular values of A (m x n), the largest first, and their vectors: U (m x rank)
/// and V (n x rank) with orthonormal columns, signs as in [`svd`](super::svd()).
///
/// The randomised range finder with subspace iteration, an orthonormal basis after every product
/// (Halko, Martinsson and Tropp, 2011, algorithms 4.4 and 5.1): Q spans A (AᵀA)^q Ω for normal
/// columns Ω, k = rank + oversampling of them, at most min(m, n), and the decomposition of Qᵀ A gives
/// that of Q Qᵀ A. The error in singular value j falls as (σ_{k+1} / σ_j)^(4 q + 2); with k = min(m, n)
/// there is none but rounding. Costs 2 q + 2 products with k columns.
///
/// # Panics
///
/// When `rank` is above min(m, n), or a shape does not fit.
pub fn truncated_svd<T: Real>(
    a: &impl LinearMap<T>,
    rank: usize,
    sketch: Sketch,
    u: &mut [T],
    sigma: &mut [T],
    v: &mut [T],
) -> Result<(), Failure> {
    let (m, n) = (a.rows(), a.cols());
    assert!(rank <= m.min(n) && sigma.len() == rank);
    assert!(has_shape(u, m, rank) && has_shape(v, n, rank));
    let k = rank.saturating_add(sketch.oversampling).min(m.min(n));
    let mut right = vec![T::ZERO; n * k];
    let normal = Distribution::Normal {
        mean: 0.0,
        deviation: 1.0,
    };
    fill(normal, n, k, sketch.seed, sketch.stream, &mut right);
    let mut left = vec![T::ZERO; m * k];
    a.times(k, &right, &mut left);
    for _ in 0..sketch.iterations {
        orthonormalise(m, k, &mut left)?;
        a.transposed_times(k, &left, &mut right);
        orthonormalise(n, k, &mut right)?;
        a.times(k, &right, &mut left);
    }
    orthonormalise(m, k, &mut left)?;
    // B = Aᵀ Q = V Σ Wᵀ, so Q Qᵀ A = (Q W) Σ Vᵀ.
    a.transposed_times(k, &left, &mut right);
    let mut scaled = Scaled::of(&right)?;
    let b = decompose(n, k, core::mem::take(&mut scaled.numbers))?;
    let q: Vec<f64> = left.iter().map(|x| x.to_f64()).collect();
    let mut vectors = vec![0.0; m * k];
    gemm(false, false, m, k, k, 1.0, &q, &b.v, 0.0, &mut vectors);
    for (j, sigma) in sigma.iter_mut().enumerate() {
        *sigma = scaled.back(b.sigma[j]);
        let column: Vec<f64> = vectors.iter().skip(j).step_by(k).copied().collect();
        let sign = if points_down(&column) { -1.0 } else { 1.0 };
        for (i, x) in column.iter().enumerate() {
            u[i * rank + j] = T::from_f64(sign * x) + T::ZERO;
        }
        for i in 0..n {
            v[i * rank + j] = T::from_f64(sign * b.u[i * k + j]) + T::ZERO;
        }
    }
    finite(sigma)
}

/// An orthonormal basis of the columns of Y (rows x k, k <= rows), in its place.
fn orthonormalise<T: Real>(rows: usize, k: usize, y: &mut [T]) -> Result<(), Failure> {
    let mut scaled = Scaled::of(y)?;
    let numbers = core::mem::take(&mut scaled.numbers);
    store(&Factored::new(rows, k, numbers).q(), y);
    Ok(())
}
