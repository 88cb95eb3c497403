//! The curvature of all columns by one Gram matrix.
//!
//! At v = A h the Hessian of a column's divergence is Aᵀ diag(u_j) A with u_ij = x_ij / v_ij² for
//! β = 1 and u_ij = m_ij for β = 2. A Gram matrix for each column would cost rank / 4 times as much
//! as the gradient. Instead u is taken to be of rank one, u_ij ≈ a_i b_j: then one Gram matrix
//! G = Aᵀ diag(a) A serves all columns, and the cheap sweeps of block coordinate descent run on it.
//!
//! For β = 1 the two factors are those that make the curvature right along v itself, in every row
//! on the whole and in every column: Σ_j u_ij v_ij² = Σ_j x_ij needs no pass over the data, for
//! Σ_j v_ij² = A_i (F Fᵀ) A_iᵀ and Σ_i a_i v_ij² = h_jᵀ G h_j. For β = 2 they are the margins of the
//! weights. The model is no bound, so a step along it is kept only where the slope at its end says
//! that the divergence has fallen (`tile`).

use super::beta::Beta;
use crate::gemm::{Basis, gemm, gram};
use crate::reduce::{column_sums, row_sums, sum};
use crate::{Real, has_shape};

/// G, and what the b_j are made of.
pub(super) struct Curvature<T> {
    /// rank x rank.
    pub(super) gram: Vec<T>,
    /// For each column: the numerator of b_j where [`Curvature::by_column`], else b_j.
    pub(super) scale: Vec<T>,
    /// Whether b_j = scale_j / h_jᵀ G h_j.
    pub(super) by_column: bool,
}

/// More curvature than the model's: fewer steps are too long.
const DAMPING: f64 = 1.4;

impl<T: Real> Curvature<T> {
    /// The curvature at F, whose Gram matrix over the columns is `fitted`; `margins` are Σ u v² by row
    /// and by column for β = 1, sums of the weights for β = 2.
    pub(super) fn new(
        beta: Beta,
        basis: Basis<'_, T>,
        length: usize,
        rank: usize,
        fitted: &[T],
        margins: [&[T]; 2],
    ) -> Self {
        let [rows, columns] = margins;
        let damping = T::from_f64(DAMPING);
        if beta == Beta::Euclidean {
            let count = T::from_f64(columns.len() as f64);
            let row: Vec<T> = rows.iter().map(|&sum| sum / count).collect();
            let total = sum(&row);
            // Without weights, or with equal ones, the model is exact.
            let equal = rows.iter().all(|sum| *sum == rows[0]);
            let damping = if equal { T::ONE } else { damping };
            return Self {
                gram: weighted_gram(basis, length, rank, &row),
                scale: columns.iter().map(|&sum| damping * sum / total).collect(),
                by_column: false,
            };
        }
        let squares = squared_rows(basis, length, rank, fitted);
        let row: Vec<T> = rows.iter().zip(&squares).map(|(&x, &v)| x / v).collect();
        Self {
            gram: weighted_gram(basis, length, rank, &row),
            scale: columns.iter().map(|&sum| damping * sum).collect(),
            by_column: true,
        }
    }
}

/// A_i M A_iᵀ for every row of A.
fn squared_rows<T: Real>(basis: Basis<'_, T>, length: usize, rank: usize, m: &[T]) -> Vec<T> {
    assert!(has_shape(m, rank, rank));
    let mut product = vec![T::ZERO; length * rank];
    let mut squares = vec![T::ZERO; length];
    match basis {
        Basis::Tall(a) => {
            gemm(
                false,
                false,
                length,
                rank,
                rank,
                T::ONE,
                a,
                m,
                T::ZERO,
                &mut product,
            );
            times(&mut product, a);
            row_sums(length, rank, &product, &mut squares);
        }
        Basis::Wide(a) => {
            gemm(
                false,
                false,
                rank,
                length,
                rank,
                T::ONE,
                m,
                a,
                T::ZERO,
                &mut product,
            );
            times(&mut product, a);
            column_sums(rank, length, &product, &mut squares);
        }
    }
    squares
}

fn times<T: Real>(product: &mut [T], a: &[T]) {
    for (product, a) in product.iter_mut().zip(a) {
        *product *= *a;
    }
}

/// Aᵀ diag(weights) A; a weight that is not positive and finite counts as zero.
fn weighted_gram<T: Real>(
    basis: Basis<'_, T>,
    length: usize,
    rank: usize,
    weights: &[T],
) -> Vec<T> {
    let roots: Vec<T> = weights
        .iter()
        .map(|&weight| {
            if weight > T::ZERO && weight.is_finite() {
                weight.sqrt()
            } else {
                T::ZERO
            }
        })
        .collect();
    let mut scaled = basis.numbers().to_vec();
    let mut out = vec![T::ZERO; rank * rank];
    match basis {
        Basis::Tall(_) => {
            for (row, root) in scaled.chunks_exact_mut(rank).zip(&roots) {
                for x in row {
                    *x *= *root;
                }
            }
            gram(true, length, rank, &scaled, T::ONE, T::ZERO, &mut out);
        }
        Basis::Wide(_) => {
            for row in scaled.chunks_exact_mut(length) {
                times(row, &roots);
            }
            gram(false, rank, length, &scaled, T::ONE, T::ZERO, &mut out);
        }
    }
    out
}
