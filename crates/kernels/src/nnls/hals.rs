//! Hierarchical alternating least squares (Cichocki and Phan, 2009): exact minimisation over one
//! row of F after another,
//!
//! ```text
//! F[k,:] ← max(0, (B[k,:] − Σ_{j ≠ k} P[k,j] F[j,:]) / P[k,k])
//! ```
//!
//! With R = P scaled to a diagonal of ones, the rows are taken in blocks of at most six: first the
//! products with F as it was before the block, as one product of matrices; then, from row to row of
//! the block, what the rows before have changed.
//!
//! Accelerated (Gillis and Glineur, 2012): several sweeps in one call, ended where they stop paying.

use super::order::Order;
use super::side::{Problems, Side};
use super::sweep::{Scaled, Tile, careful_sweeps, lanes};
use crate::{Real, has_shape};

/// How often the rows of F are visited, and in which order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sweeps {
    /// The most sweeps.
    pub count: usize,
    /// Where this is above 0, a column (row) of F is done after the sweep that changes it by at
    /// most this fraction of what the first one did, in the Euclidean norm. Each is judged by
    /// itself, so that neither tiles nor threads show.
    pub delta: f64,
    /// The order of the rows.
    pub order: Order,
}

impl Sweeps {
    /// `count` whole sweeps from the first row to the last.
    pub fn cyclic(count: usize) -> Self {
        Self {
            count,
            delta: 0.0,
            order: Order::Cyclic,
        }
    }
}

/// Sweeps over F (`rows` x `columns`) for the symmetric positive semidefinite `gram`.
///
/// Without `nonnegative` there is no max: plain block Gauss-Seidel. A row whose diagonal entry is
/// zero has no influence on the objective's curvature and is left as it is; so is one whose
/// diagonal entry, or its reciprocal, is not finite. Where a column would not stay finite, it is
/// swept again entry by entry, and each entry that would not is left as it is.
pub fn hals<T: Real>(
    f: &mut [T],
    b: &[T],
    rows: usize,
    columns: usize,
    gram: &[T],
    side: Side,
    nonnegative: bool,
    sweeps: Sweeps,
) {
    let problems = Problems {
        rows,
        columns,
        side,
    };
    let length = problems.length();
    assert!(has_shape(gram, length, length));
    if f.is_empty() || sweeps.count == 0 {
        return;
    }
    let scaled = Scaled::new(length, gram, sweeps.order.rows(length), nonnegative);
    let delta_squared = T::from_f64(sweeps.delta * sweeps.delta);
    let width = problems.gathered::<T>(lanes::<T>());
    problems.for_each_tile(
        width,
        f,
        b,
        || Tile::new(length),
        |tile, f, b, used| {
            let mut failed = Vec::new();
            if sweeps.delta > 0.0 {
                let most = sweeps.count;
                stream(
                    &scaled,
                    tile,
                    [most, width, used],
                    delta_squared,
                    f,
                    b,
                    &mut failed,
                );
            } else {
                for lane in (0..used).step_by(lanes::<T>()) {
                    tile.take(&scaled, [width, lane], f, b);
                    for _ in 0..sweeps.count {
                        tile.sweep(&scaled);
                    }
                    tile.put(&scaled, [width, lane], f, &mut failed);
                }
            }
            for lane in failed {
                careful_sweeps(&scaled, sweeps.count, [width, lane], f, b);
            }
        },
    );
}

/// Sweeps until every lane has had enough: the next vector takes the place of one that is done.
fn stream<T: Real>(
    scaled: &Scaled<T>,
    tile: &mut Tile<T>,
    [most, width, used]: [usize; 3],
    delta_squared: T,
    f: &mut [T],
    b: &[T],
    failed: &mut Vec<usize>,
) {
    let mut waiting = 0..used;
    let mut seats = vec![None; lanes::<T>()];
    for (seat, place) in seats.iter_mut().enumerate() {
        *place = waiting.next();
        match *place {
            Some(lane) => tile.take_one(scaled, [seat, width, lane], f, b),
            None => tile.clear_one(seat),
        }
    }
    // Sweeps of each seat's vector so far, and the change that is enough.
    let mut done = vec![0; lanes::<T>()];
    let mut enough = vec![T::ZERO; lanes::<T>()];
    while seats.iter().any(Option::is_some) {
        tile.sweep_and_measure(scaled);
        for (seat, place) in seats.iter_mut().enumerate() {
            let Some(lane) = *place else { continue };
            let change = tile.change[seat];
            if done[seat] == 0 {
                enough[seat] = delta_squared * change;
            }
            done[seat] += 1;
            let still = if done[seat] == 1 {
                T::ZERO
            } else {
                enough[seat]
            };
            if change <= still || done[seat] == most {
                tile.put_one(scaled, [seat, width, lane], f, failed);
                done[seat] = 0;
                *place = waiting.next();
                match *place {
                    Some(lane) => tile.take_one(scaled, [seat, width, lane], f, b),
                    None => tile.clear_one(seat),
                }
            }
        }
    }
}
