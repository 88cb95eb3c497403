//! Very few rows: Wᵀ X with a narrow W. B is read once, in streams along its rows.
//!
//! From the outside: 3 panels, each with A packed; 2 chunks of columns whose sums fit
//! [`SUMS`]; 1 steps of p, along the chunk. The sums stay in the first-level cache, not in registers,
//! so B is read in its own order, as fast as memory gives it.

use core::ops::Range;

use crate::gemm::layout::Target;
use crate::gemm::product::{Product, row_of};
use crate::gemm::scratch::with_buffer;
use crate::{PANEL, Real};

/// Most rows for which this is faster than tiles.
const ROWS: usize = 12;

/// Terms worth it: a sum is written to memory first, then to C.
const TERMS: usize = 48;

/// Bytes of sums.
const SUMS: usize = 16 << 10;

impl<T: Real> Product<'_, T> {
    /// How many of the columns are to be streamed.
    pub fn streamed(
        &self,
        terms: &Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
    ) -> usize {
        let fits = rows.len() <= ROWS && terms.len() >= TERMS;
        if self.upper || self.b.is_in_rows() || !fits {
            return 0;
        }
        cols.len() - cols.len() % self.kernel.nr
    }

    /// C = the sum over some of the terms, at most a block of them, for as many columns as
    /// [`Product::streamed`] says.
    ///
    /// # Safety
    ///
    /// As for [`Product::run`].
    pub unsafe fn stream(
        &self,
        terms: Range<usize>,
        rows: &Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
    ) {
        let nr = self.kernel.nr;
        let depth = PANEL.min(terms.len());
        let most = (SUMS / size_of::<T>() / rows.len() / nr).max(1) * nr;
        let width = cols.len().div_ceil(cols.len().div_ceil(most));
        let width = width.next_multiple_of(nr);
        let packed = (rows.len() * depth).next_multiple_of(64);
        with_buffer(packed + rows.len() * width, |buffer| {
            let (a, sums) = buffer.split_at_mut(packed);
            for start in terms.clone().step_by(PANEL) {
                let k = PANEL.min(terms.end - start);
                self.a
                    .pack(self.kernel, rows.start, rows.len(), start, k, rows.len(), a);
                for j in cols.clone().step_by(width) {
                    let width = width.min(cols.end - j);
                    let sums = &mut sums[..rows.len() * width];
                    sums.fill(T::ZERO);
                    // SAFETY: A is packed, B has these rows and columns, `width` is a multiple of
                    // `nr`; C is the caller's promise.
                    unsafe {
                        let b = self.b.address(j, start);
                        (self.kernel.stream)(
                            rows.len(),
                            width,
                            k,
                            a.as_ptr(),
                            b,
                            self.b.stride(),
                            sums.as_mut_ptr(),
                        );
                        for (i, sums) in sums.chunks_exact(width).enumerate() {
                            let to = row_of(c.at(0, j - cols.start), i, width);
                            if start == terms.start {
                                to.copy_from_slice(sums);
                            } else {
                                for (x, &sum) in to.iter_mut().zip(sums) {
                                    *x += sum;
                                }
                            }
                        }
                    }
                }
            }
        });
    }
}
