//! Nonnegative orthogonal vectors, as orthogonal NMF asks of the rows of H: H ≥ 0, H Hᵀ = I
//! (Pompili, Gillis, Absil and Glineur, 2014; De Handschutter's thesis, section 2.3.1).
//!
//! Nonnegative vectors are orthogonal where no two have an entry at the same place. So every place
//! keeps its largest entry if that is above 0, the first among equals: the nearest matrix with
//! orthogonal rows of any length. Then each row is scaled to length 1, which is the nearest matrix
//! with these supports; a row without an entry stays 0. (To choose supports and lengths at once is a
//! combinatorial problem.)

use super::{
    Along, Projection, largest_magnitudes, over_tiles, project, safe_reciprocals, scaled_squares,
};
use crate::Real;
use crate::simd::dispatch;
use crate::tile::MAX_LANES;

/// Projects the matrix whose vectors along `along` are to be orthogonal.
pub(super) fn project_matrix<T: Real>(along: Along, rows: usize, columns: usize, f: &mut [T]) {
    let across = match along {
        Along::Columns => Along::Rows,
        Along::Rows => Along::Columns,
    };
    let one = Projection::KSparse {
        k: 1,
        nonnegative: true,
    };
    project(one, across, rows, columns, f);
    over_tiles(f, rows, columns, along, |_, length, width, tile| {
        let mut lanes = [[T::ZERO; MAX_LANES]; 3];
        let [top, scale, root] = lanes.each_mut().map(|lane| &mut lane[..width]);
        largest_magnitudes(tile, top);
        safe_reciprocals(top, scale);
        scaled_squares(length, scale, tile, root);
        for root in &mut *root {
            *root = if *root > T::ZERO { root.sqrt() } else { T::ONE };
        }
        normalise(scale, root, tile);
    });
}

dispatch! {
    fn normalise<T: Real>(scale: &[T], root: &[T], tile: &mut [T]) {
        for row in tile.chunks_exact_mut(scale.len()) {
            for ((y, scale), root) in row.iter_mut().zip(scale).zip(root) {
                *y = (*y * *scale) / *root;
            }
        }
    }
}
