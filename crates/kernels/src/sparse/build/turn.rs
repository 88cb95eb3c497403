//! Counting sorts: entries by rows become entries by columns, and back.
//!
//! Each is stable, so what comes out does not depend on how it was shared out. A part owns a
//! range of the lines that are written and looks at all entries: reading in order is cheap, and writes
//! that stay within a few megabytes are much cheaper than writes all over the memory.

use core::ops::Range;

use crate::Real;
use crate::sparse::orders::{Held, OutOfMemory, resize};
use crate::threads::{Shared, parallel_for};

/// Entries that are worth a part of their own.
const PART: usize = 1 << 22;

/// Most parts: each reads all the indices once.
const PARTS: usize = 16;

/// Entries in the order in which they are read.
trait Source<T>: Sync {
    /// Which line each entry goes to.
    fn keys(&self) -> &[u32];
    /// Calls `take(key, index, value)` for every entry whose key lies in the range, in order.
    fn each(&self, keys: Range<u32>, take: impl FnMut(usize, u32, T));
}

/// The lines of a matrix: an entry goes from its line to the one that its index names.
struct Lines<'a, T>(&'a Held<T>);

impl<T: Real> Source<T> for Lines<'_, T> {
    fn keys(&self) -> &[u32] {
        &self.0.indices
    }

    fn each(&self, keys: Range<u32>, mut take: impl FnMut(usize, u32, T)) {
        for (i, line) in self.0.starts.windows(2).enumerate() {
            let entries = line[0]..line[1];
            let values = &self.0.values[entries.clone()];
            for (&key, &value) in self.0.indices[entries].iter().zip(values) {
                if keys.contains(&key) {
                    take(key as usize, i as u32, value);
                }
            }
        }
    }
}

/// A list of entries: line, index, value.
struct List<'a, T>(&'a [u32], &'a [u32], &'a [T]);

impl<T: Real> Source<T> for List<'_, T> {
    fn keys(&self) -> &[u32] {
        self.0
    }

    fn each(&self, keys: Range<u32>, mut take: impl FnMut(usize, u32, T)) {
        for ((&key, &index), &value) in self.0.iter().zip(self.1).zip(self.2) {
            if keys.contains(&key) {
                take(key as usize, index, value);
            }
        }
    }
}

/// to = the same matrix of `lines` x `length` by its columns.
pub(super) fn turn<T: Real>(
    lines: usize,
    length: usize,
    from: &Held<T>,
    to: &mut Held<T>,
) -> Result<(), OutOfMemory> {
    assert_eq!(from.starts.len(), lines + 1);
    sort(&Lines(from), length, to)
}

/// to = the entries by rows, those of a row as they came.
pub(super) fn sort_by_row<T: Real>(
    rows: usize,
    row_of: &[u32],
    column_of: &[u32],
    values: &[T],
    to: &mut Held<T>,
) -> Result<(), OutOfMemory> {
    assert!(row_of.len() == values.len() && column_of.len() == values.len());
    sort(&List(row_of, column_of, values), rows, to)
}

fn sort<T: Real>(
    source: &impl Source<T>,
    lines: usize,
    to: &mut Held<T>,
) -> Result<(), OutOfMemory> {
    let keys = source.keys();
    let entries = keys.len();
    // The number of entries of line i at i + 2, then where it starts at i + 1; as entries are written
    // that grows to where the line ends, which is where the next one starts.
    resize(&mut to.starts, lines + 2, 0)?;
    resize(&mut to.indices, entries, 0)?;
    resize(&mut to.values, entries, T::ZERO)?;
    for &key in keys {
        to.starts[key as usize + 2] += 1;
    }
    for i in 2..to.starts.len() {
        to.starts[i] += to.starts[i - 1];
    }
    let bounds = shares(&to.starts[1..], entries);
    let cursors = Shared::new(&mut to.starts[1..]);
    let indices = Shared::new(&mut to.indices);
    let values = Shared::new(&mut to.values);
    parallel_for(bounds.len() - 1, |part| {
        let range = bounds[part] as u32..bounds[part + 1] as u32;
        source.each(range, |key, index, value| {
            // SAFETY: every key was looked up above, so it is a line, and this part alone has it.
            // The counts leave each line as many places as it has entries: `at` is one of this line's.
            unsafe {
                let cursor = &mut *cursors.as_mut_ptr().add(key);
                let at = *cursor;
                *cursor += 1;
                *indices.as_mut_ptr().add(at) = index;
                *values.as_mut_ptr().add(at) = value;
            }
        });
    });
    to.starts.truncate(lines + 1);
    Ok(())
}

/// Bounds between ranges of lines with about as many entries each; `starts` says where lines start.
fn shares(starts: &[usize], entries: usize) -> Vec<usize> {
    let lines = starts.len() - 1;
    let parts = (entries / PART).clamp(1, PARTS);
    let share = |i: usize| (entries as f64 / parts as f64 * i as f64) as usize;
    let inner = (1..parts).map(|i| starts[..lines].partition_point(|&start| start < share(i)));
    [0].into_iter().chain(inner).chain([lines]).collect()
}
