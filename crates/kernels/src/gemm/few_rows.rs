//! Few rows: Wᵀ X and its like. A is small; B is read once, one group of columns after the other.
//!
//! From the outside: 4 panels, each with A packed; 3 groups of `nr` columns of B, packed into the
//! first-level cache (or read where they lie, when they are used but once); 1 micro-panels of A.
//! While a group is multiplied, the lines of the next are on their way.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::layout::{Chunk, Errand, Left, Target};
use crate::gemm::micro::{Ahead, Kernel};
use crate::gemm::panels::Part;
use crate::gemm::product::Product;
use crate::gemm::scratch::with_buffer;
use crate::{PANEL, Real};

/// Steps of B that are used where they lie, even by several micro-panels of A.
const SHALLOW: usize = 24;

/// Up to so many steps, groups of columns are taken together: more would not fit the cache.
const NOT_DEEP: usize = 128;

/// Bytes of B that are taken together.
const TOGETHER: usize = 64 << 10;

impl<T: Real> Product<'_, T> {
    /// C = the sum over some of the terms, at most a block of them.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn few_rows(
        &self,
        terms: Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        let Kernel { mr, nr, .. } = *self.kernel;
        let cut = Cut::new(rows.len(), mr);
        let depth = PANEL.min(terms.len());
        let a_in_place = self.a.is_in_rows();
        let packed_a = if a_in_place {
            0
        } else {
            cut.count() * mr * depth
        };
        let b_in_place = !self.b.is_in_rows() && (depth <= SHALLOW || cut.count() == 1);
        let together = if depth <= NOT_DEEP {
            (TOGETHER / size_of::<T>() / (depth * nr)).max(1)
        } else {
            1
        };
        with_buffer(
            packed_a.next_multiple_of(64) + together * nr * depth,
            |buffer| {
                let (a, b) = buffer.split_at_mut(packed_a.next_multiple_of(64));
                for start in terms.clone().step_by(PANEL) {
                    let k = PANEL.min(terms.end - start);
                    let left = if a_in_place {
                        self.left(rows.start, start)
                    } else {
                        self.pack_rows(cut, rows.start, 0..cut.count(), start, k, a);
                        Left::packed(a, mr, k)
                    };
                    let mut j = cols.start;
                    while j < cols.end {
                        let mut width = nr.min(cols.end - j);
                        let b = if b_in_place && width == nr {
                            width = (together * nr).min(cols.len() / nr * nr + cols.start - j);
                            Chunk {
                                start: self.b.address(j, start),
                                group: nr,
                                row: self.b.stride(),
                            }
                        } else {
                            width = (together * nr).min(cols.end - j);
                            self.b.pack_groups(self.kernel, j, width, start, k, nr, b);
                            Chunk::packed(b, nr, k)
                        };
                        let next = j + width + nr;
                        let errand = if together > 1 || self.b.is_in_rows() || next > cols.end {
                            Errand::none(left.start)
                        } else {
                            let step = self.b.stride();
                            let at = self.b.address(next - 1, start);
                            Errand {
                                ahead: Ahead { at, step },
                                hop: k / 4 * step,
                                tiles: 4,
                            }
                        };
                        // SAFETY: these columns are C's; A and B are there for them.
                        unsafe {
                            let mut part = Part {
                                kernel: self.kernel,
                                cut,
                                k,
                                a: left,
                                b,
                                c: c.at(0, j - cols.start),
                                accumulate: start > terms.start,
                                errand,
                                first_row: self.first_row(rows.start, j),
                            };
                            part.by_panels(0..cut.count(), width);
                        }
                        j += width;
                    }
                }
            },
        );
    }
}
