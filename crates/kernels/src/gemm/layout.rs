//! Where the operands of a panel lie, and what comes next from memory.

use crate::gemm::micro::Ahead;

/// Where C lies: element (i, j) at `start + i * stride + j`.
pub struct Target<T> {
    pub start: *mut T,
    pub stride: usize,
}

impl<T> Clone for Target<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Target<T> {}

impl<T> Target<T> {
    /// The target whose (0, 0) is this one's (i, j).
    ///
    /// # Safety
    ///
    /// Row i and column j exist, or are one past the end.
    pub unsafe fn at(self, i: usize, j: usize) -> Self {
        // SAFETY: the caller's promise.
        let start = unsafe { self.start.add(i * self.stride + j) };
        Self {
            start,
            stride: self.stride,
        }
    }
}

/// The rows of A for one panel of the inner dimension, packed or where they lie.
pub struct Left<T> {
    /// The first number of the first micro-panel.
    pub start: *const T,
    /// From one row to the next where `in_rows`, else from one step to the next.
    pub stride: usize,
    /// Whether steps are beside each other; else rows are.
    pub in_rows: bool,
    /// What comes from where.
    pub layout: Layout,
}

/// Where a micro-panel of A begins.
#[derive(Clone, Copy)]
pub enum Layout {
    /// At its first row, in the matrix.
    InPlace,
    /// So far behind the one before.
    Panels(usize),
    /// At its first row in groups of so many rows, so far apart: A packed as B.
    Groups(usize, usize),
}

impl<T> Clone for Left<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Left<T> {}

impl<T> Left<T> {
    /// Packed micro-panels, each `mr` wide and `k` deep.
    pub fn packed(data: &[T], mr: usize, k: usize) -> Self {
        Self {
            start: data.as_ptr(),
            stride: mr,
            in_rows: false,
            layout: Layout::Panels(mr * k),
        }
    }

    /// Groups of `nr` rows, each `k` deep, as B is packed.
    pub fn groups(data: &[T], nr: usize, k: usize) -> Self {
        Self {
            start: data.as_ptr(),
            stride: nr,
            in_rows: false,
            layout: Layout::Groups(nr, nr * k),
        }
    }

    /// Where micro-panel `panel` with the first row `row` begins.
    #[inline(always)]
    pub fn at(self, panel: usize, row: usize) -> *const T {
        let offset = match self.layout {
            Layout::InPlace if self.in_rows => row * self.stride,
            Layout::InPlace => row,
            Layout::Panels(size) => panel * size,
            Layout::Groups(nr, size) => row / nr * size + row % nr,
        };
        self.start.wrapping_add(offset)
    }
}

/// A chunk of B: column group g of `nr` columns begins at `g * group`, its rows are `row` apart.
#[derive(Clone, Copy)]
pub struct Chunk<T> {
    pub start: *const T,
    pub group: usize,
    pub row: usize,
}

impl<T> Chunk<T> {
    /// Packed groups, each `nr` wide and `k` deep.
    pub fn packed(data: &[T], nr: usize, k: usize) -> Self {
        Self::packed_at(data.as_ptr(), nr, k)
    }

    /// The same from an address on.
    pub fn packed_at(start: *const T, nr: usize, k: usize) -> Self {
        Self {
            start,
            group: nr * k,
            row: nr,
        }
    }
}

/// Lines that some tiles ask for, each from where the last one asked by `hop` numbers on.
#[derive(Clone, Copy)]
pub struct Errand<T> {
    pub ahead: Ahead<T>,
    pub hop: usize,
    pub tiles: usize,
}

impl<T> Errand<T> {
    /// No tile asks for anything that is not at hand.
    pub const fn none(at: *const T) -> Self {
        Self {
            ahead: Ahead::nothing(at),
            hop: 0,
            tiles: 0,
        }
    }

    /// What the next tile asks for.
    #[inline(always)]
    pub fn next(&mut self) -> Ahead<T> {
        let ahead = self.ahead;
        if self.tiles > 1 {
            self.tiles -= 1;
            self.ahead.at = self.ahead.at.wrapping_add(self.hop);
        } else {
            (self.tiles, self.ahead.step) = (0, 0);
        }
        ahead
    }
}
