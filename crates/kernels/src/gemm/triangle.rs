//! A Gram matrix of few lanes: while some steps are in the first-level cache, all tiles of the
//! triangle go over them.
//!
//! From the outside: 3 panels; 2 runs of steps, which are read where they lie or packed side by
//! side; 1 tiles, each from the first column of the triangle in its rows on. The sums are carried on
//! from run to run in a square of their own, whose rows have room for whole tiles.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::layout::Target;
use crate::gemm::micro::{Across, Ahead, Kernel};
use crate::gemm::product::{Product, row_of};
use crate::gemm::scratch::with_buffer;
use crate::{PANEL, Real};

/// Most lanes that are read where they lie: the sums of more would fill the cache.
const LANES: usize = 64;

/// Most lanes that are packed: more are better packed once for a whole panel.
const PACKED_LANES: usize = 32;

/// Bytes of a run.
const RUN: usize = 24 << 10;

impl<T: Real> Product<'_, T> {
    /// Whether [`Product::triangle`] is the way to this part of a Gram matrix.
    pub fn is_few_lanes(&self, cols: &Range<usize>) -> bool {
        let most = if self.b.is_in_rows() {
            PACKED_LANES
        } else {
            LANES
        };
        self.upper && cols.end <= most
    }

    /// C = the sum over some of the terms, at most a block of them, where A and B have the same
    /// lanes and only the upper triangle is wanted.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn triangle(&self, terms: Range<usize>, cols: &Range<usize>, c: Target<T>) {
        let nr = self.kernel.nr;
        let width = cols.end + nr;
        let most = (RUN / size_of::<T>() / width)
            .next_multiple_of(4)
            .min(PANEL);
        let sums = cols.len() + nr;
        with_buffer(most * width + cols.end * sums, |buffer| {
            let (packed, square) = buffer.split_at_mut(most * width);
            for start in terms.clone().step_by(PANEL) {
                let end = terms.end.min(start + PANEL);
                for first in (start..end).step_by(most) {
                    let k = most.min(end - first);
                    // A tile may read beyond its columns, so beyond the row.
                    let in_place = !self.b.is_in_rows() && cols.end >= nr && first + k < self.k;
                    let (lanes, stride) = if in_place {
                        (self.b.address(0, first), self.b.stride())
                    } else {
                        self.b
                            .pack(self.kernel, 0, cols.end, first, k, width, packed);
                        (packed.as_ptr(), width)
                    };
                    // SAFETY: k steps of the lanes, and room behind each; the square has the rows and
                    // room for whole tiles.
                    unsafe {
                        let square = Target {
                            start: square.as_mut_ptr(),
                            stride: sums,
                        };
                        tiles(self.kernel, k, lanes, stride, cols, square, first > start);
                    }
                }
                for i in 0..cols.end {
                    let from = i.max(cols.start) - cols.start;
                    // SAFETY: C has this row and these columns.
                    let row = unsafe { row_of(c, i, cols.len()) };
                    let to = row[from..].iter_mut();
                    for (x, &sum) in to.zip(&square[i * sums + from..]) {
                        *x = if start > terms.start { *x + sum } else { sum };
                    }
                }
            }
        });
    }
}

/// square = or (`resume`) goes on with the tiles of the triangle over one run.
///
/// # Safety
///
/// The machine has the kernel's set. `lanes` holds k steps of `cols.end` lanes, `stride` apart, and
/// a tile's width may be read from each; `square` has `cols.end` rows and room for a tile behind
/// the columns.
unsafe fn tiles<T: Real>(
    kernel: &'static Kernel<T>,
    k: usize,
    lanes: *const T,
    stride: usize,
    cols: &Range<usize>,
    square: Target<T>,
    resume: bool,
) {
    let Kernel { mr, nr, half, .. } = *kernel;
    let cut = Cut::new(cols.end, mr);
    for panel in 0..cut.count() {
        let rows = cut.rows(panel);
        let first = rows.start.max(cols.start);
        let left = (cols.end - first) % nr;
        let whole = (cols.end - first) / nr + usize::from(left > half);
        let middle = first + whole * nr;
        // SAFETY: the caller's promise.
        unsafe {
            let across = |column: usize, tiles: usize| {
                let to = square.at(rows.start, column - cols.start);
                Across {
                    b: lanes.add(column),
                    ldb: stride,
                    group: nr,
                    tiles,
                    c: to.start,
                    ldc: to.stride,
                    accumulate: false,
                    resume,
                    copy: to.start,
                }
            };
            let a = lanes.add(rows.start);
            let nothing = Ahead::nothing(a);
            let height = rows.len() - 1;
            if whole > 0 {
                kernel.tiles.lanes[height](k, a, stride, across(first, whole), nothing);
            }
            if middle < cols.end {
                kernel.narrow.lanes[height](k, a, stride, across(middle, 1), nothing);
            }
        }
    }
}
