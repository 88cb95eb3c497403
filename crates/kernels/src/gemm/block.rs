//! One block of panels: C[rows, cols] = Σ over at most 64 panels, in order.
//!
//! Three orders of the loops, by what is small: `few_columns` and `few_rows` read the large operand
//! once and where it lies, `wide` packs both.

use core::ops::Range;

use crate::Real;
use crate::gemm::cut::Cut;
use crate::gemm::layout::Target;
use crate::gemm::panels::EVERYTHING;
use crate::gemm::product::{Product, row_of};
use crate::reduce::BLOCK_TERMS;

/// Columns (rows) that are few.
const FEW: usize = 256;

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
        let first = block * BLOCK_TERMS;
        let terms = first..self.k.min(first + BLOCK_TERMS);
        let streamed = self.streamed(&terms, rows, cols);
        // SAFETY: the caller's promise, handed on.
        unsafe {
            if terms.is_empty() {
                for i in 0..rows.len() {
                    row_of(c, i, cols.len()).fill(T::ZERO);
                }
            } else if self.is_few_lanes(cols) {
                self.triangle(terms, cols, c);
            } else if self.is_narrow_triangle(cols) {
                self.symmetric(terms, cols, c);
            } else if streamed > 0 {
                let middle = cols.start + streamed;
                self.stream(terms.clone(), rows, &(cols.start..middle), c);
                if middle < cols.end {
                    self.few_columns(terms, rows, &(middle..cols.end), c.at(0, streamed));
                }
            } else if cols.len() <= FEW {
                self.few_columns(terms, rows, cols, c);
            } else if rows.len() <= FEW {
                self.few_rows(terms, rows, cols, c);
            } else {
                self.wide(terms, rows, cols, c);
            }
        }
    }

    /// Whether [`Product::symmetric`] is the way to this part of a Gram matrix. Lanes that lie in rows
    /// are no dearer to read where they are, once there are some of them.
    fn is_narrow_triangle(&self, cols: &Range<usize>) -> bool {
        let most = if self.b.is_in_rows() { FEW / 4 } else { FEW };
        self.upper && cols.end <= most && cols.start.is_multiple_of(self.kernel.nr)
    }

    /// [`crate::gemm::panels::Part::first_row`] for a part whose corner is (i, j) of C.
    pub fn first_row(&self, i: usize, j: usize) -> isize {
        if self.upper {
            i as isize - j as isize
        } else {
            EVERYTHING
        }
    }

    /// Packs some micro-panels of the rows from `top` on, for the terms `start..start + k`.
    pub fn pack_rows(
        &self,
        cut: Cut,
        top: usize,
        panels: Range<usize>,
        start: usize,
        k: usize,
        to: &mut [T],
    ) {
        let mr = cut.height();
        for (panel, to) in panels.zip(to.chunks_exact_mut(mr * k)) {
            let rows = cut.rows(panel);
            self.a
                .pack(self.kernel, top + rows.start, rows.len(), start, k, mr, to);
        }
    }
}
