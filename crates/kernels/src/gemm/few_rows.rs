//! Few rows: Wᵀ X and its like. A is small; B is read once, one group of columns after the other.
//!
//! From the outside: 4 panels, each with A packed; 3 groups of `nr` columns of B; 1 micro-panels of A.
//! A group that is used but once, or shallow, is read where it lies; else the first micro-panel reads
//! it there and packs it on the way, into the first-level cache, for the others. While a group is
//! multiplied, the lines of the next are on their way.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::layout::{Chunk, Errand, Left, Target};
use crate::gemm::micro::Ahead;
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
        let nr = self.kernel.nr;
        let cut = Cut::new(rows.len(), self.kernel.mr);
        let mr = cut.height();
        let depth = PANEL.min(terms.len());
        let whole_lies = !self.b.is_in_rows();
        let used_where_it_lies = whole_lies && (depth <= SHALLOW || cut.count() == 1);
        // Of a triangle, the first micro-panel does not see all that the others do.
        let packed_on_the_way = whole_lies && !used_where_it_lies && !self.upper;
        let a_in_place = self.a.is_in_rows() && !packed_on_the_way;
        let packed_a = if a_in_place {
            0
        } else {
            cut.count() * mr * depth
        };
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
                        let left_over = cols.end - j;
                        let groups = (left_over / nr).min(together);
                        let lies = groups > 0 && (used_where_it_lies || packed_on_the_way);
                        let width = if lies {
                            groups * nr
                        } else {
                            left_over.min(together * nr)
                        };
                        if !lies {
                            self.b.pack_groups(self.kernel, j, width, start, k, nr, b);
                        }
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
                                b: Chunk::packed(b, nr, k),
                                c: c.at(0, j - cols.start),
                                accumulate: start > terms.start,
                                copy: None,
                                errand,
                                first_row: self.first_row(rows.start, j),
                            };
                            let mut first = 0;
                            if lies {
                                let packed = part.b;
                                part.b = Chunk {
                                    start: self.b.address(j, start),
                                    group: nr,
                                    row: self.b.stride(),
                                };
                                if packed_on_the_way {
                                    part.copy = Some(b.as_mut_ptr());
                                    part.by_panels(0..1, width);
                                    (part.copy, part.b, first) = (None, packed, 1);
                                }
                            }
                            part.by_panels(first..cut.count(), width);
                        }
                        j += width;
                    }
                }
            },
        );
    }
}
