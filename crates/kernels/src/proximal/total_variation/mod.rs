//! Total variation of an image: min 1/2 ‖x − y‖² + t TV(x), where TV sums the lengths of the
//! gradients (isotropic), or the magnitudes of their parts (anisotropic), over differences of
//! neighbouring pixels (Rudin, Osher and Fatemi, 1992; Chambolle, 2004).
//!
//! Fast gradient projection on the dual (Beck and Teboulle, 2009), a fixed number of steps: with P
//! and Q the dual variables of differences downwards and to the right, each at most t in length,
//!
//! ```text
//! x = y − L(P, Q),    (L(P, Q))_ij = P_ij − P_{i−1,j} + Q_ij − Q_{i,j−1}
//! (P, Q) ← proj((R, S) + Lᵀx / 8),    (R, S) ← (P, Q) + β (the last change)
//! ```
//!
//! where x, at every step, is clipped if it is to be nonnegative. The objective is above the least one
//! by at most the duality gap Σ (t |∇x| − ⟨(P, Q), ∇x⟩), which falls with the square of the number of
//! steps. A grid of one row or one column is a line, which has an exact map.

mod rows;

use super::line_variation;
use crate::Real;
use crate::project::{Along, clip_all};
use crate::threads::threads;
use crate::tile::{Buffer, MAX_LANES, VectorsMut, for_each_tile, ordered_sums};
use rows::{
    Step, gap_terms, step_by_length, step_by_parts, subtract_divergence,
    subtract_divergence_and_clip,
};

/// What every column (or row) of the matrix is an image of, and how it is mapped.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) isotropic: bool,
    pub(super) steps: usize,
    pub(super) nonnegative: bool,
}

/// Maps every column (or row) of F; the largest duality gap.
pub(super) fn map<T: Real>(
    grid: Grid,
    threshold: T,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) -> T {
    let (length, count) = along.length_and_count(rows, columns);
    assert!(grid.height.checked_mul(grid.width) == Some(length));
    if grid.height == 1 || grid.width == 1 || threshold == T::ZERO {
        map_lines(grid, threshold, along, rows, columns, f);
        return T::ZERO;
    }
    let mut gaps = vec![T::ZERO; count];
    let images = VectorsMut::new(f, rows, columns, along);
    let out = VectorsMut::new(&mut gaps, 1, count, Along::Columns);
    let lanes = lanes::<T>(length, count);
    for_each_tile(
        count,
        lanes,
        || Workspace::new(grid, lanes),
        |workspace, first, used| {
            let mut tile = workspace.tile(used);
            // SAFETY: every image belongs to one tile, and every tile to one thread.
            unsafe { images.gather(first, used, used, tile.y) };
            let gaps = &mut [T::ZERO; MAX_LANES][..used];
            tile.map(threshold, gaps);
            // SAFETY: as above, for the images and for the gaps.
            unsafe {
                images.scatter(first, used, used, tile.x);
                out.scatter(first, used, used, gaps);
            }
        },
    );
    gaps.iter().fold(T::ZERO, |largest, gap| gap.max(largest))
}

/// The most numbers in a matrix of a tile of several images: six of them stay near the core.
const MOST: usize = 1 << 16;

/// How many of `count` images of `length` pixels are mapped side by side: as many as every thread
/// gets, but no more than stay in cache or make long rows.
fn lanes<T: Real>(length: usize, count: usize) -> usize {
    let each = count.div_ceil(threads()).min(T::TILE_LANES);
    each.min(MOST / length.max(1)).max(1)
}

/// Images of one row or one column, and those that stay what they are.
fn map_lines<T: Real>(
    grid: Grid,
    threshold: T,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) {
    let (length, count) = along.length_and_count(rows, columns);
    let lines = VectorsMut::new(f, rows, columns, along);
    for_each_tile(
        count,
        1,
        || Buffer::new(length),
        |line, index, _| {
            // SAFETY: every line belongs to one part, and every part to one thread.
            unsafe { lines.gather(index, 1, 1, line) };
            line_variation::map(threshold, line);
            if grid.nonnegative {
                // A clipped line is the nearest clipped one: the order of its entries stays.
                clip_all(line);
            }
            // SAFETY: as above.
            unsafe { lines.scatter(index, 1, 1, line) };
        },
    );
}

/// Room for the matrices of a tile.
struct Workspace<T> {
    grid: Grid,
    matrices: [Buffer<T>; 6],
    zeros: Buffer<T>,
}

impl<T: Real> Workspace<T> {
    fn new(grid: Grid, lanes: usize) -> Self {
        let width = grid.width * lanes;
        Self {
            grid,
            matrices: core::array::from_fn(|_| Buffer::new(grid.height * width)),
            zeros: Buffer::new(width),
        }
    }

    fn tile(&mut self, lanes: usize) -> Tile<'_, T> {
        let width = self.grid.width * lanes;
        let length = self.grid.height * width;
        let [y, x, down, right, down_ahead, right_ahead] =
            self.matrices.each_mut().map(|matrix| &mut matrix[..length]);
        Tile {
            grid: self.grid,
            lanes,
            y,
            x,
            down,
            right,
            down_ahead,
            right_ahead,
            zeros: &self.zeros[..width],
        }
    }
}

/// Some images side by side: matrices of `height` x `width` pixels, each a number of every image.
struct Tile<'a, T> {
    grid: Grid,
    lanes: usize,
    y: &'a mut [T],
    x: &'a mut [T],
    /// P and Q, of which the last row, or column, stays 0.
    down: &'a mut [T],
    right: &'a mut [T],
    /// R and S.
    down_ahead: &'a mut [T],
    right_ahead: &'a mut [T],
    /// What is above the first row of P.
    zeros: &'a [T],
}

impl<T: Real> Tile<'_, T> {
    /// x from y, and the duality gap of every image.
    fn map(&mut self, t: T, gaps: &mut [T]) {
        let Grid { height, steps, .. } = self.grid;
        for dual in [
            &mut self.down,
            &mut self.right,
            &mut self.down_ahead,
            &mut self.right_ahead,
        ] {
            dual.fill(T::ZERO);
        }
        let two = T::ONE + T::ONE;
        let mut age = T::ONE;
        for _ in 0..steps {
            let next = (T::ONE + (T::ONE + two * two * age * age).sqrt()) / two;
            let step = Step {
                lanes: self.lanes,
                t,
                beta: (age - T::ONE) / next,
            };
            // A row of dual variables goes on when the rows of x on both sides of it are there.
            self.primal(0, true);
            for i in 1..height {
                self.primal(i, true);
                self.dual(i - 1, step);
            }
            self.dual(height - 1, step);
            age = next;
        }
        for i in 0..height {
            self.primal(i, false);
        }
        self.gaps(t, gaps);
    }

    /// Row i of x = y − L(·) of the points ahead, or of the points themselves.
    fn primal(&mut self, i: usize, ahead: bool) {
        let width = self.zeros.len();
        let (down, right) = if ahead {
            (&*self.down_ahead, &*self.right_ahead)
        } else {
            (&*self.down, &*self.right)
        };
        let row = i * width..(i + 1) * width;
        let above = if i == 0 {
            self.zeros
        } else {
            &down[row.start - width..row.start]
        };
        let parts = [
            &self.y[row.clone()],
            &down[row.clone()],
            above,
            &right[row.clone()],
        ];
        let x = &mut self.x[row];
        if self.grid.nonnegative {
            subtract_divergence_and_clip(self.lanes, parts, x);
        } else {
            subtract_divergence(self.lanes, parts, x);
        }
    }

    /// A step of row i of the dual variables along the differences of x.
    fn dual(&mut self, i: usize, step: Step<T>) {
        let width = self.zeros.len();
        let row = i * width..(i + 1) * width;
        let x = &self.x[row.clone()];
        // Below the last row there is no difference.
        let below = self.x.get(row.end..row.end + width).unwrap_or(x);
        let by = if self.grid.isotropic {
            step_by_length
        } else {
            step_by_parts
        };
        by(
            step,
            [x, below],
            &mut self.down[row.clone()],
            &mut self.right[row.clone()],
            &mut self.down_ahead[row.clone()],
            &mut self.right_ahead[row],
        );
    }

    /// The duality gap of every image; what was ahead is overwritten.
    fn gaps(&mut self, t: T, gaps: &mut [T]) {
        let width = self.zeros.len();
        let step = Step {
            lanes: self.lanes,
            t,
            beta: T::ZERO,
        };
        let terms = &mut *self.right_ahead;
        for (i, terms) in terms.chunks_exact_mut(width).enumerate() {
            let row = i * width..(i + 1) * width;
            let x = &self.x[row.clone()];
            let below = self.x.get(row.end..row.end + width).unwrap_or(x);
            let duals = [&self.down[row.clone()], &self.right[row]];
            gap_terms(self.grid.isotropic, step, [x, below], duals, terms);
        }
        ordered_sums(
            self.grid.height * self.grid.width,
            gaps,
            |from, to, sums| {
                sums.fill(T::ZERO);
                for pixel in terms[from * self.lanes..to * self.lanes].chunks_exact(self.lanes) {
                    for (sum, term) in sums.iter_mut().zip(pixel) {
                        *sum += *term;
                    }
                }
            },
        );
    }
}
