//! Zeroed memory that starts on a cache line, so that no vector load straddles two.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use crate::Real;

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code, reason = "read through pointers")] [u8; LINE]);

const LINE: usize = 64;

/// `length` numbers, aligned to a cache line.
pub(crate) struct Buffer<T> {
    lines: Vec<Line>,
    length: usize,
    element: PhantomData<T>,
}

impl<T: Real> Buffer<T> {
    /// `length` zeros.
    pub(crate) fn new(length: usize) -> Self {
        Self {
            lines: vec![Line([0; LINE]); (length * size_of::<T>()).div_ceil(LINE)],
            length,
            element: PhantomData,
        }
    }
}

impl<T: Real> Deref for Buffer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: the lines have room for `length` numbers and are aligned for them; their bytes
        // are initialised, and any bytes are a valid f32 or f64.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.length) }
    }
}

impl<T: Real> DerefMut for Buffer<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as for `deref`.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.length) }
    }
}
