//! ‖S − A B‖² without a matrix for A B.
//!
//! Σ_i Σ_j (s_ij − Σ_p a_ip b_pj)²: for each row i the contract's sum over j, then
//! the contract's sum over i. Threads take blocks of rows; a block of A B lives
//! in a small buffer, one contract block of columns at a time.

use core::ops::Range;

use crate::gemm::layout::Target;
use crate::gemm::operand::Operand;
use crate::gemm::product::Product;
use crate::reduce::{distance_squared, sum, tree};
use crate::threads::{parallel_chunks, threads};
use crate::{BLOCK, PANEL, Real, fast, has_shape, numerics, simd};

/// Bytes of A B in the buffer: what is made with little work should not leave the cache.
const BUFFER: usize = 192 << 10;

/// The same for a deep product, whose B is packed anew for every buffer.
const DEEP_BUFFER: usize = 2 << 20;

/// Terms of a deep product.
const DEEP: usize = 25;

/// Most rows of a part, and in the buffer.
const ROWS: usize = 96;

/// ‖S − A B‖² (S m x n, A m x k, B k x n), summed over each row, then over the rows.
pub fn residual_squared<T: Real>(m: usize, n: usize, k: usize, s: &[T], a: &[T], b: &[T]) -> T {
    assert!(has_shape(s, m, n) && has_shape(a, m, k) && has_shape(b, k, n));
    if m == 0 || n == 0 {
        return T::ZERO;
    }
    if numerics::is_fast()
        && let Some(squared) = fast::residual_squared((m, n, k), s, a, b)
    {
        return squared;
    }
    sum_over_product(m, n, k, a, b, |row, cols, product| {
        distance_squared(&s[row * n..][cols], product)
    })
}

/// Σ over all entries of something that depends on A B, which is made a few rows at a time:
/// `term(i, columns, products)` is the contract's sum over these columns of row i, at most one
/// block of them.
pub(crate) fn sum_over_product<T: Real>(
    m: usize,
    n: usize,
    k: usize,
    a: &[T],
    b: &[T],
    term: impl Fn(usize, Range<usize>, &[T]) -> T + Sync,
) -> T {
    assert!(has_shape(a, m, k) && has_shape(b, k, n));
    if m == 0 || n == 0 {
        return T::ZERO;
    }
    let product = Product {
        kernel: T::kernel(simd::current()),
        a: Operand::rows_of(a, k),
        b: Operand::columns_of(b, n),
        k,
        upper: false,
    };
    let columns = n.min(PANEL * BLOCK);
    let blocks = n.div_ceil(columns);
    let buffer = if k < DEEP { BUFFER } else { DEEP_BUFFER };
    let height = (buffer / size_of::<T>() / columns).clamp(1, ROWS).min(m);
    let share = rows_of_part(m);
    let mut by_row = vec![T::ZERO; m];
    parallel_chunks(&mut by_row, share, |part, by_row| {
        let rows = part * share..part * share + by_row.len();
        let mut buffer = vec![T::ZERO; height * columns];
        let mut partial = vec![T::ZERO; by_row.len() * blocks];
        for block in 0..blocks {
            let cols = block * columns..n.min((block + 1) * columns);
            let width = cols.len();
            for first in rows.clone().step_by(height) {
                let few = first..rows.end.min(first + height);
                let to = Target {
                    start: buffer.as_mut_ptr(),
                    stride: width,
                };
                // SAFETY: the set in use is there; shapes are asserted; the
                // buffer has these rows and columns.
                unsafe { product.run(few.clone(), cols.clone(), T::ONE, T::ZERO, to) };
                for (i, row) in few.enumerate() {
                    partial[(row - rows.start) * blocks + block] =
                        term(row, cols.clone(), &buffer[i * width..][..width]);
                }
            }
        }
        for (i, total) in by_row.iter_mut().enumerate() {
            *total = tree(
                0,
                blocks,
                &mut |block| partial[i * blocks + block],
                &|x, y| x + y,
            );
        }
    });
    sum(&by_row)
}

/// Rows of a part: all parts nearly equal, and as many for each thread.
fn rows_of_part(m: usize) -> usize {
    match m.div_ceil(ROWS) {
        0 | 1 => m,
        parts => m.div_ceil(parts.next_multiple_of(threads())),
    }
}
