//! Hierarchical alternating least squares (Cichocki and Phan, 2009): exact minimisation over one
//! row of F after another,
//!
//!     F[k,:] ← max(0, F[k,:] + (B[k,:] − P[k,:] F) / P[k,k])

use crate::Real;
use crate::project::Along;
use crate::simd::dispatch;
use crate::tile::{Vectors, VectorsMut, for_each_tile, load, panel_sums, store};

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
/// zero has no influence on the objective's curvature and is left as it is.
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
    debug_assert_eq!(gram.len(), length * length);
    let b = Vectors::new(b, rows, columns, along);
    let f = VectorsMut::new(f, rows, columns, along);
    let workspace = || (vec![T::ZERO; length * WIDTH], vec![T::ZERO; length * WIDTH]);
    for_each_tile(count, WIDTH, workspace, |(f_tile, b_tile), first, used| {
        b.gather(first, used, WIDTH, b_tile);
        // SAFETY: every vector belongs to one tile, and every tile to one thread.
        unsafe { f.gather(first, used, WIDTH, f_tile) };
        for _ in 0..sweeps {
            sweep(length, gram, nonnegative, b_tile, f_tile);
        }
        // SAFETY: as above.
        unsafe { f.scatter(first, used, WIDTH, f_tile) };
    });
}

/// Lanes of a tile. Every entry of the Gram matrix meets them all at once, so that the sums are
/// enough independent chains to hide the latency of an addition.
const WIDTH: usize = 32;

/// A group of lanes of one row.
type Lanes<T> = [T; WIDTH];

dispatch! {
    fn sweep<T: Real>(length: usize, gram: &[T], nonnegative: bool, b: &[T], f: &mut [T]) {
        for k in 0..length {
            let row = &gram[k * length..][..length];
            let diagonal = row[k];
            if diagonal > T::ZERO {
                update_row(k, row, diagonal, nonnegative, b, f);
            }
        }
    }

    /// sums ← the product of a row, of one panel at most, with the same rows of the tile.
    ///
    /// A function of its own, because within `sweep` the sums do not stay in registers.
    fn panel_product<T: Real>(row: &[T], f: &[T], sums: &mut Lanes<T>) {
        let mut total = [T::ZERO; WIDTH];
        for (p, x) in row.iter().zip(f.chunks_exact(WIDTH)) {
            for l in 0..WIDTH {
                total[l] += *p * x[l];
            }
        }
        *sums = total;
    }
}

#[inline(always)]
fn update_row<T: Real>(k: usize, row: &[T], diagonal: T, nonnegative: bool, b: &[T], f: &mut [T]) {
    let product = row_product(row, f);
    let b: Lanes<T> = load(b, k * WIDTH);
    let mut x: Lanes<T> = load(f, k * WIDTH);
    for l in 0..WIDTH {
        let moved = x[l] + (b[l] - product[l]) / diagonal;
        x[l] = if nonnegative {
            moved.max(T::ZERO)
        } else {
            moved + T::ZERO
        };
    }
    store(f, k * WIDTH, x);
}

/// The product of a row with the tile, in the contract's order.
fn row_product<T: Real>(row: &[T], f: &[T]) -> Lanes<T> {
    let [product] = panel_sums(row.len(), |from, to| {
        let mut sums = [T::ZERO; WIDTH];
        panel_product(&row[from..to], &f[from * WIDTH..to * WIDTH], &mut sums);
        [sums]
    });
    product
}
