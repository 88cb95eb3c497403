//! A rectangle of C = α op(A) op(B) + β C on one thread.
//!
//! S = Σ over blocks, by the tree; block = Σ over its panels, in order; then
//! C = α S, or α S + β C. Loops, from the outside: 6 groups of rows whose packed
//! A fits [`PACKED_A`]; 5 groups of panels, for the same reason; 4 chunks of
//! columns whose packed B fits [`PACKED_B`]; then the loops of `panels`.

use core::ops::Range;

use crate::gemm::micro::Kernel;
use crate::gemm::operand::Operand;
use crate::gemm::panels::{Chunk, Cut, Target, multiply};
use crate::gemm::scratch::with_buffer;
use crate::{BLOCK, PANEL, Real};

/// Bytes of packed A at one time: it streams from the shared cache.
const PACKED_A: usize = 4 << 20;

/// Bytes of packed B at one time: with a block of A it fits the second-level cache.
const PACKED_B: usize = 128 << 10;

/// Most rows of a group: B is packed once for each group.
const GROUP_ROWS: usize = 2048;

/// Outputs that are summed aside, when they cannot be summed in place.
const ASIDE_ROWS: usize = 240;
const ASIDE_COLUMNS: usize = 1024;

/// What to compute: `k` deep, of rows and columns of C that the loops choose.
#[derive(Clone, Copy)]
pub struct Product<'a, T: 'static> {
    pub kernel: &'static Kernel<T>,
    pub a: Operand<'a, T>,
    pub b: Operand<'a, T>,
    pub k: usize,
    /// Only tiles that meet the upper triangle.
    pub upper: bool,
}

impl<T: Real> Product<'_, T> {
    /// C[rows, cols] = α S + β C; `c` is the first of these elements of C.
    ///
    /// # Safety
    ///
    /// The machine has the kernel's set, the operands have these lanes, `k` deep,
    /// and no one else uses these elements of C.
    pub unsafe fn run(
        &self,
        rows: Range<usize>,
        cols: Range<usize>,
        alpha: T,
        beta: T,
        c: Target<T>,
    ) {
        if rows.is_empty() || cols.is_empty() {
            return;
        }
        // SAFETY: the caller's promise, handed on; groups lie within rows and cols.
        unsafe {
            if beta == T::ZERO && self.k <= PANEL * BLOCK {
                self.block(0, &rows, &cols, c);
                if alpha != T::ONE {
                    for i in 0..rows.len() {
                        for x in row_of(c, i, cols.len()) {
                            *x = alpha * *x;
                        }
                    }
                }
                return;
            }
            for i in rows.clone().step_by(ASIDE_ROWS) {
                let group = i..rows.end.min(i + ASIDE_ROWS);
                for j in cols.clone().step_by(ASIDE_COLUMNS) {
                    let columns = j..cols.end.min(j + ASIDE_COLUMNS);
                    let c = c.at(i - rows.start, j - cols.start);
                    self.aside(&group, &columns, alpha, beta, c);
                }
            }
        }
    }

    /// The same with S in a buffer of its own.
    unsafe fn aside(
        &self,
        rows: &Range<usize>,
        cols: &Range<usize>,
        alpha: T,
        beta: T,
        c: Target<T>,
    ) {
        let width = cols.len();
        let mut sums = vec![T::ZERO; rows.len() * width];
        // SAFETY: the caller's promise, handed on.
        unsafe {
            self.tree(
                0,
                self.k.div_ceil(PANEL * BLOCK).max(1),
                rows,
                cols,
                &mut sums,
            )
        };
        for (i, sums) in sums.chunks_exact(width).enumerate() {
            // SAFETY: C has these rows and columns.
            for (x, &s) in unsafe { row_of(c, i, width) }.iter_mut().zip(sums) {
                *x = if beta == T::ZERO {
                    alpha * s
                } else {
                    alpha * s + beta * *x
                };
            }
        }
    }

    /// sums = the tree over the blocks lo..hi: the left part takes the largest power of two.
    unsafe fn tree(
        &self,
        lo: usize,
        hi: usize,
        rows: &Range<usize>,
        cols: &Range<usize>,
        sums: &mut [T],
    ) {
        // SAFETY: the caller's promise, handed on; `sums` and `right` are rows x cols.
        unsafe {
            if hi - lo == 1 {
                let to = Target {
                    start: sums.as_mut_ptr(),
                    stride: cols.len(),
                };
                return self.block(lo, rows, cols, to);
            }
            let mid = lo + (hi - lo).next_power_of_two() / 2;
            let mut right = vec![T::ZERO; sums.len()];
            self.tree(lo, mid, rows, cols, sums);
            self.tree(mid, hi, rows, cols, &mut right);
            for (left, right) in sums.iter_mut().zip(right) {
                *left += right;
            }
        }
    }

    /// C = the sum over one block of panels; `c` is the first of these elements.
    unsafe fn block(&self, block: usize, rows: &Range<usize>, cols: &Range<usize>, c: Target<T>) {
        let first = block * PANEL * BLOCK;
        let end = self.k.min(first + PANEL * BLOCK);
        if first == end {
            for i in 0..rows.len() {
                // SAFETY: C has these rows and columns.
                unsafe { row_of(c, i, cols.len()) }.fill(T::ZERO);
            }
            return;
        }
        // Loop 6: groups of rows, of nearly equal height.
        let height = rows.len().div_ceil(rows.len().div_ceil(GROUP_ROWS));
        for i in rows.clone().step_by(height) {
            let group = i..rows.end.min(i + height);
            let cut = Cut::new(group.len(), self.kernel.mr);
            let depth = (PACKED_A / size_of::<T>() / (cut.count() * self.kernel.mr)).max(PANEL);
            let depth = depth - depth % PANEL;
            // Loop 5: groups of panels.
            for start in (first..end).step_by(depth) {
                let panels = start..end.min(start + depth);
                // SAFETY: the caller's promise, handed on.
                unsafe {
                    let c = c.at(i - rows.start, 0);
                    self.group(cut, i, panels, cols, c, start > first);
                }
            }
        }
    }

    /// C = or += the sum over a group of panels, for a group of rows that begins at `i`.
    unsafe fn group(
        &self,
        cut: Cut,
        i: usize,
        panels: Range<usize>,
        cols: &Range<usize>,
        c: Target<T>,
        accumulate: bool,
    ) {
        let Kernel { mr, nr, .. } = *self.kernel;
        let chunk = columns_of_chunk::<T>(cols.len(), nr);
        let packed_a = cut.count() * mr * panels.len();
        let packed_b = chunk * PANEL.min(panels.len());
        with_buffer(packed_a.next_multiple_of(64) + packed_b, |buffer| {
            let (a, b) = buffer.split_at_mut(packed_a.next_multiple_of(64));
            for start in panels.clone().step_by(PANEL) {
                let k = PANEL.min(panels.end - start);
                let a = &mut a[cut.count() * mr * (start - panels.start)..];
                for panel in 0..cut.count() {
                    let rows = cut.rows(panel);
                    let to = &mut a[panel * mr * k..][..mr * k];
                    self.a
                        .pack(self.kernel, i + rows.start, rows.len(), start, k, mr, to);
                }
            }
            // Loop 4: chunks of columns.
            for j in cols.clone().step_by(chunk) {
                let width = chunk.min(cols.end - j);
                if self.upper && i > j + width - 1 {
                    continue;
                }
                for start in panels.clone().step_by(PANEL) {
                    let k = PANEL.min(panels.end - start);
                    for first in (0..width).step_by(nr) {
                        let lanes = nr.min(width - first);
                        let to = &mut b[first * k..][..nr * k];
                        self.b.pack(self.kernel, j + first, lanes, start, k, nr, to);
                    }
                    let a = &a[cut.count() * mr * (start - panels.start)..];
                    let b = Chunk {
                        data: b,
                        group: nr * k,
                        row: nr,
                    };
                    let accumulate = accumulate || start > panels.start;
                    let skip = |row: usize, column: usize| self.upper && i + row > j + column;
                    // SAFETY: both are packed for these rows and columns; C is the caller's promise.
                    unsafe {
                        let c = c.at(0, j - cols.start);
                        multiply(self.kernel, cut, width, k, a, b, c, accumulate, skip);
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

/// Row i of C, `width` long.
///
/// # Safety
///
/// C has that row, and no one else uses it.
unsafe fn row_of<'a, T>(c: Target<T>, i: usize, width: usize) -> &'a mut [T] {
    // SAFETY: the caller's promise.
    unsafe { core::slice::from_raw_parts_mut(c.start.add(i * c.stride), width) }
}
