//! FPGD where every column (or row) of F is a problem of its own: minimise
//! 1/2 xᵀ M x − bᵀ x over x in a set, all with one matrix M.

use super::momentum::{extrapolation_factors, is_kept};
use super::separable_steps::{extrapolate_and_descend, objectives, restore};
use super::steps::Steps;
use crate::Real;
use crate::gemm::{PackedSquare, pack_square, packed_times_tile};
use crate::project::{Along, Projection, project_tile};
use crate::threads::threads;
use crate::tile::{Buffer, MAX_LANES, Vectors, VectorsMut, for_each_tile, padded};

/// `count` problems with `length` unknowns each, the columns or the rows of a matrix.
pub(crate) struct Separable<'a, T> {
    pub(crate) along: Along,
    pub(crate) length: usize,
    pub(crate) count: usize,
    pub(crate) matrix: &'a [T],
    pub(crate) projection: Projection<'a, T>,
}

/// The steps of a call, and where their length begins.
#[derive(Clone, Copy)]
pub(crate) struct Stepping<T> {
    /// 1/L; `None` leaves the projected start as it is.
    pub(crate) shortest: Option<T>,
    pub(crate) steps: Steps<T>,
}

/// What one tile of problems works with; matrices are `length` x `width`.
struct Workspace<T> {
    b: Buffer<T>,
    /// The iterate F, the one before it, and the next.
    f: Buffer<T>,
    f_old: Buffer<T>,
    f_new: Buffer<T>,
    /// Their products with M. That of an extrapolated point follows by linearity, so a step costs
    /// one product, and the objective at F is two inner products.
    a: Buffer<T>,
    a_old: Buffer<T>,
    a_new: Buffer<T>,
    lanes: Lanes<T>,
}

/// One entry per lane.
struct Lanes<T> {
    /// Objective at F, and at the next iterate.
    value: Buffer<T>,
    value_new: Buffer<T>,
    /// The factor of the next extrapolation.
    beta: Buffer<T>,
    /// The length of the step.
    step: Buffer<T>,
    /// Steps since the last restart.
    age: Vec<usize>,
    /// The lanes whose last step was not kept.
    rejected: Vec<usize>,
}

impl<T: Real> Separable<'_, T> {
    /// Improves the vectors of F; `values` gets the objective of each.
    pub(crate) fn solve(&self, f: &mut [T], b: &[T], stepping: Stepping<T>, values: &mut [T]) {
        let (rows, columns) = match self.along {
            Along::Columns => (self.length, self.count),
            Along::Rows => (self.count, self.length),
        };
        let packed = pack_square(self.length, self.matrix);
        let b = Vectors::new(b, rows, columns, self.along);
        let f = VectorsMut::new(f, rows, columns, self.along);
        let values = VectorsMut::new(values, 1, self.count, Along::Columns);
        let width = self.tile_width();
        let factors = extrapolation_factors(stepping.steps.alpha1, stepping.steps.count);
        for_each_tile(
            self.count,
            width,
            || Workspace::new(self.length, width),
            |work, first, used| {
                b.gather(first, used, width, &mut work.b);
                // SAFETY: every vector belongs to one tile, and every tile to one thread.
                unsafe { f.gather(first, used, width, &mut work.f) };
                work.run(self, &packed, stepping, &factors, first, width);
                // SAFETY: as above, for F and for the values.
                unsafe {
                    f.scatter(first, used, width, &work.f);
                    values.scatter(first, used, width, &work.lanes.value);
                }
            },
        );
    }

    /// Wide enough to feed the product, narrow enough for the workspace to stay in cache, and not
    /// so wide that a thread gets nothing.
    fn tile_width(&self) -> usize {
        let lane_bytes = 7 * self.length * size_of::<T>();
        let fitting = (TILE_BYTES / lane_bytes.max(1)).clamp(MIN_LANES, MAX_LANES);
        let share = self.count.div_ceil(threads());
        padded::<T>((fitting / T::TILE_LANES * T::TILE_LANES).min(share))
    }
}

/// Bytes of a tile's workspace, chosen by measurement for 512 KiB of second level cache, which
/// also holds M.
const TILE_BYTES: usize = 192 << 10;
const MIN_LANES: usize = 32;

impl<T: Real> Workspace<T> {
    fn new(length: usize, width: usize) -> Self {
        let matrix = || Buffer::new(length * width);
        Self {
            b: matrix(),
            f: matrix(),
            f_old: matrix(),
            f_new: matrix(),
            a: matrix(),
            a_old: matrix(),
            a_new: matrix(),
            lanes: Lanes {
                value: Buffer::new(width),
                value_new: Buffer::new(width),
                beta: Buffer::new(width),
                step: Buffer::new(width),
                age: vec![0; width],
                rejected: Vec::with_capacity(width),
            },
        }
    }

    /// All steps on the gathered tile, whose lanes are the vectors from `first` on; `factors` are
    /// those of the extrapolation by age.
    fn run(
        &mut self,
        problem: &Separable<'_, T>,
        packed: &PackedSquare<T>,
        stepping: Stepping<T>,
        factors: &[T],
        first: usize,
        width: usize,
    ) {
        let length = problem.length;
        project_tile(problem.projection, first, length, width, &mut self.f);
        packed_times_tile(packed, &self.f, width, &mut self.a);
        objectives(length, [&self.f, &self.a, &self.b], &mut self.lanes.value);
        let Some(shortest) = stepping.shortest else {
            return;
        };
        let steps = stepping.steps;
        self.f_old.copy_from_slice(&self.f);
        self.a_old.copy_from_slice(&self.a);
        self.lanes.start(shortest);
        for _ in 0..steps.count {
            self.lanes.lengthen(steps, shortest);
            // Lanes that have found their step take it again, while others search.
            loop {
                extrapolate_and_descend(
                    problem.projection,
                    &self.lanes.step,
                    first,
                    length,
                    &self.lanes.beta,
                    [&self.f, &self.f_old, &self.a, &self.a_old, &self.b],
                    &mut self.f_new,
                );
                packed_times_tile(packed, &self.f_new, width, &mut self.a_new);
                let points = [&*self.f_new, &*self.a_new, &*self.b];
                objectives(length, points, &mut self.lanes.value_new);
                if !self.lanes.shorten(shortest) {
                    break;
                }
            }
            self.lanes.accept_or_restart(factors);
            restore(&self.lanes.rejected, width, &self.f, &mut self.f_new);
            restore(&self.lanes.rejected, width, &self.a, &mut self.a_new);
            std::mem::swap(&mut self.f_old, &mut self.f);
            std::mem::swap(&mut self.f, &mut self.f_new);
            std::mem::swap(&mut self.a_old, &mut self.a);
            std::mem::swap(&mut self.a, &mut self.a_new);
        }
    }
}

impl<T: Real> Lanes<T> {
    fn start(&mut self, shortest: T) {
        self.age.fill(0);
        self.beta.fill(T::ZERO);
        self.step.fill(shortest);
    }

    fn lengthen(&mut self, steps: Steps<T>, shortest: T) {
        for step in &mut *self.step {
            *step = steps.lengthened(*step, shortest);
        }
    }

    /// Halves the steps that did not lower the objective and are above 1/L; whether there were some.
    fn shorten(&mut self, shortest: T) -> bool {
        let mut some = false;
        for (l, step) in self.step.iter_mut().enumerate() {
            if is_kept(self.value[l], self.value_new[l]) {
                continue;
            }
            if let Some(shorter) = Steps::shortened(*step, shortest) {
                *step = shorter;
                some = true;
            }
        }
        some
    }

    /// Where a step is not kept the momentum starts anew, else it goes on.
    fn accept_or_restart(&mut self, factors: &[T]) {
        self.rejected.clear();
        for (l, age) in self.age.iter_mut().enumerate() {
            if is_kept(self.value[l], self.value_new[l]) {
                *age += 1;
                self.value[l] = self.value_new[l];
            } else {
                *age = 0;
                self.rejected.push(l);
            }
            self.beta[l] = factors[*age];
        }
    }
}
