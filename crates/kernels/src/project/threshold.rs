//! The threshold behind sets with a sum: with v = y, or |y|, the nearest point of v on the simplex
//! {x ≥ 0, Σ x_i = s} is max(0, v_i − τ) with the one τ that makes the sum s.
//!
//! Michelot's iteration (1986): start with a set of entries that surely holds the support, take
//! the τ that the set would need, drop the entries at or below it, and repeat until none drops.
//! τ never decreases and the sets are nested, so it ends in at most as many rounds as there are
//! entries, most often in three or four. A round more changes nothing: lanes of a tile may share
//! the number of rounds.

use super::clip;
use crate::Real;
use crate::simd::dispatch;
use crate::tile::{MAX_LANES, four_rows, ordered_sums};

/// What of an entry counts.
pub(super) trait View: Copy {
    /// The number that counts.
    fn of<T: Real>(self, y: T) -> T;
}

/// The entry itself.
#[derive(Clone, Copy)]
pub(super) struct Plain;

/// Its magnitude.
#[derive(Clone, Copy)]
pub(super) struct Absolute;

/// max(0, y).
#[derive(Clone, Copy)]
pub(super) struct Clipped;

impl View for Plain {
    #[inline(always)]
    fn of<T: Real>(self, y: T) -> T {
        y
    }
}

impl View for Absolute {
    #[inline(always)]
    fn of<T: Real>(self, y: T) -> T {
        y.abs()
    }
}

impl View for Clipped {
    #[inline(always)]
    fn of<T: Real>(self, y: T) -> T {
        clip(y)
    }
}

/// Per lane the sum of what counts.
pub(super) fn totals<T: Real, V: View>(
    view: V,
    length: usize,
    width: usize,
    tile: &[T],
) -> [T; MAX_LANES] {
    let mut totals = [T::ZERO; MAX_LANES];
    ordered_sums(length, &mut totals[..width], |from, to, totals| {
        add_rows(view, &tile[from * width..to * width], totals);
    });
    totals
}

/// One threshold per lane: the nearest point is max(0, (y − top) − tau).
pub(super) struct Thresholds<T> {
    /// The largest entry. Without it τ and y of a large common size would cancel.
    top: [T; MAX_LANES],
    /// τ − top, in [−s, 0).
    tau: [T; MAX_LANES],
}

impl<T: Real> Thresholds<T> {
    /// The thresholds for the sums of the lanes that are `wanted`; in others only negative entries
    /// will change.
    ///
    /// Since top − τ is an entry of the nearest point it is at most s: so τ ≥ top − s, which is
    /// where the iteration starts. Entries farther below the top, however far, enter no sum.
    pub(super) fn find<V: View>(
        view: V,
        sum: &[T; MAX_LANES],
        length: usize,
        width: usize,
        tile: &[T],
        wanted: &[bool; MAX_LANES],
    ) -> Self {
        let mut top = [T::ZERO; MAX_LANES];
        let mut tau = sum.map(|sum| -sum);
        let mut members = [T::ZERO; MAX_LANES];
        let mut sums = [T::ZERO; 2 * MAX_LANES];
        column_maxima(view, tile, &mut top[..width]);
        loop {
            ordered_sums(length, &mut sums[..2 * width], |from, to, sums| {
                let rows = &tile[from * width..to * width];
                sum_members(view, rows, &top[..width], &tau[..width], sums);
            });
            let (total, count) = sums[..2 * width].split_at(width);
            let mut changed = false;
            for l in 0..width {
                changed |= wanted[l] && count[l] != members[l];
                // Rounding must not let τ step back and an entry return.
                tau[l] = ((total[l] - sum[l]) / count[l]).max(tau[l]);
            }
            members[..width].copy_from_slice(count);
            if !changed {
                break;
            }
        }
        for l in 0..width {
            if !wanted[l] {
                (top[l], tau[l]) = (T::ZERO, T::ZERO);
            }
        }
        Self { top, tau }
    }

    /// Replaces every lane by its nearest point.
    pub(super) fn apply(&self, width: usize, tile: &mut [T]) {
        subtract_and_clip(&self.top[..width], &self.tau[..width], tile);
    }

    /// Shrinks every magnitude by the threshold: what `apply` does for magnitudes with signs.
    pub(super) fn shrink(&self, width: usize, tile: &mut [T]) {
        shrink_magnitudes(&self.top[..width], &self.tau[..width], tile);
    }
}

dispatch! {
    fn add_rows<T: Real, V: View>(view: V, rows: &[T], totals: &mut [T]) {
        totals.fill(T::ZERO);
        for row in rows.chunks_exact(totals.len()) {
            for (total, y) in totals.iter_mut().zip(row) {
                *total += view.of(*y);
            }
        }
    }

    fn column_maxima<T: Real, V: View>(view: V, tile: &[T], top: &mut [T]) {
        let width = top.len();
        for (top, y) in top.iter_mut().zip(tile) {
            *top = view.of(*y);
        }
        let mut groups = tile.chunks_exact(4 * width);
        for group in &mut groups {
            raise(view, four_rows(group, width), top);
        }
        for row in groups.remainder().chunks_exact(width) {
            raise(view, [row], top);
        }
    }

    /// Per lane the sum of y − top over the entries above tau, then their number.
    fn sum_members<T: Real, V: View>(view: V, rows: &[T], top: &[T], tau: &[T], sums: &mut [T]) {
        sums.fill(T::ZERO);
        let width = top.len();
        let (total, count) = sums.split_at_mut(width);
        let mut groups = rows.chunks_exact(4 * width);
        for group in &mut groups {
            add_members(view, four_rows(group, width), top, tau, total, count);
        }
        for row in groups.remainder().chunks_exact(width) {
            add_members(view, [row], top, tau, total, count);
        }
    }

    fn subtract_and_clip<T: Real>(top: &[T], tau: &[T], tile: &mut [T]) {
        for row in tile.chunks_exact_mut(top.len()) {
            for ((y, top), tau) in row.iter_mut().zip(top).zip(tau) {
                *y = ((*y - *top) - *tau).max(T::ZERO);
            }
        }
    }

    /// |y| ← (|y| − top) − τ where that is above 0, else 0; the signs stay.
    pub(crate) fn shrink_magnitudes<T: Real>(top: &[T], tau: &[T], tile: &mut [T]) {
        for row in tile.chunks_exact_mut(top.len()) {
            for ((y, top), tau) in row.iter_mut().zip(top).zip(tau) {
                let magnitude = ((y.abs() - *top) - *tau).max(T::ZERO);
                // The sum turns -0 into +0.
                *y = (if *y < T::ZERO { -magnitude } else { magnitude }) + T::ZERO;
            }
        }
    }
}

/// Raises the maxima to those of some more rows.
#[inline(always)]
fn raise<T: Real, V: View, const ROWS: usize>(view: V, rows: [&[T]; ROWS], top: &mut [T]) {
    let width = top.len();
    // Cutting every slice to one length lets the compiler drop its checks within the loop.
    let mut cut = rows;
    for row in &mut cut {
        *row = &row[..width];
    }
    for l in 0..width {
        let mut largest = top[l];
        for row in cut {
            largest = view.of(row[l]).max(largest);
        }
        top[l] = largest;
    }
}

/// Adds some rows, one after another, to the sums of `sum_members`.
#[inline(always)]
fn add_members<T: Real, V: View, const ROWS: usize>(
    view: V,
    rows: [&[T]; ROWS],
    top: &[T],
    tau: &[T],
    total: &mut [T],
    count: &mut [T],
) {
    let width = top.len();
    let (tau, total, count) = (&tau[..width], &mut total[..width], &mut count[..width]);
    let mut cut = rows;
    for row in &mut cut {
        *row = &row[..width];
    }
    for l in 0..width {
        let (mut sum, mut members) = (total[l], count[l]);
        for row in cut {
            let below_top = view.of(row[l]) - top[l];
            let inside = below_top > tau[l];
            sum += if inside { below_top } else { T::ZERO };
            members += if inside { T::ONE } else { T::ZERO };
        }
        (total[l], count[l]) = (sum, members);
    }
}
