//! Proximal maps of penalties, one file per kind: with a threshold t,
//!
//! ```text
//! F ← argmin_X 1/2 ‖X − F‖² + t g(X)
//! ```
//!
//! A penalty speaks of entries, or of the columns (or rows) one by one. None returns -0.

mod elementwise;
mod group;
mod l1_squared;
mod line_variation;
mod total_variation;

use crate::project::{Along, clip_all, over_tiles};
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// g, for one column (or row) x of the matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Penalty {
    /// Σ |x_i|.
    L1,
    /// 1/2 Σ x_i².
    L2Squared,
    /// Σ √|x_i|.
    L1Half,
    /// √(Σ x_i²).
    GroupL2,
    /// (Σ |x_i|)².
    L1Squared,
    /// The total variation of an image of `height` x `width` pixels, row by row.
    TotalVariation {
        /// Rows of the image.
        height: usize,
        /// Columns of the image.
        width: usize,
        /// Lengths of gradients, or else sums of their magnitudes.
        isotropic: bool,
        /// Steps of the iteration.
        steps: usize,
    },
}

/// Maps F (`rows` x `columns`), with X ≥ 0 as well where `nonnegative`. Returns the largest duality
/// gap of any column (or row): how far its objective may be above the least one. It is 0 for all
/// but the total variation of images, whose other maps are closed forms.
pub fn proximal<T: Real>(
    penalty: Penalty,
    nonnegative: bool,
    threshold: T,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) -> T {
    assert!(has_shape(f, rows, columns));
    assert!(threshold >= T::ZERO && threshold.is_finite());
    if f.is_empty() {
        return T::ZERO;
    }
    if let Penalty::TotalVariation {
        height,
        width,
        isotropic,
        steps,
    } = penalty
    {
        let grid = total_variation::Grid {
            height,
            width,
            isotropic,
            steps,
            nonnegative,
        };
        return total_variation::map(grid, threshold, along, rows, columns, f);
    }
    if nonnegative {
        // All other penalties grow with every magnitude: what is below 0 goes to 0.
        parallel_chunks(f, CHUNK, |_, chunk| clip_all(chunk));
    }
    match penalty {
        Penalty::L1 | Penalty::L2Squared | Penalty::L1Half => {
            let root = elementwise::two_thirds_power(threshold);
            parallel_chunks(f, CHUNK, |_, chunk| {
                elementwise::map(penalty, threshold, root, chunk);
            });
        }
        Penalty::GroupL2 => over_tiles(f, rows, columns, along, |_, length, width, tile| {
            group::map_tile(threshold, length, width, tile);
        }),
        _ => over_tiles(f, rows, columns, along, |_, length, width, tile| {
            l1_squared::map_tile(threshold, length, width, tile);
        }),
    }
    T::ZERO
}

/// Entries per unit of parallel work.
const CHUNK: usize = 1 << 16;
