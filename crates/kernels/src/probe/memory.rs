//! Memory's own limit: every byte read once, in order.
//!
//! The words are combined by exclusive or. That is associative, so LLVM is free to keep as many
//! vectors of them as it likes, and nothing but the loads takes time.

use crate::Real;
use crate::simd::dispatch;

/// Words combined by one call of the inner loop: 16 KiB. It is called often, as kernels are.
const CHUNK: usize = 1 << 12;

/// Reads all numbers once and returns how many bytes that was.
pub fn read_memory<T: Real>(numbers: &[T]) -> f64 {
    let bytes = size_of_val(numbers);
    // SAFETY: floating-point numbers are initialised memory without padding, whole words long and
    // aligned for words; any bits are a word.
    let words = unsafe {
        core::slice::from_raw_parts(numbers.as_ptr().cast::<u32>(), bytes / size_of::<u32>())
    };
    let mut all = 0;
    for chunk in words.chunks(CHUNK) {
        all ^= combined(chunk);
    }
    core::hint::black_box(all);
    bytes as f64
}

dispatch! {
    /// All words, combined.
    fn combined(words: &[u32]) -> u32 {
        words.iter().fold(0, |all, word| all ^ word)
    }
}
