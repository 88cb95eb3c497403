//! Choosing columns of the data.

mod columns;
mod row_product;
mod samples;
mod snpa;
mod spa;

pub use columns::select_columns;
pub use samples::{Dense, Samples};
pub use snpa::{SnpaState, snpa, snpa_round, snpa_round_of};
pub use spa::{SpaState, spa, spa_round};

use crate::Real;

/// The index of the largest residual above `floor` among columns not chosen yet, the lowest of
/// equal ones.
fn farthest<T: Real>(residuals: &[T], chosen: &[u32], floor: T) -> Option<usize> {
    let mut best = None;
    let mut largest = floor;
    for (j, &residual) in residuals.iter().enumerate() {
        if residual > largest && !chosen.contains(&(j as u32)) {
            (best, largest) = (Some(j), residual);
        }
    }
    best
}

/// Squared residuals below this part of the largest ‖x_j‖² are what cancellation leaves.
fn rounding_level<T: Real>() -> T {
    T::from_f64(1e-12).max(T::from_f64(64.0) * T::EPSILON)
}

/// The largest entry of a list of squares.
fn largest_of<T: Real>(squares: &[T]) -> T {
    squares
        .iter()
        .fold(T::ZERO, |largest, square| square.max(largest))
}
