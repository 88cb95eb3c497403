//! Dense products: C = α op(A) op(B) + β C and its relatives.
//!
//! C is m x n, op(A) m x k, op(B) k x n; op transposes when its flag is set; α
//! and β are numbers, and β = 0 ignores the old C. With S the contract's sum of
//! products: C = α S when β = 0, else C = α S + β C (both products rounded).
//!
//! The loops are those of Goto and Van de Geijn (*Anatomy of high-performance
//! matrix multiplication*, 2008) as BLIS arranges them, with one change: a panel
//! of the inner dimension is always [`crate::PANEL`] deep, for it is what the
//! contract sums in one accumulator. `micro` computes a tile, `panels` some rows of
//! tiles, `block` a block of panels, `product` a rectangle; threads share C out in rectangles.

mod basis;
mod block;
mod blocks;
mod cut;
mod few_columns;
mod few_rows;
mod gram;
mod layout;
pub(crate) mod micro;
mod operand;
mod panels;
mod product;
mod residual;
mod scratch;
mod stream;
mod symmetric;
mod tile;
mod triangle;
mod wide;

pub(crate) use basis::{Basis, PackedBasis};
pub(crate) use blocks::{HEIGHT, PackedBlocks, pack_blocks};
pub use gram::gram;
pub use residual::residual_squared;
pub(crate) use residual::sum_over_product;
pub use tile::{PackedSquare, pack_square, packed_times_tile};

use crate::threads::{Shared, parallel_for, threads};
use crate::{Real, fast, has_shape, numerics, simd};
use layout::Target;
use operand::Operand;
use product::Product;

/// Multiply-and-adds worth a second thread: about 30 microseconds of one core.
const WORTH_A_THREAD: usize = 1 << 19;

/// C (m x n) = α op(A) op(B) + β C; op transposes when its flag is set. β = 0 ignores the old C.
pub fn gemm<T: Real>(
    trans_a: bool,
    trans_b: bool,
    m: usize,
    n: usize,
    k: usize,
    alpha: T,
    a: &[T],
    b: &[T],
    beta: T,
    c: &mut [T],
) {
    assert!(has_shape(a, m, k) && has_shape(b, k, n) && has_shape(c, m, n));
    if m == 0 || n == 0 {
        return;
    }
    if numerics::is_fast() && fast::gemm(trans_a, trans_b, (m, n, k), alpha, a, b, beta, c) {
        return;
    }
    let product = Product {
        kernel: T::kernel(simd::current()),
        a: if trans_a {
            Operand::columns_of(a, m)
        } else {
            Operand::rows_of(a, k)
        },
        b: if trans_b {
            Operand::rows_of(b, k)
        } else {
            Operand::columns_of(b, n)
        },
        k,
        upper: false,
    };
    let (down, across) = grid(m, n, worthwhile_threads(m * n, k));
    let c = Shared::new(c);
    parallel_for(down * across, |part| {
        let rows = share(m, down, part / across, 1);
        let cols = share(n, across, part % across, product.kernel.nr);
        let target = Target {
            start: c.as_mut_ptr(),
            stride: n,
        };
        // SAFETY: the set in use is there; shapes are asserted; parts share no element.
        unsafe {
            let target = target.at(rows.start, cols.start);
            product.run(rows, cols, alpha, beta, target);
        }
    });
}

/// How many threads `outputs` sums of `k` products can feed.
fn worthwhile_threads(outputs: usize, k: usize) -> usize {
    threads()
        .min(outputs.saturating_mul(k) / WORTH_A_THREAD)
        .max(1)
}

/// Part `i` of `parts` nearly equal ranges of 0..n, which begin at multiples of `step`.
fn share(n: usize, parts: usize, i: usize, step: usize) -> core::ops::Range<usize> {
    let steps = n.div_ceil(step);
    let boundary = |i: usize| (i * steps / parts * step).min(n);
    boundary(i)..boundary(i + 1)
}

/// Rows and columns of the grid of parts: together `parts`, and each part packs the least.
fn grid(m: usize, n: usize, parts: usize) -> (usize, usize) {
    (1..=parts)
        .filter(|&down| parts.is_multiple_of(down))
        .map(|down| (down, parts / down))
        .min_by_key(|&(down, across)| m.div_ceil(down) + n.div_ceil(across))
        .unwrap_or((1, 1))
}
