//! Memory that starts on a cache line, so that no vector load straddles two.

use crate::Real;

#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code, reason = "read through pointers")] [u8; LINE]);

const LINE: usize = 64;

/// Whole cache lines of initialised bytes, to be read as numbers of any type.
#[derive(Default)]
pub(crate) struct Lines(Vec<Line>);

impl Lines {
    /// No lines.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Room for `length` zeros.
    pub(crate) fn zeros<T: Real>(length: usize) -> Self {
        let bytes = length.checked_mul(size_of::<T>());
        let bytes = bytes.expect("a workspace fits the address space");
        Self(vec![Line([0; LINE]); bytes.div_ceil(LINE)])
    }

    /// Whether `length` numbers fit.
    pub(crate) fn has_room<T: Real>(&self, length: usize) -> bool {
        length <= self.0.len() * (LINE / size_of::<T>())
    }

    /// The first `length` numbers.
    pub(crate) fn numbers<T: Real>(&self, length: usize) -> &[T] {
        assert!(self.has_room::<T>(length));
        // SAFETY: the lines have room for `length` numbers and are aligned for them; their bytes
        // are initialised, and any bytes are a valid f32 or f64.
        unsafe { core::slice::from_raw_parts(self.0.as_ptr().cast(), length) }
    }

    /// The first `length` numbers, to write to.
    pub(crate) fn numbers_mut<T: Real>(&mut self, length: usize) -> &mut [T] {
        assert!(self.has_room::<T>(length));
        // SAFETY: as for `numbers`.
        unsafe { core::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), length) }
    }
}
