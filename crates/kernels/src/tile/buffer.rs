//! Zeroed workspace, aligned to cache lines.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use crate::Real;
use crate::lines::Lines;

/// `length` numbers, aligned to a cache line.
pub(crate) struct Buffer<T> {
    lines: Lines,
    length: usize,
    element: PhantomData<T>,
}

impl<T: Real> Buffer<T> {
    /// `length` zeros.
    pub(crate) fn new(length: usize) -> Self {
        Self {
            lines: Lines::zeros::<T>(length),
            length,
            element: PhantomData,
        }
    }
}

impl<T: Real> Deref for Buffer<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.lines.numbers(self.length)
    }
}

impl<T: Real> DerefMut for Buffer<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.lines.numbers_mut(self.length)
    }
}
