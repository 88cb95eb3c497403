//! Numbers that start on a cache line, so that no vector of a row that does too straddles two.

use core::ops::{Deref, DerefMut};

use crate::error::Result;
use crate::memory::zeros;
use crate::slab::Stored;

/// Bytes of a cache line.
const LINE: usize = 64;

/// As many numbers as were asked for, from a cache line on.
pub(crate) struct Aligned<T> {
    /// Longer by what lies before the line; it never grows, so it stays where it is.
    numbers: Vec<T>,
    start: usize,
    length: usize,
}

impl<T: Stored> Aligned<T> {
    /// So many zeros, or an error where there is no memory for them.
    pub(crate) fn zeros(length: usize) -> Result<Self> {
        let spare = LINE / size_of::<T>() - 1;
        let numbers = zeros::<T>(length.saturating_add(spare))?;
        // The offset is a hint: where it cannot be told, any place will do.
        let start = numbers.as_ptr().align_offset(LINE);
        let start = if start <= spare { start } else { 0 };
        Ok(Self {
            numbers,
            start,
            length,
        })
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.numbers[self.start..self.start + self.length]
    }
}

impl<T> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.numbers[self.start..self.start + self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_starts_on_a_line() {
        for length in [0, 1, 7, 8, 9, 1000, 100_003] {
            let (mut double, single) = (
                Aligned::<f64>::zeros(length).unwrap(),
                Aligned::<f32>::zeros(length).unwrap(),
            );
            assert_eq!((double.len(), single.len()), (length, length));
            assert_eq!(double.as_ptr().addr() % LINE, 0);
            assert_eq!(single.as_ptr().addr() % LINE, 0);
            double.fill(1.0);
            assert_eq!(double.iter().sum::<f64>(), length as f64);
        }
    }
}
