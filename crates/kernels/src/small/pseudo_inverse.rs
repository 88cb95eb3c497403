//! The Moore-Penrose inverse, least squares and shrinking, from the singular value decomposition.

use crate::gemm::gemm;
use crate::small::Failure;
use crate::small::scaled::{Scaled, finite};
use crate::small::svd::{Svd, decompose};
use crate::{Real, has_shape};

/// out (cols x rows) = A⁺ of A (rows x cols); returns the rank that it was given.
///
/// Singular values of at most `tolerance` times the largest count as zero; a negative tolerance stands
/// for max(rows, cols) ε, with the ε of `T`. With U, σ, V of the others, A⁺ = V diag(1/σ) Uᵀ.
pub fn pseudo_inverse<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    tolerance: f64,
    out: &mut [T],
) -> Result<usize, Failure> {
    assert!(has_shape(a, rows, cols) && has_shape(out, cols, rows));
    let (mut scaled, k) = (Scaled::of(a)?, rows.min(cols));
    let svd = decompose(rows, cols, core::mem::take(&mut scaled.numbers))?;
    let rank = rank_of(&svd, tolerance, default_tolerance::<T>(rows, cols));
    let v = divided(&svd, cols, k, rank);
    let u = leading(&svd.u, k, rank);
    let mut inverse = vec![0.0; cols * rows];
    gemm(
        false,
        true,
        cols,
        rows,
        rank,
        1.0,
        &v,
        &u,
        0.0,
        &mut inverse,
    );
    for (to, &x) in out.iter_mut().zip(&inverse) {
        *to = scaled.back_inverse(x);
        if !to.is_finite() {
            return Err(Failure::Overflow);
        }
    }
    Ok(rank)
}

/// X (cols x columns) = A⁺ B for B (rows x columns): of all X with the smallest ‖A X − B‖ the one with the
/// smallest norm. The tolerance and the rank returned are those of [`pseudo_inverse`].
pub fn least_squares<T: Real>(
    rows: usize,
    cols: usize,
    a: &[T],
    tolerance: f64,
    columns: usize,
    b: &[T],
    x: &mut [T],
) -> Result<usize, Failure> {
    assert!(has_shape(a, rows, cols) && has_shape(b, rows, columns) && has_shape(x, cols, columns));
    let (mut left, k) = (Scaled::of(a)?, rows.min(cols));
    let right = Scaled::of(b)?;
    let svd = decompose(rows, cols, core::mem::take(&mut left.numbers))?;
    let rank = rank_of(&svd, tolerance, default_tolerance::<T>(rows, cols));
    let u = leading(&svd.u, k, rank);
    let v = divided(&svd, cols, k, rank);
    let mut coordinates = vec![0.0; rank * columns];
    gemm(
        true,
        false,
        rank,
        columns,
        rows,
        1.0,
        &u,
        &right.numbers,
        0.0,
        &mut coordinates,
    );
    let mut solution = vec![0.0; cols * columns];
    gemm(
        false,
        false,
        cols,
        columns,
        rank,
        1.0,
        &v,
        &coordinates,
        0.0,
        &mut solution,
    );
    for (to, &value) in x.iter_mut().zip(&solution) {
        let value: f64 = right.back(value);
        *to = left.back_inverse(value);
        if !to.is_finite() {
            return Err(Failure::Overflow);
        }
    }
    Ok(rank)
}

/// A = U diag(max(σ − threshold, 0)) Vᵀ in place: the proximal map of threshold · ‖A‖_* (Cai, Candès and
/// Shen, 2010). Returns how many singular values are left.
pub fn shrink_singular_values<T: Real>(
    rows: usize,
    cols: usize,
    threshold: T,
    a: &mut [T],
) -> Result<usize, Failure> {
    assert!(has_shape(a, rows, cols));
    let (mut scaled, k) = (Scaled::of(a)?, rows.min(cols));
    let svd = decompose(rows, cols, core::mem::take(&mut scaled.numbers))?;
    // On the scale of the copy; where that is infinite, or A zero, nothing is left.
    let threshold: f64 = scaled.back_inverse(threshold.to_f64());
    let rank = svd.sigma.iter().filter(|&&sigma| sigma > threshold).count();
    let mut u = leading(&svd.u, k, rank);
    for row in u.chunks_exact_mut(rank.max(1)) {
        for (x, sigma) in row.iter_mut().zip(&svd.sigma) {
            *x *= sigma - threshold;
        }
    }
    let v = leading(&svd.v, k, rank);
    let mut product = vec![0.0; rows * cols];
    gemm(
        false,
        true,
        rows,
        cols,
        rank,
        1.0,
        &u,
        &v,
        0.0,
        &mut product,
    );
    let shrunk: Vec<T> = product.iter().map(|&x| scaled.back(x)).collect();
    finite(&shrunk)?;
    a.copy_from_slice(&shrunk);
    Ok(rank)
}

fn default_tolerance<T: Real>(rows: usize, cols: usize) -> f64 {
    rows.max(cols) as f64 * T::EPSILON.to_f64()
}

/// How many singular values count.
fn rank_of(svd: &Svd, tolerance: f64, default: f64) -> usize {
    let tolerance = if tolerance < 0.0 { default } else { tolerance };
    let largest = svd.sigma.first().copied().unwrap_or(0.0);
    svd.sigma
        .iter()
        .filter(|&&sigma| sigma > tolerance * largest)
        .count()
}

/// The first `count` of the `k` columns of a matrix.
fn leading(a: &[f64], k: usize, count: usize) -> Vec<f64> {
    a.chunks_exact(k.max(1))
        .flat_map(|row| row[..count].iter().copied())
        .collect()
}

/// The first columns of V, each divided by its singular value.
fn divided(svd: &Svd, cols: usize, k: usize, rank: usize) -> Vec<f64> {
    let mut v = leading(&svd.v, k, rank);
    debug_assert_eq!(v.len(), cols * rank);
    for row in v.chunks_exact_mut(rank.max(1)) {
        for (x, sigma) in row.iter_mut().zip(&svd.sigma) {
            *x /= sigma;
        }
    }
    v
}
