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

/// How a whole group of columns of B comes to the tiles.
#[derive(Clone, Copy, PartialEq)]
enum Groups {
    /// Packed before: its lanes are in rows.
    Packed,
    /// Used where it lies.
    InPlace,
    /// Read where it lies and packed by the first micro-panel of A, for the others.
    PackedOnTheWay,
}

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
        let depth = PANEL.min(terms.len());
        let groups = self.groups(depth, cut);
        // The kernels that pack B know packed A only.
        let a_in_place = self.a.is_in_rows() && groups != Groups::PackedOnTheWay;
        let packed_a = if a_in_place {
            0
        } else {
            (cut.count() * cut.height() * depth).next_multiple_of(64)
        };
        let together = if depth <= NOT_DEEP {
            (TOGETHER / size_of::<T>() / (depth * nr)).max(1)
        } else {
            1
        };
        with_buffer(packed_a + together * nr * depth, |buffer| {
            let (a, b) = buffer.split_at_mut(packed_a);
            for start in terms.clone().step_by(PANEL) {
                let k = PANEL.min(terms.end - start);
                let left = if a_in_place {
                    self.left(rows.start, start)
                } else {
                    self.pack_rows(cut, rows.start, 0..cut.count(), start, k, a);
                    Left::packed(a, cut.height(), k)
                };
                let mut j = cols.start;
                while j < cols.end {
                    let left_over = cols.end - j;
                    let whole = (left_over / nr).min(together) * nr;
                    // What is less than a group is packed, and filled up.
                    let (width, groups) = if whole > 0 && groups != Groups::Packed {
                        (whole, groups)
                    } else {
                        (left_over.min(together * nr), Groups::Packed)
                    };
                    let part = Part {
                        kernel: self.kernel,
                        cut,
                        k,
                        a: left,
                        b: Chunk::packed(b, nr, k),
                        // SAFETY: these columns are C's.
                        c: unsafe { c.at(0, j - cols.start) },
                        accumulate: start > terms.start,
                        copy: None,
                        errand: if together > 1 {
                            Errand::none(left.start)
                        } else {
                            self.next_group(j + width, cols, start, k)
                        },
                        first_row: self.first_row(rows.start, j),
                    };
                    // SAFETY: these columns are C's and B's; A is there, and room to pack B.
                    unsafe { self.columns(part, groups, j..j + width, start, b) };
                    j += width;
                }
            }
        });
    }

    fn groups(&self, depth: usize, cut: Cut) -> Groups {
        if self.b.is_in_rows() {
            Groups::Packed
        } else if depth <= SHALLOW || cut.count() == 1 {
            Groups::InPlace
        } else if self.upper {
            // Of a triangle the first micro-panel does not see all that the others do.
            Groups::Packed
        } else {
            Groups::PackedOnTheWay
        }
    }

    /// The lines of the group from column `first` on, which four tiles ask for.
    fn next_group(&self, first: usize, cols: &Range<usize>, start: usize, k: usize) -> Errand<T> {
        let next = first + self.kernel.nr;
        let at = self.b.address(next - 1, start);
        if self.b.is_in_rows() || next > cols.end {
            return Errand::none(at);
        }
        let step = self.b.stride();
        Errand {
            ahead: Ahead { at, step },
            hop: k / 4 * step,
            tiles: 4,
        }
    }

    /// The tiles of some columns; `part` has the packed B in `b`, which is packed here.
    ///
    /// # Safety
    ///
    /// As for [`Part::by_panels`]; unless `groups` is `Packed`, the columns are whole groups.
    unsafe fn columns(
        &self,
        mut part: Part<T>,
        groups: Groups,
        columns: Range<usize>,
        start: usize,
        b: &mut [T],
    ) {
        let (nr, all) = (self.kernel.nr, 0..part.cut.count());
        let in_place = Chunk {
            start: self.b.address(columns.start, start),
            group: nr,
            row: self.b.stride(),
        };
        let packed = part.b;
        // SAFETY: the caller's promise; B is packed before it is read as packed.
        unsafe {
            match groups {
                Groups::Packed => {
                    self.b.pack_groups(
                        self.kernel,
                        columns.start,
                        columns.len(),
                        start,
                        part.k,
                        nr,
                        b,
                    );
                    part.by_panels(all, columns.len());
                }
                Groups::InPlace => {
                    part.b = in_place;
                    part.by_panels(all, columns.len());
                }
                Groups::PackedOnTheWay => {
                    assert!(b.len() >= columns.len() * part.k);
                    part.b = in_place;
                    part.copy = Some(b.as_mut_ptr());
                    part.by_panels(0..1, columns.len());
                    part.b = packed;
                    part.copy = None;
                    part.by_panels(1..all.end, columns.len());
                }
            }
        }
    }
}
