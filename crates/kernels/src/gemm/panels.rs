//! The macro-kernel: some micro-panels of A times a chunk of B, one panel deep.
//!
//! C[rows, cols] = or += Σ_p A[rows, p] B[p, cols], p in one panel. Micro-panels that are packed
//! have the stride of the highest.

use core::mem::MaybeUninit;
use core::ops::Range;

use crate::Real;
use crate::gemm::cut::Cut;
use crate::gemm::layout::{Chunk, Errand, Left, Target};
use crate::gemm::micro::{Across, Kernel, LARGEST_TILE};

/// [`Part::first_row`] where all tiles are wanted.
pub const EVERYTHING: isize = isize::MIN / 2;

/// The tile products of a part of C, one panel of the inner dimension deep.
pub struct Part<T: 'static> {
    pub kernel: &'static Kernel<T>,
    pub cut: Cut,
    pub k: usize,
    pub a: Left<T>,
    pub b: Chunk<T>,
    pub c: Target<T>,
    /// The tiles are added to C, not written.
    pub accumulate: bool,
    /// Where whole groups of B are packed on the way, if they are not yet.
    pub copy: Option<*mut T>,
    /// Lines to be asked for on the way.
    pub errand: Errand<T>,
    /// A tile is not wanted when its first row, counted from here, is after its last column.
    pub first_row: isize,
}

impl<T: Real> Part<T> {
    /// The part behind the first `columns` columns (whole groups), in tiles of another kernel.
    ///
    /// # Safety
    ///
    /// C and the packed groups of B reach that far.
    pub unsafe fn beyond(&self, columns: usize, kernel: &'static Kernel<T>, cut: Cut) -> Self {
        let groups = columns / self.kernel.nr;
        let b = self.b.start.wrapping_add(groups * self.b.group);
        Self {
            kernel,
            cut,
            b: Chunk::packed_at(b, kernel.nr, self.k),
            // SAFETY: the caller's promise.
            c: unsafe { self.c.at(0, columns) },
            ..*self
        }
    }

    /// The tiles of some micro-panels and all of `cols` columns; one group of columns after the
    /// other, which so stays in the first-level cache.
    ///
    /// # Safety
    ///
    /// The machine has the kernel's instruction set, C covers `cut` x `cols`, `a` begins with
    /// the first of these micro-panels (when packed), `b` holds the groups of columns.
    pub unsafe fn by_groups(&mut self, panels: Range<usize>, cols: usize) {
        let nr = self.kernel.nr;
        for (group, first) in (0..cols).step_by(nr).enumerate() {
            let width = nr.min(cols - first);
            for panel in panels.clone() {
                let rows = self.cut.rows(panel);
                if self.first_row + rows.start as isize >= (first + width) as isize {
                    continue;
                }
                let a = self.a.at(panel - panels.start, rows.start);
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    if width == nr {
                        self.whole(a, rows, group, 1);
                    } else {
                        self.part_of_group(a, rows, group, 0..width);
                    }
                }
            }
        }
    }

    /// The same for one micro-panel after the other, which so stays in the first-level cache.
    ///
    /// # Safety
    ///
    /// As for [`Part::by_groups`], but `a` begins with the first micro-panel of all.
    pub unsafe fn by_panels(&mut self, panels: Range<usize>, cols: usize) {
        let nr = self.kernel.nr;
        let whole = cols / nr;
        for panel in panels.clone() {
            let rows = self.cut.rows(panel);
            let a = self.a.at(panel, rows.start);
            let first = usize::try_from(self.first_row + rows.start as isize).unwrap_or(0);
            let mut group = first / nr;
            // SAFETY: the caller's promise, handed on.
            unsafe {
                if group < whole && first % nr >= nr - self.kernel.half {
                    // Only the second half of this group is wanted.
                    self.part_of_group(a, rows.clone(), group, nr - self.kernel.half..nr);
                    group += 1;
                }
                while group < whole {
                    // A tile with an errand of its own, or all that are left.
                    let count = if self.errand.tiles > 0 {
                        1
                    } else {
                        whole - group
                    };
                    self.whole(a, rows.clone(), group, count);
                    group += count;
                }
                if cols > whole * nr && first < cols {
                    self.part_of_group(a, rows, whole, 0..cols - whole * nr);
                }
            }
        }
    }

    /// `count` tiles side by side, the first at column group `group`.
    #[inline(always)]
    unsafe fn whole(&mut self, a: *const T, rows: Range<usize>, group: usize, count: usize) {
        let tiles = &self.kernel.tiles;
        let tiles = if self.copy.is_some() {
            tiles.copying
        } else if self.a.in_rows {
            tiles.rows
        } else {
            tiles.lanes
        };
        // SAFETY: the tiles lie in C; A and B cover them, as the caller promises. There is a
        // function for each height from one to `mr`, and no panel is empty: products without rows
        // end before they are cut.
        unsafe {
            let to = self.c.at(rows.start, group * self.kernel.nr);
            let across = Across {
                b: self.b.start.wrapping_add(group * self.b.group),
                ldb: self.b.row,
                group: self.b.group,
                tiles: count,
                c: to.start,
                ldc: to.stride,
                accumulate: self.accumulate,
                resume: false,
                copy: self
                    .copy
                    .unwrap_or(to.start)
                    .wrapping_add(group * self.kernel.nr * self.k),
            };
            let ahead = self.errand.next();
            tiles.get_unchecked(rows.len() - 1)(self.k, a, self.a.stride, across, ahead);
        }
    }

    /// A tile of which only these columns are wanted.
    ///
    /// # Safety
    ///
    /// As for [`Part::by_groups`].
    #[inline(never)]
    unsafe fn part_of_group(
        &mut self,
        a: *const T,
        rows: Range<usize>,
        group: usize,
        columns: Range<usize>,
    ) {
        let (nr, half, width) = (self.kernel.nr, self.kernel.half, columns.len());
        let tiles = if width <= half {
            &self.kernel.narrow
        } else {
            &self.kernel.tiles
        };
        let tiles = if self.a.in_rows {
            tiles.rows
        } else {
            tiles.lanes
        };
        // SAFETY: the tile lies in C, or in a buffer when some of its columns are not C's; the rest
        // is as for `whole`; i < rows, j < width.
        unsafe {
            let to = self.c.at(rows.start, group * nr + columns.start);
            let tile = *tiles.get_unchecked(rows.len() - 1);
            let ahead = self.errand.next();
            let mut across = Across {
                b: self
                    .b
                    .start
                    .wrapping_add(group * self.b.group + columns.start),
                ldb: self.b.row,
                group: 0,
                tiles: 1,
                c: to.start,
                ldc: to.stride,
                accumulate: self.accumulate,
                resume: false,
                copy: to.start,
            };
            if width == half {
                tile(self.k, a, self.a.stride, across, ahead);
            } else {
                let mut edge = MaybeUninit::<[T; LARGEST_TILE]>::uninit();
                let edge = edge.as_mut_ptr().cast::<T>();
                (across.c, across.ldc, across.accumulate) = (edge, nr, false);
                tile(self.k, a, self.a.stride, across, ahead);
                for i in 0..rows.len() {
                    let (from, to) = (edge.add(i * nr), to.start.add(i * to.stride));
                    // The lengths are known to be short: no call of a copying function.
                    for j in 0..width {
                        let sum = *from.add(j);
                        *to.add(j) = if self.accumulate {
                            *to.add(j) + sum
                        } else {
                            sum
                        };
                    }
                }
            }
        }
    }
}

/// C (`cut` x `width`) = or += packed rows of A times a tile (k x `width`, row-major).
///
/// # Safety
///
/// The machine has the kernel's instruction set, `a` holds these rows, packed to the depth `k`, C
/// covers `cut` x `width`, and `width` is a multiple of `nr`.
pub unsafe fn packed_times<T: Real>(
    kernel: &'static Kernel<T>,
    cut: Cut,
    k: usize,
    a: &[T],
    tile: &[T],
    width: usize,
    c: &mut [T],
    accumulate: bool,
) {
    debug_assert!(tile.len() >= k * width && width.is_multiple_of(kernel.nr));
    let mut part = Part {
        kernel,
        cut,
        k,
        a: Left::packed(a, kernel.mr, k),
        b: Chunk {
            start: tile.as_ptr(),
            group: kernel.nr,
            row: width,
        },
        c: Target {
            start: c.as_mut_ptr(),
            stride: width,
        },
        accumulate,
        copy: None,
        errand: Errand::none(a.as_ptr()),
        first_row: EVERYTHING,
    };
    // SAFETY: the caller's promise; every tile lies whole in the k x width of `tile`.
    unsafe { part.by_panels(0..cut.count(), width) };
}
