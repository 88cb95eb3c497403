//! How lines are shared out: by entries, for lines may be of very different length.

use core::ops::Range;

use crate::sparse::Compressed;
use crate::threads::{parallel_for, threads};

/// Numbers touched that are worth a part of their own: some tens of microseconds.
const WORTH_A_PART: usize = 1 << 16;

/// Parts for each thread: whoever is done early takes another.
const PARTS_PER_THREAD: usize = 8;

/// Runs `part(lines)` on ranges of lines with about as many entries each; `work` is how many
/// numbers one entry touches. All lines but the last range's are a multiple of `align`.
pub fn parallel_lines<T: Sync>(
    x: &Compressed<T>,
    work: usize,
    align: usize,
    part: impl Fn(Range<usize>) + Sync,
) {
    let total = x.entries() + x.rows();
    let parts = match threads() {
        1 => 1,
        threads => {
            (total.saturating_mul(work.max(1)) / WORTH_A_PART).clamp(1, threads * PARTS_PER_THREAD)
        }
    };
    let boundary = |i: usize| match i {
        0 => 0,
        i if i == parts => x.rows(),
        i => boundary_at(
            x.starts(),
            (total as f64 / parts as f64 * i as f64) as usize,
        )
        .next_multiple_of(align)
        .min(x.rows()),
    };
    parallel_for(parts, |i| {
        let lines = boundary(i)..boundary(i + 1);
        if !lines.is_empty() {
            part(lines);
        }
    });
}

/// The first line before which there are `work` entries and lines.
fn boundary_at(starts: &[usize], work: usize) -> usize {
    let (mut low, mut high) = (0, starts.len() - 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if starts[middle] + middle < work {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
