//! A rectangle of C = α op(A) op(B) + β C on one thread.
//!
//! S = Σ over blocks, by the tree; a block is what `block` sums; then C = α S,
//! or α S + β C. With one block and β = 0 the sums are made in C itself, else
//! aside, some rows and columns at a time.

use core::ops::Range;

use crate::gemm::layout::Target;
use crate::gemm::micro::Kernel;
use crate::gemm::operand::Operand;
use crate::reduce::{BLOCK_TERMS, tree_into};
use crate::{PANEL, Real};

/// Outputs that are summed aside, when they cannot be summed in place.
const ASIDE_ROWS: usize = 240;
const ASIDE_COLUMNS: usize = 1024;

/// Rows (columns) of C that are so few that it costs little to turn it.
const FEW_TO_TURN: usize = 256;

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
            if self.is_better_turned(rows.len(), cols.len()) {
                return self.turned(rows, cols, alpha, beta, c);
            }
            if beta == T::ZERO && self.k <= BLOCK_TERMS {
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

    /// Whether Cᵀ = op(B)ᵀ op(A)ᵀ reads its large operand where it lies, and C does not.
    fn is_better_turned(&self, rows: usize, cols: usize) -> bool {
        let columns_of_a = !self.a.is_in_rows() && cols <= FEW_TO_TURN && rows >= 4 * cols;
        let rows_of_b = self.b.is_in_rows() && rows <= FEW_TO_TURN && cols >= 4 * rows;
        !self.upper && self.k >= PANEL / 4 && (columns_of_a || rows_of_b)
    }

    /// C = α (Sᵀ)ᵀ + β C, some columns of Sᵀ at a time.
    unsafe fn turned(
        &self,
        rows: Range<usize>,
        cols: Range<usize>,
        alpha: T,
        beta: T,
        c: Target<T>,
    ) {
        let turned = Self {
            a: self.b,
            b: self.a,
            ..*self
        };
        // A product has the same factors in either order, so every sum has the same bits.
        let mut sums = vec![T::ZERO; rows.len() * cols.len()];
        let to = Target {
            start: sums.as_mut_ptr(),
            stride: rows.len(),
        };
        // SAFETY: the caller's promise, handed on; `sums` is cols x rows.
        unsafe {
            turned.run(cols.clone(), rows.clone(), T::ONE, T::ZERO, to);
            for i in 0..rows.len() {
                let from = sums[i..].iter().step_by(rows.len());
                for (x, &s) in row_of(c, i, cols.len()).iter_mut().zip(from) {
                    *x = if beta == T::ZERO {
                        alpha * s
                    } else {
                        alpha * s + beta * *x
                    };
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
        let blocks = self.k.div_ceil(BLOCK_TERMS).max(1);
        tree_into(0, blocks, &mut sums, &|block, sums: &mut [T]| {
            let to = Target {
                start: sums.as_mut_ptr(),
                stride: width,
            };
            // SAFETY: the caller's promise, handed on; `sums` is rows x cols.
            unsafe { self.block(block, rows, cols, to) }
        });
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
}

/// Row i of C, `width` long.
///
/// # Safety
///
/// C has that row, and no one else uses it.
pub unsafe fn row_of<'a, T>(c: Target<T>, i: usize, width: usize) -> &'a mut [T] {
    // SAFETY: the caller's promise.
    unsafe { core::slice::from_raw_parts_mut(c.start.add(i * c.stride), width) }
}
