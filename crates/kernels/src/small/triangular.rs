//! X = T⁻¹ B for a triangular T: columns of B are independent, a tile of them is solved in cache.
//!
//! Rows are found in blocks of up to six. What the blocks found before say of a block is a product,
//! by the micro-kernels; within a block a row is finished with those before it, one at a time:
//! x_j = (b_j − Σ_{k in other blocks} t_jk x_k − t_jp x_p − t_jq x_q − ...) / t_jj. The sum is one in
//! the contract's order, its panels added one after the other.

use crate::gemm::{HEIGHT, PackedBlocks, pack_blocks};
use crate::simd::dispatch;
use crate::threads::{Shared, parallel_for, threads};
use crate::tile::Buffer;
use crate::{Real, has_shape};

/// Multiply-and-adds worth a second thread.
const WORTH_A_THREAD: usize = 1 << 19;

/// Which triangle T is, and so from which end X is found.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Triangle {
    /// Row j takes the rows k < j; j upwards.
    Lower,
    /// The same with a diagonal of ones, which is not read.
    UnitLower,
    /// Row j takes the rows k > j; j downwards.
    Upper,
}

/// X (n x columns) = T⁻¹ X, both row-major.
pub(super) fn solve<T: Real>(n: usize, t: &[T], triangle: Triangle, columns: usize, x: &mut [T]) {
    assert!(has_shape(t, n, n) && has_shape(x, n, columns));
    if n == 0 || columns == 0 {
        return;
    }
    let packed = pack_blocks(n, t);
    let lanes = T::TILE_LANES;
    let tiles = columns.div_ceil(lanes);
    let work = (n * n / 2).saturating_mul(columns);
    let parts = tiles.min(threads().min(work / WORTH_A_THREAD)).max(1);
    let shared = Shared::new(x);
    parallel_for(parts, |part| {
        let mut tile = Buffer::<T>::new(n * lanes);
        for i in part * tiles / parts..(part + 1) * tiles / parts {
            let first = i * lanes;
            let width = lanes.min(columns - first);
            for (k, row) in tile.chunks_exact_mut(lanes).enumerate() {
                // SAFETY: row k has these columns; no other part has them.
                let from = unsafe { shared.slice(k * columns + first, width) };
                row[..width].copy_from_slice(from);
            }
            solve_tile(n, t, &packed, triangle, &mut tile);
            for (k, row) in tile.chunks_exact(lanes).enumerate() {
                // SAFETY: as above.
                let to = unsafe { shared.slice(k * columns + first, width) };
                to.copy_from_slice(&row[..width]);
            }
        }
    });
}

/// The same for a tile.
fn solve_tile<T: Real>(
    n: usize,
    t: &[T],
    packed: &PackedBlocks<T>,
    triangle: Triangle,
    tile: &mut [T],
) {
    let lanes = T::TILE_LANES;
    let mut products = Buffer::<T>::new(HEIGHT * lanes);
    for step in 0..packed.count() {
        let upper = triangle == Triangle::Upper;
        let block = if upper {
            packed.count() - 1 - step
        } else {
            step
        };
        let rows = packed.rows(block);
        let known = if upper { rows.end..n } else { 0..rows.start };
        let products = &mut products[..rows.len() * lanes];
        packed.part_times_tile(block, known, tile, products);
        let own = &mut tile[rows.start * lanes..rows.end * lanes];
        finish(
            lanes,
            &t[rows.start * n + rows.start..],
            n,
            triangle,
            products,
            own,
        );
    }
}

dispatch! {
    /// x = the rows of a block, from what they are without the other blocks' products; `t` begins with
    /// the block's first entry on the diagonal.
    fn finish<T: Real>(
        lanes: usize,
        t: &[T],
        n: usize,
        triangle: Triangle,
        products: &[T],
        x: &mut [T],
    ) {
        let rows = x.len() / lanes;
        for step in 0..rows {
            let upper = triangle == Triangle::Upper;
            let j = if upper { rows - 1 - step } else { step };
            let (before, rest) = x.split_at_mut(j * lanes);
            let (row, after) = rest.split_at_mut(lanes);
            for (x, product) in row.iter_mut().zip(&products[j * lanes..]) {
                *x -= *product;
            }
            let (first, found) = if upper { (j + 1, &*after) } else { (0, &*before) };
            for (k, known) in found.chunks_exact(lanes).enumerate() {
                let factor = t[j * n + first + k];
                for (x, known) in row.iter_mut().zip(known) {
                    *x -= factor * *known;
                }
            }
            if triangle != Triangle::UnitLower {
                let divisor = t[j * n + j];
                for x in row {
                    *x /= divisor;
                }
            }
        }
    }
}
