//! The threshold behind sets with a sum: with v = y, or |y|, the nearest point of v on the simplex
//! {x ≥ 0, Σ x_i = s} is max(0, v_i − τ) with the one τ that makes the sum s.
//!
//! Michelot's iteration (1986): start with a set of entries that surely holds the support, take
//! the τ that the set would need, drop the entries at or below it, and repeat until none drops.
//! τ never decreases and the sets are nested, so it ends in at most as many rounds as there are
//! entries, most often in three or four. A round more changes nothing: lanes of a tile may share
//! the number of rounds.

use super::clip;
use super::lanes::{LANES, lanes_of};
use crate::Real;
use crate::simd::dispatch;
use crate::tile::{MAX_LANES, ordered_sums};

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
        let width = totals.len();
        for (block, totals) in totals.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            *totals = [T::ZERO; LANES];
            for y in lanes_of(rows, width, block) {
                for l in 0..LANES {
                    totals[l] += view.of(y[l]);
                }
            }
        }
    }

    fn column_maxima<T: Real, V: View>(view: V, tile: &[T], top: &mut [T]) {
        let width = top.len();
        for (block, top) in top.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let mut rows = lanes_of(tile, width, block);
            let Some(first) = rows.next() else { return };
            *top = first.map(|y| view.of(y));
            for y in rows {
                for l in 0..LANES {
                    top[l] = view.of(y[l]).max(top[l]);
                }
            }
        }
    }

    /// Per lane the sum of y − top over the entries above tau, then their number.
    fn sum_members<T: Real, V: View>(view: V, rows: &[T], top: &[T], tau: &[T], sums: &mut [T]) {
        let width = top.len();
        let (total, count) = sums.split_at_mut(width);
        let totals = total.as_chunks_mut::<LANES>().0.iter_mut();
        let lanes = totals.zip(count.as_chunks_mut::<LANES>().0);
        let bounds = top.as_chunks::<LANES>().0.iter().zip(tau.as_chunks::<LANES>().0);
        for (block, ((total, count), (top, tau))) in lanes.zip(bounds).enumerate() {
            let (mut sum, mut members) = ([T::ZERO; LANES], [T::ZERO; LANES]);
            for y in lanes_of(rows, width, block) {
                for l in 0..LANES {
                    let below_top = view.of(y[l]) - top[l];
                    let inside = below_top > tau[l];
                    sum[l] += if inside { below_top } else { T::ZERO };
                    members[l] += if inside { T::ONE } else { T::ZERO };
                }
            }
            (*total, *count) = (sum, members);
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
