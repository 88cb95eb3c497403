//! Nonnegative least squares of the data themselves (Lawson and Hanson, *Solving least squares
//! problems*, 1974, chapter 23): minimise ‖A x − b‖ over x ≥ 0.
//!
//! The normal equations lose half of the digits where columns of A are nearly dependent; this does
//! not. A = Q R once, then every b is a problem with R and Qᵀ b, in which the triangular factor of
//! the passive columns is kept by reflections as they enter and rotations as they leave. All in
//! double precision.

use crate::elementwise::transpose;
use crate::gemm::gemm;
use crate::reduce::{column_norms_squared, sum_by};
use crate::small::{Failure, qr};
use crate::threads::parallel_chunks;
use crate::{Real, has_shape};

/// x (`unknowns` x `columns`) ← the x ≥ 0 that minimises ‖A x − B‖ in every column, for A (`rows` x
/// `unknowns`) and B (`rows` x `columns`); `residuals` gets ‖A x − b‖ of each.
///
/// A column of A that depends on those in use to rounding (8 (unknowns + 8) ε of its norm) gets no
/// part. An error where a number is not finite, or the active set does not settle.
pub fn lawson_hanson<T: Real>(
    rows: usize,
    unknowns: usize,
    columns: usize,
    a: &[T],
    b: &[T],
    x: &mut [T],
    residuals: &mut [T],
) -> Result<(), Failure> {
    let (m, r, n) = (rows, unknowns, columns);
    assert!(has_shape(a, m, r) && has_shape(b, m, n));
    assert!(has_shape(x, r, n) && residuals.len() == n);
    let double = |x: &[T]| -> Vec<f64> { x.iter().map(|x| x.to_f64()).collect() };
    let (a, b) = (double(a), double(b));
    if !b.iter().all(|b| b.is_finite()) {
        return Err(Failure::NotFinite);
    }
    let k = m.min(r);
    let (mut q, mut triangle) = (vec![0.0; m * k], vec![0.0; k * r]);
    qr(m, r, &a, &mut q, &mut triangle)?;
    let problem = Problem::new(k, r, &triangle);
    let norms = largest_and_norms(m, n, &b);
    let mut targets = vec![0.0; k * n];
    gemm(true, false, k, n, m, 1.0, &q, &b, 0.0, &mut targets);
    let mut turned = vec![0.0; n * k];
    transpose(k, n, &targets, &mut turned);
    let mut solutions = vec![f64::NAN; n * r];
    if r > 0 {
        parallel_chunks(&mut solutions, COLUMNS * r, |part, solutions| {
            for (i, x) in solutions.chunks_exact_mut(r).enumerate() {
                let j = part * COLUMNS + i;
                // What has not settled stays NaN.
                if let Some(solution) = problem.solve(&turned[j * k..(j + 1) * k], norms[j]) {
                    x.copy_from_slice(&solution);
                }
            }
        });
    }
    if !solutions.iter().all(|x| x.is_finite()) {
        return Err(Failure::NotConverged);
    }
    let mut found = vec![0.0; r * n];
    transpose(n, r, &solutions, &mut found);
    let mut difference = b;
    gemm(
        false,
        false,
        m,
        n,
        r,
        -1.0,
        &a,
        &found,
        1.0,
        &mut difference,
    );
    for ((_, norm), out) in largest_and_norms(m, n, &difference).iter().zip(residuals) {
        *out = T::from_f64(*norm);
    }
    for (x, found) in x.iter_mut().zip(found) {
        *x = T::from_f64(found) + T::ZERO;
    }
    Ok(())
}

/// Columns of B that a thread takes at a time.
const COLUMNS: usize = 16;

/// The largest magnitude and the norm of every column; 1 instead of the former where it is zero.
fn largest_and_norms(rows: usize, columns: usize, b: &[f64]) -> Vec<(f64, f64)> {
    let mut largest = vec![0.0; columns];
    for row in b.chunks_exact(columns.max(1)) {
        for (largest, x) in largest.iter_mut().zip(row) {
            *largest = Real::max(*largest, x.abs());
        }
    }
    largest
        .iter_mut()
        .for_each(|x| *x = if *x > 0.0 { *x } else { 1.0 });
    let mut scaled = b.to_vec();
    for row in scaled.chunks_exact_mut(columns.max(1)) {
        for (x, largest) in row.iter_mut().zip(&largest) {
            *x /= *largest;
        }
    }
    let mut squares = vec![0.0; columns];
    column_norms_squared(rows, columns, &scaled, &mut squares);
    let norms = largest.iter().zip(squares);
    norms
        .map(|(largest, square)| (*largest, largest * square.sqrt()))
        .collect()
}

/// R with columns of norm one.
struct Problem {
    height: usize,
    unknowns: usize,
    /// Column after column.
    columns: Vec<f64>,
    /// What the columns were divided by; 0 for a column of zeros.
    norms: Vec<f64>,
    rounding: f64,
}

impl Problem {
    fn new(height: usize, unknowns: usize, triangle: &[f64]) -> Self {
        let mut columns = vec![0.0; unknowns * height];
        transpose(height, unknowns, triangle, &mut columns);
        let norms: Vec<f64> = largest_and_norms(height, unknowns, triangle)
            .into_iter()
            .map(|(_, norm)| norm)
            .collect();
        for (column, norm) in columns.chunks_exact_mut(height.max(1)).zip(&norms) {
            if *norm > 0.0 {
                column.iter_mut().for_each(|x| *x /= *norm);
            }
        }
        Self {
            height,
            unknowns,
            columns,
            norms,
            rounding: 8.0 * (unknowns + 8) as f64 * f64::EPSILON,
        }
    }

    /// The solution for a right-hand side of which `target` is Qᵀ b, and the largest magnitude and
    /// the norm are given.
    fn solve(&self, target: &[f64], (largest, norm): (f64, f64)) -> Option<Vec<f64>> {
        let mut state = State {
            problem: self,
            columns: self.columns.clone(),
            target: target.iter().map(|x| x / largest).collect(),
            passive: Vec::with_capacity(self.height),
        };
        let tolerance = self.rounding * (norm / largest);
        let mut x = vec![0.0; self.unknowns];
        let mut refused = vec![false; self.unknowns];
        for _ in 0..STEPS * (self.unknowns + STEPS) {
            let Some(entering) = state.steepest(&refused, tolerance) else {
                for (x, norm) in x.iter_mut().zip(&self.norms) {
                    *x = if *x > 0.0 { *x / *norm * largest } else { 0.0 };
                }
                return Some(x);
            };
            if !state.add(entering) {
                refused[entering] = true;
                continue;
            }
            if !state.settle(&mut x) {
                return None;
            }
            if state.passive.contains(&entering) {
                refused.fill(false);
            } else {
                refused[entering] = true;
            }
        }
        None
    }
}

/// Steps for each unknown, and unknowns more than there are: far more than are ever needed.
const STEPS: usize = 10;

/// One right-hand side: all columns as the reflections and rotations so far have left them. Passive
/// column i is zero below row i.
struct State<'a> {
    problem: &'a Problem,
    columns: Vec<f64>,
    target: Vec<f64>,
    passive: Vec<usize>,
}

impl State<'_> {
    /// The active column along which the residual falls most, if it does on any.
    fn steepest(&self, refused: &[bool], tolerance: f64) -> Option<usize> {
        let (height, done) = (self.problem.height, self.passive.len());
        let mut best = (tolerance, None);
        for (j, column) in self.columns.chunks_exact(height.max(1)).enumerate() {
            if refused[j] || self.problem.norms[j] == 0.0 || self.passive.contains(&j) {
                continue;
            }
            let (column, rest) = (&column[done..], &self.target[done..]);
            let slope = sum_by(rest.len(), |i| column[i] * rest[i]);
            if slope > best.0 {
                best = (slope, Some(j));
            }
        }
        best.1
    }

    /// Makes column j passive by a reflection; not if it depends on those that are, or would not
    /// get a positive weight.
    fn add(&mut self, j: usize) -> bool {
        let (height, done) = (self.problem.height, self.passive.len());
        if done == height {
            return false;
        }
        let mut mirror = self.columns[j * height + done..(j + 1) * height].to_vec();
        let norm = sum_by(mirror.len(), |i| mirror[i] * mirror[i]).sqrt();
        if norm <= self.problem.rounding {
            return false;
        }
        let diagonal = if mirror[0] > 0.0 { -norm } else { norm };
        mirror[0] -= diagonal;
        // vᵀv / 2 for the mirror's normal v.
        let half = norm * mirror[0].abs();
        let mut target = self.target[done..].to_vec();
        reflect(&mirror, half, &mut target);
        if target[0] * diagonal <= 0.0 {
            return false;
        }
        self.target[done..].copy_from_slice(&target);
        for (l, column) in self.columns.chunks_exact_mut(height).enumerate() {
            if l == j {
                column[done] = diagonal;
                column[done + 1..].fill(0.0);
            } else if !self.passive.contains(&l) {
                reflect(&mirror, half, &mut column[done..]);
            }
        }
        self.passive.push(j);
        true
    }

    /// Makes the passive column at `place` active, and the factor triangular again by rotations.
    fn remove(&mut self, place: usize) {
        let height = self.problem.height;
        self.passive.remove(place);
        for i in place..self.passive.len() {
            let at = self.passive[i] * height + i;
            let (x, y) = (self.columns[at], self.columns[at + 1]);
            // Both are at most one in magnitude, as all columns are.
            let length = (x * x + y * y).sqrt();
            if length == 0.0 {
                continue;
            }
            let (cosine, sine) = (x / length, y / length);
            let turn = |pair: &mut [f64]| {
                let (x, y) = (pair[i], pair[i + 1]);
                pair[i] = cosine * x + sine * y;
                pair[i + 1] = cosine * y - sine * x;
            };
            self.columns.chunks_exact_mut(height).for_each(turn);
            turn(&mut self.target);
            self.columns[at + 1] = 0.0;
        }
    }

    /// Walks from x to the minimiser on the passive columns, leaving out those that become zero;
    /// whether that could be done.
    fn settle(&mut self, x: &mut [f64]) -> bool {
        loop {
            let goal = self.minimiser();
            if goal.iter().all(|goal| *goal > 0.0) {
                x.fill(0.0);
                for (&j, goal) in self.passive.iter().zip(goal) {
                    x[j] = goal;
                }
                return true;
            }
            let mut length = 1.0;
            for (&j, goal) in self.passive.iter().zip(&goal) {
                if *goal <= 0.0 {
                    let part = x[j] / (x[j] - goal);
                    // 0/0: one that enters and does not rise.
                    let part = if part >= 0.0 { part } else { 0.0 };
                    length = if part < length { part } else { length };
                }
            }
            let mut leaving = Vec::new();
            for (i, (&j, goal)) in self.passive.iter().zip(&goal).enumerate() {
                let part = x[j] / (x[j] - goal);
                if *goal <= 0.0 && (part <= length || part.is_nan()) {
                    x[j] = 0.0;
                    leaving.push(i);
                } else {
                    x[j] += length * (goal - x[j]);
                }
            }
            if leaving.is_empty() {
                return false;
            }
            for place in leaving.into_iter().rev() {
                self.remove(place);
            }
        }
    }

    /// The least-squares solution on the passive columns, in their order.
    fn minimiser(&self) -> Vec<f64> {
        let height = self.problem.height;
        let entry = |i: usize, l: usize| self.columns[self.passive[l] * height + i];
        let count = self.passive.len();
        let mut goal = vec![0.0; count];
        for i in (0..count).rev() {
            let known = sum_by(count - i - 1, |l| entry(i, i + 1 + l) * goal[i + 1 + l]);
            goal[i] = (self.target[i] - known) / entry(i, i);
        }
        goal
    }
}

/// y ← y − v (vᵀ y) / half.
fn reflect(mirror: &[f64], half: f64, y: &mut [f64]) {
    let factor = sum_by(mirror.len(), |i| mirror[i] * y[i]) / half;
    for (y, v) in y.iter_mut().zip(mirror) {
        *y -= factor * *v;
    }
}
