//! Sets that constrain every entry by itself: all numbers, and the nonnegative ones.

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
        _ => make_zeros_positive(x),
    }
}

dispatch! {
    fn clip_all<T: Real>(x: &mut [T]) {
        for entry in x {
            *entry = clip(*entry);
        }
    }

    /// No number changes but -0, which becomes +0.
    fn make_zeros_positive<T: Real>(x: &mut [T]) {
        for entry in x {
            *entry += T::ZERO;
        }
    }
}
