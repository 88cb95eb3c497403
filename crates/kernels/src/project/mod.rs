//! Nearest points of constraint sets, one file per set.
//!
//! A set speaks of single entries, of the columns (or rows) of a matrix, or of the whole matrix.
//! Columns are projected side by side, a tile of them at a time, with one lane for each.
//!
//! No projection returns -0. Where a set is not convex a point may have several nearest ones; every
//! file says which one is taken, always the same.

mod doubly_stochastic;
mod elementwise;
mod grouped_hoyer;
mod hoyer;
mod k_sparse;
mod l1_ball;
mod l2;
mod lanes;
mod near_convex;
mod orthogonal;
mod set;
mod simplex;
mod sum_at_most;
mod sum_within;
mod threshold;

pub(crate) use elementwise::{clip, clip_all};
pub(crate) use hoyer::add_members;
pub(crate) use lanes::{largest_magnitudes, safe_reciprocals, scaled_squares};
pub use set::{Along, Projection, Scope};
pub(crate) use threshold::shrink_magnitudes;

use crate::tile::{Buffer, VectorsMut, for_each_tile, padded};
use crate::{Real, has_shape};

/// F ← the nearest matrix whose columns (or rows) are in the set; F is `rows` x `columns`.
pub fn project<T: Real>(
    kind: Projection<'_, T>,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) {
    assert!(has_shape(f, rows, columns));
    kind.check(along, rows, columns);
    if f.is_empty() {
        return;
    }
    match kind.scope() {
        Scope::Entries => elementwise::project(kind, f),
        Scope::Vectors => over_tiles(f, rows, columns, along, |first, length, width, tile| {
            project_tile(kind, first, length, width, tile);
        }),
        Scope::Matrix => project_matrix(kind, along, rows, columns, f),
    }
}

/// Hands all columns (or rows) of F to `work(first, length, width, tile)`, some at a time, and takes
/// them back.
pub(crate) fn over_tiles<T: Real>(
    f: &mut [T],
    rows: usize,
    columns: usize,
    along: Along,
    work: impl Fn(usize, usize, usize, &mut [T]) + Sync,
) {
    let (length, count) = along.length_and_count(rows, columns);
    let width = padded::<T>(1);
    let vectors = VectorsMut::new(f, rows, columns, along);
    for_each_tile(
        count,
        width,
        || Buffer::new(length * width),
        |tile, first, used| {
            // SAFETY: every vector belongs to one tile, and every tile to one thread.
            unsafe { vectors.gather(first, used, width, tile) };
            work(first, length, width, tile);
            // SAFETY: as above.
            unsafe { vectors.scatter(first, used, width, tile) };
        },
    );
}

/// Projects every lane of a tile, whose first lane is vector `first` of the matrix.
pub(crate) fn project_tile<T: Real>(
    kind: Projection<'_, T>,
    first: usize,
    length: usize,
    width: usize,
    tile: &mut [T],
) {
    use Projection::*;
    if let KSparse { nonnegative, .. } | Hoyer { nonnegative, .. } | L2Ball { nonnegative, .. } =
        kind
        && nonnegative
    {
        // All three sets are symmetric in the signs: the nearest point with the signs of max(0, y).
        clip_all(tile);
    }
    match kind {
        Simplex { sum } => simplex::project_tile(sum, length, width, tile),
        SumAtMost { sum } => sum_at_most::project_tile(sum, length, width, tile),
        SumWithin { low, high } => sum_within::project_tile(low, high, length, width, tile),
        NearConvex { epsilon } => near_convex::project_tile(epsilon, first, length, width, tile),
        L1Ball { radius } => l1_ball::project_tile(radius, length, width, tile),
        L2Ball { radius, .. } => l2::project_on_ball(radius, length, width, tile),
        UnitL2 { nonnegative } => l2::project_on_sphere(nonnegative, length, width, tile),
        KSparse { k, .. } => k_sparse::project_tile(k, length, width, tile),
        Hoyer { level, .. } => hoyer::project_tile(level, length, width, tile),
        _ => elementwise::project_chunk(kind, tile),
    }
}

fn project_matrix<T: Real>(
    kind: Projection<'_, T>,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) {
    match kind {
        Projection::GroupedHoyer { level, nonnegative } => {
            grouped_hoyer::project_matrix(level, nonnegative, along, rows, columns, f);
        }
        Projection::Orthogonal => orthogonal::project_matrix(along, rows, columns, f),
        Projection::DoublyStochastic => doubly_stochastic::project_matrix(rows, f),
        _ => unreachable!("a set of vectors or entries"),
    }
}
