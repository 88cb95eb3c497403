//! Threads split outputs: `parallel_for` runs independent parts, in any order.
//!
//! Without the feature `threads`, with one thread, or inside a part that is
//! already parallel, parts run one after the other.

/// Runs `part(0)`, ..., `part(parts - 1)`, which must not depend on each other.
pub fn parallel_for(parts: usize, part: impl Fn(usize) + Sync) {
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
    for (i, chunk) in data.chunks_mut(length).enumerate() {
        part(i, chunk);
    }
}

/// Uses `count` threads from now on (at least one).
pub fn set_threads(count: usize) {
    let _ = count;
}

/// The number of threads in use.
pub fn threads() -> usize {
    1
}

/// The physical cores of this machine; 1 without the feature `threads`.
pub fn physical_cores() -> usize {
    1
}
