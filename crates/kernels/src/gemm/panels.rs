//! The macro-kernel: some micro-panels of A times a chunk of B, one panel deep.
//!
//! C[rows, cols] = or += Σ_p A[rows, p] B[p, cols], p in one panel.
//!
//! Rows are cut into micro-panels of nearly equal height, at most `mr`, so that
//! no tile is much smaller than the others; each is packed with the stride `mr`.

use core::ops::Range;

use crate::Real;
use crate::gemm::micro::{Kernel, LARGEST_TILE};

/// How rows are cut into micro-panels: the first `higher` have one row more than the others.
#[derive(Clone, Copy)]
pub struct Cut {
    count: usize,
    height: usize,
    higher: usize,
}

impl Cut {
    /// `rows` in as few panels of at most `mr` rows as can be.
    pub fn new(rows: usize, mr: usize) -> Self {
        let count = rows.div_ceil(mr).max(1);
        Self {
            count,
            height: rows / count,
            higher: rows % count,
        }
    }

    /// The number of micro-panels.
    pub fn count(self) -> usize {
        self.count
    }

    /// The rows of one micro-panel.
    #[inline(always)]
    pub fn rows(self, panel: usize) -> Range<usize> {
        let start = panel * self.height + panel.min(self.higher);
        start..start + self.height + usize::from(panel < self.higher)
    }
}

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

/// A chunk of B: column group g of `nr` columns begins at `g * group`, its rows are `row` apart.
#[derive(Clone, Copy)]
pub struct Chunk<'a, T> {
    pub data: &'a [T],
    pub group: usize,
    pub row: usize,
}

/// Runs the micro-kernels over the tiles of some micro-panels of C (`cut` x `cols`).
///
/// `skip(i, j)` says whether a tile whose first row is i and whose last column is j is not wanted.
///
/// # Safety
///
/// The machine has the kernel's instruction set, C covers `cut` x `cols`, `a`
/// holds these micro-panels, packed to the depth `k`, `b` the groups of columns.
pub unsafe fn multiply<T: Real>(
    kernel: &Kernel<T>,
    cut: Cut,
    panels: Range<usize>,
    cols: usize,
    k: usize,
    a: &[T],
    b: Chunk<T>,
    c: Target<T>,
    accumulate: bool,
    skip: impl Fn(usize, usize) -> bool,
) {
    let Kernel { mr, nr, .. } = *kernel;
    let mut edge = [T::ZERO; LARGEST_TILE];
    debug_assert!(a.len() >= panels.len() * mr * k);
    // Loop 2: groups of `nr` columns of B, which stay in the first-level cache.
    for (group, first) in (0..cols).step_by(nr).enumerate() {
        let width = nr.min(cols - first);
        let narrow = width <= nr / 2;
        let tiles = if narrow { kernel.narrow } else { kernel.tiles };
        let whole = width == if narrow { nr / 2 } else { nr };
        // SAFETY: the group begins within the chunk.
        let columns = unsafe { b.data.as_ptr().add(group * b.group) };
        // Loop 1: micro-panels of A.
        for panel in panels.clone() {
            let rows = cut.rows(panel);
            if skip(rows.start, first + width - 1) {
                continue;
            }
            // SAFETY: the tile lies in C, or in `edge` when some of its columns are
            // not C's; packed A and B cover it, as the caller promises. There is a tile for
            // each height from one to `mr`, and no panel is empty: products without rows
            // end before they are cut.
            unsafe {
                let tile = *tiles.get_unchecked(rows.len() - 1);
                let a = a.as_ptr().add((panel - panels.start) * mr * k);
                let to = c.at(rows.start, first);
                if whole {
                    tile(k, a, columns, b.row, to.start, to.stride, accumulate);
                } else {
                    tile(k, a, columns, b.row, edge.as_mut_ptr(), nr, false);
                    copy_edge(&edge, nr, rows.len(), width, to, accumulate);
                }
            }
        }
    }
}

/// C tile = or += the first `width` columns of the buffer.
///
/// # Safety
///
/// C covers `rows` x `width`.
unsafe fn copy_edge<T: Real>(
    edge: &[T],
    nr: usize,
    rows: usize,
    width: usize,
    c: Target<T>,
    accumulate: bool,
) {
    for i in 0..rows {
        for j in 0..width {
            // SAFETY: i < rows, j < width.
            unsafe {
                let to = c.start.add(i * c.stride + j);
                let sum = edge[i * nr + j];
                *to = if accumulate { *to + sum } else { sum };
            }
        }
    }
}
