//! Sets that constrain every entry by itself: all numbers, the nonnegative ones, those of an
//! interval, 0 and 1, −1 and 1.

use super::Projection;
use crate::Real;
use crate::simd::dispatch;
use crate::threads::parallel_chunks;

/// The nearest nonnegative number, max(0, x).
#[inline(always)]
pub(crate) fn clip<T: Real>(x: T) -> T {
    x.max(T::ZERO)
}

/// Entries per unit of parallel work.
const CHUNK: usize = 1 << 16;

/// Projects a whole matrix.
pub(super) fn project<T: Real>(kind: Projection<'_, T>, f: &mut [T]) {
    parallel_chunks(f, CHUNK, |_, chunk| project_chunk(kind, chunk));
}

/// Projects some entries.
pub(super) fn project_chunk<T: Real>(kind: Projection<'_, T>, x: &mut [T]) {
    match kind {
        Projection::Nonnegative => clip_all(x),
        Projection::Box { low, high } => clip_to(low, high, x),
        Projection::Binary => round_to(T::ONE / (T::ONE + T::ONE), T::ZERO, x),
        Projection::Signs => round_to(T::ZERO, -T::ONE, x),
        _ => make_zeros_positive(x),
    }
}

dispatch! {
    pub(crate) fn clip_all<T: Real>(x: &mut [T]) {
        for entry in x {
            *entry = clip(*entry);
        }
    }

    fn clip_to<T: Real>(low: T, high: T, x: &mut [T]) {
        for entry in x {
            // The sum turns a -0, of the entry or of a bound, into +0.
            *entry = entry.max(low).min(high) + T::ZERO;
        }
    }

    /// 1 above the middle, else the lower number: halfway between them that is nearest as well.
    fn round_to<T: Real>(middle: T, lower: T, x: &mut [T]) {
        for entry in x {
            *entry = if *entry > middle { T::ONE } else { lower };
        }
    }

    /// No number changes but -0, which becomes +0.
    fn make_zeros_positive<T: Real>(x: &mut [T]) {
        for entry in x {
            *entry += T::ZERO;
        }
    }
}
