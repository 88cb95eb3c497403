//! Sets that constrain every entry by itself: all numbers, and the nonnegative ones.

use super::Projection;
use crate::Real;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;
use crate::tile::{LANES, load, store};

/// The nearest nonnegative number, max(0, x).
#[inline(always)]
pub(crate) fn clip<T: Real>(x: T) -> T {
    x.max(T::ZERO)
}

/// x itself, with -0 turned into +0.
#[inline(always)]
pub(super) fn positive_zero<T: Real>(x: T) -> T {
    x + T::ZERO
}

/// Entries per unit of parallel work.
const CHUNK: usize = 1 << 16;

/// Projects a whole matrix.
pub(super) fn project<T: Real>(kind: Projection<T>, f: &mut [T]) {
    parallel_chunks(f, CHUNK, |_, chunk| match kind {
        Projection::Nonnegative => clip_all(chunk),
        _ => positive_zero_all(chunk),
    });
}

dispatch! {
    fn clip_all<T: Real>(x: &mut [T]) {
        for entry in x {
            *entry = clip(*entry);
        }
    }

    fn positive_zero_all<T: Real>(x: &mut [T]) {
        for entry in x {
            *entry = positive_zero(*entry);
        }
    }
}

/// x ← function(x) in a group of lanes.
#[inline(always)]
pub(super) fn map_lanes<T: Real>(
    function: impl Fn(T) -> T,
    length: usize,
    width: usize,
    offset: usize,
    tile: &mut [T],
) {
    for i in 0..length {
        let mut x: [T; LANES] = load(tile, i * width + offset);
        for x in &mut x {
            *x = function(*x);
        }
        store(tile, i * width + offset, x);
    }
}
