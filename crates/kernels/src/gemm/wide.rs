//! Many rows and many columns: A is packed once, B chunk by chunk, and both are used often.
//!
//! From the outside: 6 groups of rows, 5 groups of panels, so that the packed A of a group fits
//! [`PACKED_A`]; 4 chunks of columns whose packed B fits [`PACKED_B`]; then the panels of the
//! group; 3 blocks of micro-panels of A; then the loops of `panels`.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::layout::{Chunk, Errand, Left, Target};
use crate::gemm::panels::Part;
use crate::gemm::product::Product;
use crate::gemm::scratch::with_buffer;
use crate::{PANEL, Real};

/// Bytes of packed A: it streams from the shared cache.
const PACKED_A: usize = 4 << 20;

/// Bytes of packed B: with a block of A it fits the second-level cache.
const PACKED_B: usize = 128 << 10;

/// Micro-panels in a block of A: about 100 rows, 200 KiB.
const BLOCK_OF_A: usize = 16;

/// Most rows of a group: B is packed once for each group.
const GROUP_ROWS: usize = 2048;

impl<T: Real> Product<'_, T> {
    /// C = the sum over some of the terms, at most a block of them.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn wide(
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
            let depth = (PACKED_A / size_of::<T>() / (cut.count() * cut.height())).max(PANEL);
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
        let (mr, nr) = (cut.height(), self.kernel.nr);
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
                    let mut part = Part {
                        kernel: self.kernel,
                        cut,
                        k,
                        a: Left::packed(a, mr, k),
                        b: Chunk::packed(b, nr, k),
                        // SAFETY: these columns are C's.
                        c: unsafe { c.at(0, j - cols.start) },
                        accumulate: accumulate || start > terms.start,
                        copy: None,
                        errand: Errand::none(a.as_ptr()),
                        first_row: self.first_row(top, j),
                    };
                    let a = &a[stride * (start - terms.start)..];
                    // Loop 3: blocks of A.
                    for first in (0..cut.count()).step_by(BLOCK_OF_A) {
                        let panels = first..cut.count().min(first + BLOCK_OF_A);
                        part.a = Left::packed(&a[first * mr * k..], mr, k);
                        // SAFETY: both are packed for these rows and columns; C is the caller's promise.
                        unsafe { part.by_groups(panels, width) };
                    }
                }
            }
        });
    }
}

/// Columns of a chunk: chunks of nearly equal width, each a multiple of `nr`.
fn columns_of_chunk<T>(cols: usize, nr: usize) -> usize {
    let most = (PACKED_B / size_of::<T>() / PANEL).max(nr);
    cols.div_ceil(cols.div_ceil(most).max(1))
        .next_multiple_of(nr)
}
