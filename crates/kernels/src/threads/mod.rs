//! Threads split outputs: `parallel_for` runs independent parts, in any order.
//!
//! Without the feature `threads`, with one thread, or inside a part that is
//! already parallel, parts run one after the other. No sum is ever shared
//! between parts, so their order and number change no bit.

#[cfg(feature = "threads")]
mod pool;

use core::marker::PhantomData;

/// Runs `part(0)`, ..., `part(parts - 1)`, which must not depend on each other.
///
/// The calling thread works too; a part that panics makes the call panic after
/// the other parts have ended.
pub fn parallel_for(parts: usize, part: impl Fn(usize) + Sync) {
    #[cfg(feature = "threads")]
    if pool::parallel(parts, &part) {
        return;
    }
    for i in 0..parts {
        part(i);
    }
}

/// Runs `part(i, chunk)` on the i-th chunk of `length` elements of `data` (the last may be shorter).
pub fn parallel_chunks<T: Send>(
    data: &mut [T],
    length: usize,
    part: impl Fn(usize, &mut [T]) + Sync,
) {
    let total = data.len();
    let shared = Shared::new(data);
    parallel_for(total.div_ceil(length), |i| {
        let start = i * length;
        // SAFETY: start < total; parts are disjoint, each is run once, and `data` outlives the call.
        let chunk = unsafe { shared.slice(start, length.min(total - start)) };
        part(i, chunk);
    });
}

/// A slice that parts may write to, each its own elements.
pub struct Shared<'a, T> {
    start: *mut T,
    length: usize,
    lifetime: PhantomData<&'a mut [T]>,
}

// SAFETY: it hands out elements only through `unsafe` functions whose callers keep parts disjoint.
unsafe impl<T: Send> Sync for Shared<'_, T> {}

impl<'a, T> Shared<'a, T> {
    /// Shares `data`.
    pub fn new(data: &'a mut [T]) -> Self {
        Self {
            start: data.as_mut_ptr(),
            length: data.len(),
            lifetime: PhantomData,
        }
    }

    /// The first element, for kernels that walk with strides.
    pub fn as_mut_ptr(&self) -> *mut T {
        self.start
    }

    /// The elements `offset..offset + length`.
    ///
    /// # Safety
    ///
    /// They lie within the slice, and no one else uses them while the result lives.
    #[allow(clippy::mut_from_ref, reason = "disjointness is the caller's promise")]
    pub unsafe fn slice(&self, offset: usize, length: usize) -> &mut [T] {
        debug_assert!(offset + length <= self.length);
        // SAFETY: within the slice, and exclusive, as the caller promises.
        unsafe { core::slice::from_raw_parts_mut(self.start.add(offset), length) }
    }
}

/// Uses `count` threads from now on (at least one).
pub fn set_threads(count: usize) {
    #[cfg(feature = "threads")]
    pool::set_threads(count);
    #[cfg(not(feature = "threads"))]
    let _ = count;
}

/// The number of threads in use: the physical cores unless [`set_threads`] chose another.
pub fn threads() -> usize {
    #[cfg(feature = "threads")]
    return pool::threads();
    #[cfg(not(feature = "threads"))]
    1
}

/// The physical cores that this process may use; 1 without the feature `threads`.
pub fn physical_cores() -> usize {
    #[cfg(feature = "threads")]
    return num_cpus::get_physical().min(num_cpus::get()).max(1);
    #[cfg(not(feature = "threads"))]
    1
}
