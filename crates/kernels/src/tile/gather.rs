//! Copies between a row-major matrix and a tile of some of its columns or rows.

use std::marker::PhantomData;

use crate::project::Along;
use crate::{Real, has_shape};

/// The columns or rows of a matrix, as vectors to read.
#[derive(Clone, Copy)]
pub(crate) struct Vectors<'a, T> {
    data: &'a [T],
    shape: Shape,
}

/// The columns or rows of a matrix, as vectors to read and write from several threads.
pub(crate) struct VectorsMut<'a, T> {
    data: *mut T,
    shape: Shape,
    owner: PhantomData<&'a mut [T]>,
}

// SAFETY: the pointer stands for an exclusive borrow; the unsafe methods ask their callers to
// touch every vector from one thread only.
unsafe impl<T: Send> Sync for VectorsMut<'_, T> {}

#[derive(Clone, Copy)]
struct Shape {
    rows: usize,
    columns: usize,
    along: Along,
}

impl<'a, T: Real> Vectors<'a, T> {
    pub(crate) fn new(data: &'a [T], rows: usize, columns: usize, along: Along) -> Self {
        assert!(has_shape(data, rows, columns));
        let shape = Shape {
            rows,
            columns,
            along,
        };
        Self { data, shape }
    }

    /// Copies `used` vectors from the `first` on into the lanes of `tile`; the other lanes of its
    /// `width` become zero.
    pub(crate) fn gather(&self, first: usize, used: usize, width: usize, tile: &mut [T]) {
        self.shape.check(first, used, width, tile.len());
        // SAFETY: the check bounds every index below `data.len()`, and shared data do not change.
        unsafe {
            self.shape
                .gather(self.data.as_ptr(), first, used, width, tile)
        }
    }
}

impl<'a, T: Real> VectorsMut<'a, T> {
    pub(crate) fn new(data: &'a mut [T], rows: usize, columns: usize, along: Along) -> Self {
        assert!(has_shape(data, rows, columns));
        Self {
            data: data.as_mut_ptr(),
            shape: Shape {
                rows,
                columns,
                along,
            },
            owner: PhantomData,
        }
    }

    /// As [`Vectors::gather`].
    ///
    /// # Safety
    /// No other thread writes these vectors meanwhile.
    pub(crate) unsafe fn gather(&self, first: usize, used: usize, width: usize, tile: &mut [T]) {
        self.shape.check(first, used, width, tile.len());
        // SAFETY: the check bounds every index; the caller excludes writers.
        unsafe { self.shape.gather(self.data, first, used, width, tile) }
    }

    /// Copies the first `used` lanes of `tile` to the vectors from `first` on.
    ///
    /// # Safety
    /// No other thread touches these vectors meanwhile.
    pub(crate) unsafe fn scatter(&self, first: usize, used: usize, width: usize, tile: &[T]) {
        self.shape.check(first, used, width, tile.len());
        // SAFETY: the check bounds every index; the caller excludes other users.
        unsafe { self.shape.scatter(self.data, first, used, width, tile) }
    }
}

impl Shape {
    fn length(&self) -> usize {
        match self.along {
            Along::Columns => self.rows,
            Along::Rows => self.columns,
        }
    }

    fn check(&self, first: usize, used: usize, width: usize, tile_length: usize) {
        let count = match self.along {
            Along::Columns => self.columns,
            Along::Rows => self.rows,
        };
        assert!(first + used <= count && used <= width);
        assert_eq!(tile_length, self.length() * width);
    }

    /// # Safety
    /// `data` holds rows x columns readable entries and the arguments passed `check`.
    unsafe fn gather<T: Real>(
        &self,
        data: *const T,
        first: usize,
        used: usize,
        width: usize,
        tile: &mut [T],
    ) {
        let columns = self.columns;
        match self.along {
            Along::Columns => {
                for (i, row) in tile.chunks_exact_mut(width).enumerate() {
                    // SAFETY: first + used <= columns and i < rows.
                    let source =
                        unsafe { std::slice::from_raw_parts(data.add(i * columns + first), used) };
                    row[..used].copy_from_slice(source);
                    row[used..].fill(T::ZERO);
                }
            }
            Along::Rows => {
                tile.fill(T::ZERO);
                // Eight rows at a time: the writes to a row of the tile fill whole cache lines.
                for group in (0..used).step_by(8) {
                    let lanes = group..used.min(group + 8);
                    for (k, row) in tile.chunks_exact_mut(width).enumerate() {
                        for lane in lanes.clone() {
                            // SAFETY: first + lane < rows and k < columns.
                            row[lane] = unsafe { *data.add((first + lane) * columns + k) };
                        }
                    }
                }
            }
        }
    }

    /// # Safety
    /// `data` holds rows x columns writable entries and the arguments passed `check`.
    unsafe fn scatter<T: Real>(
        &self,
        data: *mut T,
        first: usize,
        used: usize,
        width: usize,
        tile: &[T],
    ) {
        let columns = self.columns;
        match self.along {
            Along::Columns => {
                for (i, row) in tile.chunks_exact(width).enumerate() {
                    // SAFETY: first + used <= columns and i < rows.
                    unsafe {
                        let target = data.add(i * columns + first);
                        std::ptr::copy_nonoverlapping(row.as_ptr(), target, used);
                    }
                }
            }
            Along::Rows => {
                for group in (0..used).step_by(8) {
                    let lanes = group..used.min(group + 8);
                    for (k, row) in tile.chunks_exact(width).enumerate() {
                        for lane in lanes.clone() {
                            // SAFETY: first + lane < rows and k < columns.
                            unsafe { *data.add((first + lane) * columns + k) = row[lane] };
                        }
                    }
                }
            }
        }
    }
}
