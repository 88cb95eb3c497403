//! Hierarchical alternating least squares (Cichocki and Phan, 2009): exact minimisation over one
//! row of F after another,
//!
//! ```text
//! F[k,:] ← max(0, F[k,:] + (B[k,:] − P[k,:] F) / P[k,k])
//! ```

use crate::project::Along;
use crate::simd::dispatch;
use crate::tile::{Buffer, Vectors, VectorsMut, for_each_tile, ordered_sums};
use crate::{Real, has_shape};

/// On which side of F the Gram matrix stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// P F: rows of F are updated one after another.
    Left,
    /// F Q: columns of F are updated one after another.
    Right,
}

/// `sweeps` sweeps over F (`rows` x `columns`) for the symmetric positive semidefinite `gram`.
///
/// Without `nonnegative` there is no max: plain block Gauss-Seidel. A row whose diagonal entry is
/// zero has no influence on the objective's curvature and is left as it is; so is one whose
/// diagonal entry is not finite, and every entry that would become so.
pub fn hals<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    gram: &[T],
    side: Side,
    nonnegative: bool,
    sweeps: usize,
) {
    let (along, length, count) = match side {
        Side::Left => (Along::Columns, rows, columns),
        Side::Right => (Along::Rows, columns, rows),
    };
    assert!(has_shape(gram, length, length));
    if f.is_empty() {
        return;
    }
    let b = Vectors::new(b, rows, columns, along);
    let f = VectorsMut::new(f, rows, columns, along);
    let workspace = || [Buffer::new(length * WIDTH), Buffer::new(length * WIDTH)];
    for_each_tile(count, WIDTH, workspace, |[f_tile, b_tile], first, used| {
        b.gather(first, used, WIDTH, b_tile);
        // SAFETY: every vector belongs to one tile, and every tile to one thread.
        unsafe { f.gather(first, used, WIDTH, f_tile) };
        for _ in 0..sweeps {
            sweep(gram, nonnegative, b_tile, f_tile);
        }
        // SAFETY: as above.
        unsafe { f.scatter(first, used, WIDTH, f_tile) };
    });
}

/// Lanes of a tile. Every entry of the Gram matrix meets them all at once, so that the sums are
/// enough independent chains to hide the latency of an addition.
const WIDTH: usize = 32;

/// One sweep over the rows of a tile.
fn sweep<T: Real>(gram: &[T], nonnegative: bool, b: &[T], f: &mut [T]) {
    let length = f.len() / WIDTH;
    let mut product = [T::ZERO; WIDTH];
    for (k, row) in gram.chunks_exact(length).enumerate() {
        let diagonal = row[k];
        if diagonal > T::ZERO && diagonal.is_finite() {
            ordered_sums(length, &mut product, |from, to, sums| {
                panel_product(&row[from..to], &f[from * WIDTH..to * WIDTH], sums);
            });
            let lanes = k * WIDTH..(k + 1) * WIDTH;
            let b = &b[lanes.clone()];
            update_row(&product, diagonal, nonnegative, b, &mut f[lanes]);
        }
    }
}

dispatch! {
    /// sums ← the product of a piece of a row with the same rows of the tile.
    fn panel_product<T: Real>(row: &[T], f: &[T], sums: &mut [T]) {
        let mut total = [T::ZERO; WIDTH];
        for (p, x) in row.iter().zip(f.chunks_exact(WIDTH)) {
            for l in 0..WIDTH {
                total[l] += *p * x[l];
            }
        }
        sums.copy_from_slice(&total);
    }

    fn update_row<T: Real>(product: &[T], diagonal: T, nonnegative: bool, b: &[T], f: &mut [T]) {
        let floor = if nonnegative { Some(T::ZERO) } else { None };
        for ((x, b), product) in f.iter_mut().zip(b).zip(product) {
            let moved = *x + (*b - *product) / diagonal;
            let moved = if moved.is_finite() { moved } else { *x };
            // The sum turns -0 into +0, as the maximum does.
            *x = floor.map_or(moved + T::ZERO, |floor| moved.max(floor));
        }
    }
}
