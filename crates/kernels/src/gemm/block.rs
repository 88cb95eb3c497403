//! One block of panels: C[rows, cols] = Σ over at most 64 panels, in order.
//!
//! Two orders of the loops, from the outside. `wide`: 6 groups of rows, 5 groups of
//! panels, so that the packed A of a group fits [`PACKED_A`]; 4 chunks of columns
//! whose packed B fits [`PACKED_B`]; then the panels of the group. `narrow`, when
//! all columns of a panel of B fit [`NARROW_B`]: 5 panels, each with B packed whole;
//! A is packed block by block and used at once. In both, 3 blocks of micro-panels
//! of A, then the loops of `panels`.

use core::ops::Range;

use crate::gemm::micro::Kernel;
use crate::gemm::panels::{Chunk, Cut, Target, multiply};
use crate::gemm::product::{Product, row_of};
use crate::gemm::scratch::with_buffer;
use crate::{BLOCK, PANEL, Real};

/// Bytes of packed A in `wide`: it streams from the shared cache.
const PACKED_A: usize = 4 << 20;

/// Bytes of packed B in `wide`: with a block of A it fits the second-level cache.
const PACKED_B: usize = 128 << 10;

/// Bytes of packed B in `narrow`: likewise, beside a smaller block of A.
const NARROW_B: usize = 256 << 10;

/// Micro-panels in a block of A: about 100 rows, 200 KiB.
const WIDE_BLOCK: usize = 16;

/// The same in `narrow`.
const NARROW_BLOCK: usize = 8;

/// Most rows of a group: B is packed once for each group.
const GROUP_ROWS: usize = 2048;

impl<T: Real> Product<'_, T> {
    /// C = the sum over one block of panels; `c` is the first of these elements.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn block(
        &self,
        block: usize,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        let first = block * PANEL * BLOCK;
        let end = self.k.min(first + PANEL * BLOCK);
        // SAFETY: the caller's promise, handed on.
        unsafe {
            if first == end {
                for i in 0..rows.len() {
                    row_of(c, i, cols.len()).fill(T::ZERO);
                }
            } else if PANEL * cols.len() * size_of::<T>() <= NARROW_B {
                self.narrow(first..end, rows, cols, c);
            } else {
                self.wide(first..end, rows, cols, c);
            }
        }
    }

    /// Few columns: B is packed once, A is used as it is packed.
    unsafe fn narrow(
        &self,
        terms: Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        let Kernel { mr, nr, .. } = *self.kernel;
        let cut = Cut::new(rows.len(), mr);
        let columns = cols.len().next_multiple_of(nr);
        let depth = PANEL.min(terms.len());
        with_buffer((columns + NARROW_BLOCK * mr) * depth, |buffer| {
            let (b, a) = buffer.split_at_mut(columns * depth);
            // Loop 5: panels.
            for start in terms.clone().step_by(PANEL) {
                let k = PANEL.min(terms.end - start);
                self.b
                    .pack_groups(self.kernel, cols.start, cols.len(), start, k, nr, b);
                let chunk = Chunk {
                    data: b,
                    group: nr * k,
                    row: nr,
                };
                // Loop 3: blocks of A.
                for first in (0..cut.count()).step_by(NARROW_BLOCK) {
                    let panels = first..cut.count().min(first + NARROW_BLOCK);
                    self.pack_rows(cut, rows.start, panels.clone(), start, k, a);
                    let skip = |i, j| self.upper && rows.start + i > cols.start + j;
                    // SAFETY: both are packed for these rows and columns; C is the caller's promise.
                    unsafe {
                        let add = start > terms.start;
                        multiply(
                            self.kernel,
                            cut,
                            panels,
                            cols.len(),
                            k,
                            a,
                            chunk,
                            c,
                            add,
                            skip,
                        );
                    }
                }
            }
        });
    }

    /// Many columns: A is packed once, B chunk by chunk.
    unsafe fn wide(
        &self,
        terms: Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        // Loop 6: groups of rows, of nearly equal height.
        let height = rows.len().div_ceil(rows.len().div_ceil(GROUP_ROWS));
        for i in rows.clone().step_by(height) {
            let group = i..rows.end.min(i + height);
            let cut = Cut::new(group.len(), self.kernel.mr);
            let depth = (PACKED_A / size_of::<T>() / (cut.count() * self.kernel.mr)).max(PANEL);
            let depth = depth - depth % PANEL;
            // Loop 5: groups of panels.
            for start in terms.clone().step_by(depth) {
                let part = start..terms.end.min(start + depth);
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    let c = c.at(i - rows.start, 0);
                    self.chunks(cut, i, part, cols, c, start > terms.start);
                }
            }
        }
    }

    /// C = or += the sum over a group of panels, for the rows of `cut` from row `top` on.
    unsafe fn chunks(
        &self,
        cut: Cut,
        top: usize,
        terms: Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
        accumulate: bool,
    ) {
        let Kernel { mr, nr, .. } = *self.kernel;
        let columns = columns_of_chunk::<T>(cols.len(), nr);
        let stride = cut.count() * mr;
        let packed_a = (stride * terms.len()).next_multiple_of(64);
        with_buffer(packed_a + columns * PANEL.min(terms.len()), |buffer| {
            let (a, b) = buffer.split_at_mut(packed_a);
            for start in terms.clone().step_by(PANEL) {
                let k = PANEL.min(terms.end - start);
                let a = &mut a[stride * (start - terms.start)..];
                self.pack_rows(cut, top, 0..cut.count(), start, k, a);
            }
            // Loop 4: chunks of columns.
            for j in cols.clone().step_by(columns) {
                let width = columns.min(cols.end - j);
                if self.upper && top > j + width - 1 {
                    continue;
                }
                for start in terms.clone().step_by(PANEL) {
                    let k = PANEL.min(terms.end - start);
                    self.b.pack_groups(self.kernel, j, width, start, k, nr, b);
                    let chunk = Chunk {
                        data: b,
                        group: nr * k,
                        row: nr,
                    };
                    let a = &a[stride * (start - terms.start)..];
                    let add = accumulate || start > terms.start;
                    let skip = |row, column| self.upper && top + row > j + column;
                    // Loop 3: blocks of A.
                    for first in (0..cut.count()).step_by(WIDE_BLOCK) {
                        let panels = first..cut.count().min(first + WIDE_BLOCK);
                        let a = &a[first * mr * k..];
                        // SAFETY: both are packed for these rows and columns; C is the caller's promise.
                        unsafe {
                            let c = c.at(0, j - cols.start);
                            multiply(self.kernel, cut, panels, width, k, a, chunk, c, add, skip);
                        }
                    }
                }
            }
        });
    }

    /// Packs some micro-panels of the rows from `top` on, for the terms `start..start + k`.
    fn pack_rows(
        &self,
        cut: Cut,
        top: usize,
        panels: Range<usize>,
        start: usize,
        k: usize,
        to: &mut [T],
    ) {
        let mr = self.kernel.mr;
        for (panel, to) in panels.zip(to.chunks_exact_mut(mr * k)) {
            let rows = cut.rows(panel);
            self.a
                .pack(self.kernel, top + rows.start, rows.len(), start, k, mr, to);
        }
    }
}

/// Columns of a chunk: chunks of nearly equal width, each a multiple of `nr`.
fn columns_of_chunk<T>(cols: usize, nr: usize) -> usize {
    let most = (PACKED_B / size_of::<T>() / PANEL).max(nr);
    cols.div_ceil(cols.div_ceil(most).max(1))
        .next_multiple_of(nr)
}
