//! Few columns: X Hᵀ and its like. All of B is packed, some panels at a time; A is read where it lies.
//!
//! From the outside: 5 chunks of columns and groups of panels whose packed B fits [`PACKED_B`]; 3
//! micro-panels of A (packed only where neither its rows nor its steps are near each other);
//! 2 the panels of the group, along which the rows of A are long; 1 the tiles across.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::layout::{Chunk, Errand, Layout, Left, Target};
use crate::gemm::micro::{Ahead, Kernel};
use crate::gemm::panels::Part;
use crate::gemm::product::Product;
use crate::gemm::scratch::with_buffer;
use crate::{PANEL, Real};

/// Bytes of packed B: it fits the second-level cache.
const PACKED_B: usize = 256 << 10;

/// Micro-panels of A that are packed together, so that whole cache lines are read.
const TOGETHER: usize = 8;

/// The terms of a panel from which on the rows of A are asked for early.
const SHALLOW: usize = 64;

/// A whose steps are further apart is packed.
const NEAR: usize = 256;

impl<T: Real> Product<'_, T> {
    /// C = the sum over some of the terms, at most a block of them.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn few_columns(
        &self,
        terms: Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        let most = (PACKED_B / size_of::<T>() / PANEL).next_multiple_of(self.kernel.nr);
        let width = cols.len().div_ceil(cols.len().div_ceil(most));
        let width = width.next_multiple_of(self.kernel.nr);
        for j in cols.clone().step_by(width) {
            let chunk = j..cols.end.min(j + width);
            // SAFETY: the caller's promise, handed on.
            unsafe { self.chunk_of_columns(&terms, rows, &chunk, c.at(0, j - cols.start)) };
        }
    }

    /// The same for columns of which a panel fits.
    unsafe fn chunk_of_columns(
        &self,
        terms: &Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        let nr = self.kernel.nr;
        let cut = Cut::new(rows.len(), self.kernel.mr);
        let mr = cut.height();
        let in_place = self.a.is_in_rows() || self.a.stride() <= NEAR;
        let (body, last) = if in_place {
            self.last_tiles(cols.len())
        } else {
            (cols.len(), None)
        };
        let columns = body.next_multiple_of(nr) + last.map_or(0, |broad| broad.nr);
        let depth = (PACKED_B / size_of::<T>() / columns / PANEL).max(1) * PANEL;
        let depth = depth.min(terms.len());
        let packed_a = if in_place {
            0
        } else {
            TOGETHER * mr * PANEL.min(terms.len())
        };
        with_buffer(columns * depth + packed_a, |buffer| {
            let (b, a) = buffer.split_at_mut(columns * depth);
            for group in terms.clone().step_by(depth) {
                let group = group..terms.end.min(group + depth);
                for start in group.clone().step_by(PANEL) {
                    let k = PANEL.min(group.end - start);
                    let b = &mut b[columns * (start - group.start)..];
                    self.b
                        .pack_groups(self.kernel, cols.start, body, start, k, nr, b);
                    if let Some(broad) = last {
                        let (first, lanes) = (cols.start + body, cols.len() - body);
                        let b = &mut b[body * k..];
                        self.b
                            .pack_groups(self.kernel, first, lanes, start, k, broad.nr, b);
                    }
                }
                let part = |start: usize| {
                    let k = PANEL.min(group.end - start);
                    Part {
                        kernel: self.kernel,
                        cut,
                        k,
                        a: self.left(rows.start, start),
                        b: Chunk::packed(&b[columns * (start - group.start)..], nr, k),
                        c,
                        accumulate: start > terms.start,
                        copy: None,
                        errand: Errand::none(c.start),
                        first_row: self.first_row(rows.start, cols.start),
                    }
                };
                if in_place {
                    // Tiles of two heights share the rows: the lower ones follow in steps of their own.
                    let low = Cut::new(rows.len(), last.map_or(self.kernel.mr, |broad| broad.mr));
                    let mut done = 0;
                    for panel in 0..cut.count() {
                        let behind = (done..low.count())
                            .take_while(|&lower| low.rows(lower).end <= cut.rows(panel).end)
                            .count();
                        for start in group.clone().step_by(PANEL) {
                            let mut part = part(start);
                            if self.a.is_in_rows() && part.k > SHALLOW {
                                let next = rows.start + cut.rows(panel).end;
                                part.errand = Errand {
                                    ahead: Ahead {
                                        at: self.a.address(next, start),
                                        step: 4,
                                    },
                                    hop: 3 * self.a.stride(),
                                    tiles: 2,
                                };
                            }
                            // SAFETY: A has these rows, B is packed, C is the caller's promise.
                            unsafe {
                                part.by_panels(panel..panel + 1, body);
                                if let Some(broad) = last {
                                    part.beyond(body, broad, low)
                                        .by_panels(done..done + behind, cols.len() - body);
                                }
                            }
                        }
                        done += behind;
                    }
                    continue;
                }
                for first in (0..cut.count()).step_by(TOGETHER) {
                    let panels = first..cut.count().min(first + TOGETHER);
                    for start in group.clone().step_by(PANEL) {
                        let mut part = part(start);
                        self.pack_rows(cut, rows.start, panels.clone(), start, part.k, a);
                        part.a = Left::packed(a, mr, part.k);
                        // SAFETY: both are packed, C is the caller's promise.
                        unsafe { part.by_groups(panels.clone(), cols.len()) };
                    }
                }
            }
        });
    }

    /// How many columns go in groups, and the kernel of the last ones where less than half a
    /// group would be left: those and the group before it are tiles of that kernel.
    fn last_tiles(&self, columns: usize) -> (usize, Option<&'static Kernel<T>>) {
        let Kernel {
            nr, half, broad, ..
        } = *self.kernel;
        let left = columns % nr;
        if broad.is_none() || left == 0 || left > half || columns < nr || self.upper {
            return (columns, None);
        }
        (columns - nr - left, broad)
    }

    /// The rows of A from row `row` on, where they lie, from term `start` on.
    pub fn left(&self, row: usize, start: usize) -> Left<T> {
        Left {
            start: self.a.address(row, start),
            stride: self.a.stride(),
            in_rows: self.a.is_in_rows(),
            layout: Layout::InPlace,
        }
    }
}
