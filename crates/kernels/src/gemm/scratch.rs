//! Workspace for packing: one buffer per thread, kept between calls.
//!
//! Fresh memory from the system costs a page fault every 4 KiB, more than the
//! packing itself; so the buffer stays. Its size is bounded by the constants
//! of `product`.

use std::cell::Cell;

use crate::Real;

/// A cache line: aligns the buffer for vectors of any set.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code, reason = "read through pointers")] [u8; LINE]);

const LINE: usize = 64;

thread_local! {
    static BUFFER: Cell<Vec<Line>> = const { Cell::new(Vec::new()) };
}

/// Calls `work` with a buffer of `length` numbers, whatever they may be.
pub fn with_buffer<T: Real, R>(length: usize, work: impl FnOnce(&mut [T]) -> R) -> R {
    let lines = (length * size_of::<T>()).div_ceil(LINE);
    // Taken out of its cell: a nested call would find an empty one and make its own.
    let mut buffer = BUFFER.take();
    if buffer.len() < lines {
        buffer = vec![Line([0; LINE]); lines];
    }
    // SAFETY: the buffer has room for `length` numbers, is aligned for them, holds
    // initialised bytes, and any bytes are a valid f32 or f64.
    let numbers = unsafe { core::slice::from_raw_parts_mut(buffer.as_mut_ptr().cast(), length) };
    let result = work(numbers);
    BUFFER.set(buffer);
    result
}
