//! Exact nonnegative least squares by block principal pivoting (Kim and Park, *Fast nonnegative
//! matrix factorization: an active-set-like method and comparisons*, 2011).
//!
//! Unknowns are passive (solved for) or active (zero). All of those that break the conditions
//!
//! ```text
//! x ≥ 0,   y = P x − b ≥ 0,   x_k y_k = 0
//! ```
//!
//! change sides at once, until none does. Columns with the same passive set share its factor; what a
//! column does depends on its own sets alone, so neither groups, tiles nor threads change a bit.

use super::active_set::active_set;
use super::passive::{Curvature, PassiveFactor, objective};
use super::side::{Problems, Side};
use crate::{Real, has_shape};

/// F ← the F ≥ 0 that minimises 1/2⟨F, P F⟩ − ⟨B, F⟩ (P on the right for [`Side::Right`]).
///
/// F itself decides only where the pivoting starts: from its positive entries. An unknown whose
/// diagonal entry of P is not positive and finite is left as it is. Where passive unknowns depend on
/// each other (their pivot is below 8 (r + 8) ε of their diagonal entry), those with the larger
/// index are zero: the conditions then hold to rounding. A column for which pivoting does not end is
/// solved by an active set; and where rounding makes the result worse than the F received, that stays.
pub fn bpp<T: Real>(f: &mut [T], b: &[T], rows: usize, columns: usize, gram: &[T], side: Side) {
    let problems = Problems {
        rows,
        columns,
        side,
    };
    let length = problems.length();
    assert!(has_shape(gram, length, length));
    if f.is_empty() {
        return;
    }
    let curvature = Curvature::new(length, gram);
    let width = problems.gathered::<T>(T::TILE_LANES);
    problems.for_each_tile(
        width,
        f,
        b,
        || Work::new(length, width),
        |work, f, b, used| {
            work.take(&curvature, width, used, f, b);
            work.run(&curvature, used);
            for (lane, column) in work.columns[..used].iter_mut().enumerate() {
                column.judge(&curvature, &mut work.panel);
                for (k, x) in column.x.iter().enumerate() {
                    f[k * width + lane] = *x + T::ZERO;
                }
            }
        },
    );
}

/// One problem: its solution so far, and which of its unknowns are passive.
struct Column<T> {
    x: Vec<T>,
    y: Vec<T>,
    b: Vec<T>,
    start: Vec<T>,
    /// One bit for each unknown.
    passive: Vec<u32>,
    /// How often the number of unknowns out of place may fail to fall before the slow rule is used.
    patience: u32,
    /// The fewest unknowns out of place so far.
    fewest: usize,
}

/// The patience that Kim and Park found best.
const PATIENCE: u32 = 3;

struct Work<T> {
    columns: Vec<Column<T>>,
    factor: PassiveFactor<T>,
    panel: Vec<T>,
}

impl<T: Real> Work<T> {
    fn new(length: usize, width: usize) -> Self {
        let zeros = || vec![T::ZERO; length];
        let column = || Column {
            x: zeros(),
            y: zeros(),
            b: zeros(),
            start: zeros(),
            passive: vec![0; length.div_ceil(32)],
            patience: PATIENCE,
            fewest: usize::MAX,
        };
        Self {
            columns: (0..width).map(|_| column()).collect(),
            factor: PassiveFactor::new(length),
            panel: zeros(),
        }
    }

    fn take(&mut self, curvature: &Curvature<'_, T>, width: usize, used: usize, f: &[T], b: &[T]) {
        for (lane, column) in self.columns[..used].iter_mut().enumerate() {
            column.passive.fill(0);
            (column.patience, column.fewest) = (PATIENCE, usize::MAX);
            for k in 0..curvature.order {
                column.b[k] = b[k * width + lane];
                let x = f[k * width + lane];
                column.start[k] = if curvature.moves(k) {
                    x.max(T::ZERO)
                } else {
                    x
                };
                if curvature.moves(k) && x > T::ZERO {
                    column.passive[k / 32] |= 1 << (k % 32);
                }
            }
            column.x.copy_from_slice(&column.start);
        }
    }

    /// Pivots until all columns are optimal.
    fn run(&mut self, curvature: &Curvature<'_, T>, used: usize) {
        let mut going: Vec<usize> = (0..used).collect();
        for _ in 0..ROUNDS + 2 * curvature.order {
            going.sort_unstable_by(|&i, &j| {
                let (left, right) = (&self.columns[i].passive, &self.columns[j].passive);
                left.cmp(right).then(i.cmp(&j))
            });
            self.solve(curvature, &going);
            let columns = &mut self.columns;
            going.retain(|&lane| columns[lane].exchange(curvature));
            if going.is_empty() {
                return;
            }
        }
        for lane in going {
            let Column { x, y, b, start, .. } = &mut self.columns[lane];
            x.copy_from_slice(start);
            active_set(curvature, b, x, y, &mut self.factor, &mut self.panel);
        }
    }

    /// Solves for the passive unknowns of some columns, those with equal sets next to each other.
    fn solve(&mut self, curvature: &Curvature<'_, T>, lanes: &[usize]) {
        let mut passive = Vec::with_capacity(curvature.order);
        let mut last: Option<usize> = None;
        for &lane in lanes {
            if last.is_none_or(|last| self.columns[last].passive != self.columns[lane].passive) {
                passive.clear();
                passive.extend((0..curvature.order).filter(|&k| self.columns[lane].is_passive(k)));
                self.factor.factorize(curvature, &passive);
            }
            last = Some(lane);
            let Column { x, y, b, .. } = &mut self.columns[lane];
            self.factor.solve(curvature, &passive, b, x);
            curvature.gradient(x, b, y, &mut self.panel);
        }
    }
}

/// Rounds before an active set takes over, beside two for each unknown.
const ROUNDS: usize = 20;

impl<T: Real> Column<T> {
    fn is_passive(&self, k: usize) -> bool {
        self.passive[k / 32] >> (k % 32) & 1 == 1
    }

    /// Moves unknowns that are out of place to the other side; whether there were any.
    fn exchange(&mut self, curvature: &Curvature<'_, T>) -> bool {
        let size = curvature.size(&self.x);
        let misplaced: Vec<usize> = (0..curvature.order)
            .filter(|&k| {
                if self.is_passive(k) {
                    self.x[k] < T::ZERO
                } else {
                    curvature.moves(k) && self.y[k] < -curvature.tolerance(k, &self.b, size)
                }
            })
            .collect();
        let Some(&largest) = misplaced.last() else {
            return false;
        };
        let mut flip = |k: usize| self.passive[k / 32] ^= 1 << (k % 32);
        if misplaced.len() < self.fewest {
            self.fewest = misplaced.len();
            self.patience = PATIENCE;
            misplaced.into_iter().for_each(flip);
        } else if self.patience > 0 {
            self.patience -= 1;
            misplaced.into_iter().for_each(flip);
        } else {
            // One at a time, always the last: this rule cannot run in circles.
            flip(largest);
        }
        true
    }

    /// Takes the start back where the result is not finite or has a larger objective.
    fn judge(&mut self, curvature: &Curvature<'_, T>, panel: &mut [T]) {
        let value = objective(&self.x, &self.b, &self.y);
        curvature.gradient(&self.start, &self.b, &mut self.y, panel);
        let before = objective(&self.start, &self.b, &self.y);
        let finite = value.is_finite() && self.x.iter().all(|x| x.is_finite());
        if !finite || before < value {
            self.x.copy_from_slice(&self.start);
        }
    }
}
