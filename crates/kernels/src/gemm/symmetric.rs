//! A narrow Gram matrix: the lanes are packed once, and are rows and columns at the same time.
//!
//! From the outside: 3 panels; 2 micro-panels of rows, of a height that divides a group of columns,
//! so that they begin where groups do or in their midst; 1 the tiles from the diagonal on. What is
//! computed beyond the triangle is less than half a group for each row.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::layout::{Chunk, Errand, Left, Target};
use crate::gemm::micro::Kernel;
use crate::gemm::panels::Part;
use crate::gemm::product::Product;
use crate::gemm::scratch::with_buffer;
use crate::{PANEL, Real};

impl<T: Real> Product<'_, T> {
    /// C = the sum over some of the terms, at most a block of them, where A and B have the same
    /// lanes, only the upper triangle is wanted, and the columns begin at a group.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn symmetric(&self, terms: Range<usize>, cols: &Range<usize>, c: Target<T>) {
        let Kernel { mr, nr, .. } = *self.kernel;
        debug_assert!(cols.start.is_multiple_of(nr));
        let height = (1..=mr).rfind(|h| nr.is_multiple_of(*h)).unwrap_or(1);
        let cut = Cut::every(cols.end, height);
        let columns = cols.end.next_multiple_of(nr);
        with_buffer(columns * PANEL.min(terms.len()), |packed| {
            for start in terms.clone().step_by(PANEL) {
                let k = PANEL.min(terms.end - start);
                self.b
                    .pack_groups(self.kernel, 0, cols.end, start, k, nr, packed);
                let mut part = Part {
                    kernel: self.kernel,
                    cut,
                    k,
                    a: Left::groups(packed, nr, k),
                    b: Chunk::packed(&packed[cols.start * k..], nr, k),
                    c,
                    accumulate: start > terms.start,
                    copy: None,
                    errand: Errand::none(packed.as_ptr()),
                    first_row: self.first_row(0, cols.start),
                };
                // SAFETY: the lanes are packed; C is the caller's promise.
                unsafe { part.by_panels(0..cut.count(), cols.len()) };
            }
        });
    }
}
