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

use super::line_variation;
use crate::Real;
use crate::project::{Along, clip_all};
use crate::reduce::sum;
use crate::simd::dispatch;
use crate::tile::{VectorsMut, for_each_tile};

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
    let mut gaps = vec![T::ZERO; count];
    let images = VectorsMut::new(f, rows, columns, along);
    let out = VectorsMut::new(&mut gaps, 1, count, Along::Columns);
    for_each_tile(
        count,
        1,
        || Image::new(grid),
        |image, index, _| {
            // SAFETY: every image belongs to one part, and every part to one thread.
            unsafe { images.gather(index, 1, 1, &mut image.y) };
            let gap = image.map(threshold);
            // SAFETY: as above, for the images and for the gaps.
            unsafe {
                images.scatter(index, 1, 1, &image.x);
                out.scatter(index, 1, 1, &[gap]);
            }
        },
    );
    gaps.iter().fold(T::ZERO, |largest, gap| gap.max(largest))
}

/// One image on its way; matrices are `height` x `width`.
struct Image<T> {
    grid: Grid,
    y: Vec<T>,
    x: Vec<T>,
    /// P and Q, of which the last row, or column, stays 0.
    down: Vec<T>,
    right: Vec<T>,
    /// R and S.
    down_ahead: Vec<T>,
    right_ahead: Vec<T>,
    zeros: Vec<T>,
}

impl<T: Real> Image<T> {
    fn new(grid: Grid) -> Self {
        let matrix = || vec![T::ZERO; grid.height * grid.width];
        Self {
            grid,
            y: matrix(),
            x: matrix(),
            down: matrix(),
            right: matrix(),
            down_ahead: matrix(),
            right_ahead: matrix(),
            zeros: vec![T::ZERO; grid.width],
        }
    }

    /// x from y; the duality gap.
    fn map(&mut self, t: T) -> T {
        let Grid {
            height,
            width,
            steps,
            nonnegative,
            ..
        } = self.grid;
        if height == 1 || width == 1 || t == T::ZERO {
            self.x.copy_from_slice(&self.y);
            line_variation::map(t, &mut self.x);
            if nonnegative {
                // A clipped line is the nearest clipped one: the order of its entries stays.
                clip_all(&mut self.x);
            }
            return T::ZERO;
        }
        for dual in [&mut self.down, &mut self.right] {
            dual.fill(T::ZERO);
        }
        self.down_ahead.fill(T::ZERO);
        self.right_ahead.fill(T::ZERO);
        let two = T::ONE + T::ONE;
        let mut age = T::ONE;
        for _ in 0..steps {
            self.primal(true);
            let next = (T::ONE + (T::ONE + two * two * age * age).sqrt()) / two;
            self.dual(t, (age - T::ONE) / next);
            age = next;
        }
        self.primal(false);
        self.gap(t)
    }

    /// x = y − L(·) of the points ahead, or of the points themselves.
    fn primal(&mut self, ahead: bool) {
        let width = self.grid.width;
        let (down, right) = if ahead {
            (&self.down_ahead, &self.right_ahead)
        } else {
            (&self.down, &self.right)
        };
        for (i, x) in self.x.chunks_exact_mut(width).enumerate() {
            let row = i * width..(i + 1) * width;
            let above = if i == 0 {
                &self.zeros
            } else {
                &down[row.start - width..row.start]
            };
            subtract_divergence(
                [&self.y[row.clone()], &down[row.clone()], above, &right[row]],
                x,
            );
        }
        if self.grid.nonnegative {
            clip_all(&mut self.x);
        } else {
            add_zero(&mut self.x);
        }
    }

    /// A step of the dual variables along the differences of x.
    fn dual(&mut self, t: T, beta: T) {
        let Grid {
            height,
            width,
            isotropic,
            ..
        } = self.grid;
        for i in 0..height {
            let row = i * width..(i + 1) * width;
            let x = &self.x[row.clone()];
            // Below the last row and right of the last column there is no difference.
            let below = if i + 1 == height {
                x
            } else {
                &self.x[row.end..row.end + width]
            };
            let duals = [
                &mut self.down[row.clone()],
                &mut self.right[row.clone()],
                &mut self.down_ahead[row.clone()],
                &mut self.right_ahead[row],
            ];
            if isotropic {
                step_by_length(t, beta, x, below, duals);
            } else {
                step_by_parts(t, beta, x, below, duals);
            }
        }
    }

    fn gap(&mut self, t: T) -> T {
        let width = self.grid.width;
        let terms = &mut self.right_ahead;
        for (i, terms) in terms.chunks_exact_mut(width).enumerate() {
            let row = i * width..(i + 1) * width;
            let x = &self.x[row.clone()];
            let below = self.x.get(row.end..row.end + width).unwrap_or(x);
            let duals = [&self.down[row.clone()], &self.right[row]];
            gaps(t, self.grid.isotropic, x, below, duals, terms);
        }
        sum(terms)
    }
}

dispatch! {
    /// x ← y − ((P − P above) + (Q − Q to the left)).
    fn subtract_divergence<T: Real>(parts: [&[T]; 4], x: &mut [T]) {
        let [y, down, above, right] = parts.map(|part| &part[..x.len()]);
        x[0] = y[0] - ((down[0] - above[0]) + right[0]);
        for j in 1..x.len() {
            x[j] = y[j] - ((down[j] - above[j]) + (right[j] - right[j - 1]));
        }
    }

    fn step_by_parts<T: Real>(t: T, beta: T, x: &[T], below: &[T], duals: [&mut [T]; 4]) {
        step(beta, x, below, duals, |down, right| {
            (down.max(-t).min(t), right.max(-t).min(t))
        });
    }

    fn step_by_length<T: Real>(t: T, beta: T, x: &[T], below: &[T], duals: [&mut [T]; 4]) {
        step(beta, x, below, duals, |down, right| {
            let length = (down * down + right * right).sqrt();
            let factor = if length > t { t / length } else { T::ONE };
            (down * factor, right * factor)
        });
    }

    fn gaps<T: Real>(t: T, isotropic: bool, x: &[T], below: &[T], duals: [&[T]; 2], out: &mut [T]) {
        let [down, right] = duals;
        for j in 0..out.len() {
            let (dx, dy) = (x[j] - x[(j + 1).min(x.len() - 1)], x[j] - below[j]);
            let size = if isotropic { (dx * dx + dy * dy).sqrt() } else { dx.abs() + dy.abs() };
            out[j] = t * size - (dy * down[j] + dx * right[j]);
        }
    }

    fn add_zero<T: Real>(x: &mut [T]) {
        for x in x {
            *x += T::ZERO;
        }
    }
}

/// One row of a step: the duals move by an eighth of the differences, and are made feasible.
#[inline(always)]
fn step<T: Real>(
    beta: T,
    x: &[T],
    below: &[T],
    duals: [&mut [T]; 4],
    feasible: impl Fn(T, T) -> (T, T),
) {
    let width = x.len();
    let eighth = T::from_f64(0.125);
    let below = &below[..width];
    let [down, right, down_ahead, right_ahead] = duals.map(|dual| &mut dual[..width]);
    let mut one = |j: usize, next: usize| {
        let ahead = (
            down_ahead[j] + (x[j] - below[j]) * eighth,
            right_ahead[j] + (x[j] - x[next]) * eighth,
        );
        let new = feasible(ahead.0, ahead.1);
        down_ahead[j] = new.0 + beta * (new.0 - down[j]);
        right_ahead[j] = new.1 + beta * (new.1 - right[j]);
        (down[j], right[j]) = new;
    };
    for j in 0..width - 1 {
        one(j, j + 1);
    }
    one(width - 1, width - 1);
}
