//! Workspace for packing: one buffer per thread, kept between calls.
//!
//! Fresh memory from the system costs a page fault every 4 KiB, more than the
//! packing itself; so the buffer stays. Its size is bounded by the constants
//! of `block`.

use std::cell::Cell;

use crate::Real;
use crate::lines::Lines;

thread_local! {
    static BUFFER: Cell<Lines> = const { Cell::new(Lines::none()) };
}

/// Calls `work` with a buffer of `length` numbers, whatever they may be.
pub fn with_buffer<T: Real, R>(length: usize, work: impl FnOnce(&mut [T]) -> R) -> R {
    // Taken out of its cell: a nested call would find an empty one and make its own.
    let mut buffer = BUFFER.take();
    if !buffer.has_room::<T>(length) {
        buffer = Lines::zeros::<T>(length);
    }
    let result = work(buffer.numbers_mut(length));
    BUFFER.set(buffer);
    result
}
