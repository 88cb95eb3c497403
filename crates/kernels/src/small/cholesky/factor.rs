//! The factor, a block of rows of U = Lᵀ after the other.
//!
//! u_ji = (a_ji − Σ_{k<j} u_kj u_ki) / u_jj. What lies above the block of j is a product of matrices,
//! a sum in the contract's order; within the block the terms are subtracted one after the other, or,
//! right of it, as `triangular` says.

use crate::gemm::gemm;
use crate::simd::dispatch;
use crate::small::rows::add_rows;
use crate::small::triangular::{Triangle, solve};
use crate::{Real, elementwise, has_shape};

/// Rows of U in a block. Up to this order there is one block and no product.
const BLOCK_ROWS: usize = 64;

/// A = L Lᵀ in place, A symmetric of this order: only its lower triangle is read, and L's upper
/// triangle is set to zero.
///
/// The error is the index of the first pivot that is not above ε times the diagonal entry of A: to
/// working precision A is not positive definite, and what is in `a` then is of no use. A pivot that
/// is not finite is refused too, so what is returned holds only finite numbers.
pub fn cholesky<T: Real>(order: usize, a: &mut [T]) -> Result<(), usize> {
    let n = order;
    assert!(has_shape(a, n, n));
    let limits: Vec<T> = (0..n).map(|i| T::EPSILON * a[i * n + i]).collect();
    let mut u = vec![T::ZERO; n * n];
    elementwise::transpose(n, n, a, &mut u);
    for first in (0..n).step_by(BLOCK_ROWS) {
        let height = BLOCK_ROWS.min(n - first);
        let mut rows = copied(n, &u, first..first + height, first..n);
        subtract_above(n, &u, first, height, &mut rows);
        diagonal_block(n - first, height, &mut rows, &limits[first..])
            .map_err(|pivot| first + pivot)?;
        for (row, to) in rows.chunks_exact(n - first).zip(first..) {
            u[to * n + first..][..n - first].copy_from_slice(row);
        }
    }
    for j in 0..n {
        u[j * n..][..j].fill(T::ZERO);
    }
    elementwise::transpose(n, n, &u, a);
    Ok(())
}

/// Those rows and columns of a matrix with `width` columns.
fn copied<T: Real>(
    width: usize,
    from: &[T],
    rows: core::ops::Range<usize>,
    cols: core::ops::Range<usize>,
) -> Vec<T> {
    let mut to = Vec::with_capacity(rows.len() * cols.len());
    for row in rows {
        to.extend_from_slice(&from[row * width..][cols.clone()]);
    }
    to
}

/// rows −= the products with the rows of U above them.
fn subtract_above<T: Real>(n: usize, u: &[T], first: usize, height: usize, rows: &mut [T]) {
    if first == 0 {
        return;
    }
    let above = copied(n, u, 0..first, first..n);
    let own = copied(n, u, 0..first, first..first + height);
    let minus = T::ZERO - T::ONE;
    gemm(
        true,
        false,
        height,
        n - first,
        first,
        minus,
        &own,
        &above,
        T::ONE,
        rows,
    );
}

/// The rows of U from the block on the diagonal to the right, `height` x `width`.
fn diagonal_block<T: Real>(
    width: usize,
    height: usize,
    rows: &mut [T],
    limits: &[T],
) -> Result<(), usize> {
    let stride = height;
    let mut block = vec![T::ZERO; height * stride];
    for j in 0..height {
        block[j * stride + j..][..height - j].copy_from_slice(&rows[j * width + j..][..height - j]);
    }
    let done = factor(height, stride, &mut block, limits);
    if done < height {
        return Err(done);
    }
    // The block's L, to solve for what lies to the right of it.
    let mut lower = vec![T::ZERO; height * height];
    for j in 0..height {
        for i in j..height {
            lower[i * height + j] = block[j * stride + i];
        }
        rows[j * width + j..][..height - j].copy_from_slice(&block[j * stride + j..][..height - j]);
    }
    if width > height {
        let mut right = copied(width, rows, 0..height, height..width);
        solve(height, &lower, Triangle::Lower, width - height, &mut right);
        for (row, solved) in rows
            .chunks_exact_mut(width)
            .zip(right.chunks_exact(width - height))
        {
            row[height..].copy_from_slice(solved);
        }
    }
    Ok(())
}

dispatch! {
    /// U of a block, rows `stride` apart, in place; how many pivots were good. What is left of the
    /// diagonal is not meant to be read.
    fn factor<T: Real>(n: usize, stride: usize, block: &mut [T], limits: &[T]) -> usize {
        for j in 0..n {
            let (above, rest) = block.split_at_mut(j * stride);
            let row = &mut rest[j..n];
            // −u: the products are added.
            add_rows(
                j,
                |k| -above[k * stride + j],
                |k| &above[k * stride + j..][..n - j],
                row,
            );
            let square = row[0];
            if !(square > limits[j] && square > T::ZERO && square.is_finite()) {
                return j;
            }
            let pivot = square.sqrt();
            row[0] = pivot;
            for x in &mut row[1..] {
                *x /= pivot;
            }
        }
        n
    }
}
