//! What a solver with a projection works on: a tile of vectors that are problems of their own, or,
//! where terms or the set tie all entries together, the whole matrix as a single one.
//!
//! Solvers are written once, over [`Space`]: its sums give a number for each problem in it.

use super::fpgd::{Term, sum_of};
use super::operator::apply_terms;
use crate::gemm::{PackedSquare, pack_square, packed_times_tile};
use crate::project::{Along, Projection, Scope, project, project_tile};
use crate::simd::dispatch;
use crate::threads::threads;
use crate::tile::{
    Buffer, MAX_LANES, Vectors, VectorsMut, for_each_tile, four_rows, ordered_sums, padded,
};
use crate::{Real, has_shape, reduce};

/// A block: minimise 1/2⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩ over F (`rows` x `columns`) in a set.
#[derive(Clone, Copy)]
pub(super) struct Block<'a, T> {
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) terms: &'a [Term<'a, T>],
    pub(super) projection: Projection<'a, T>,
    pub(super) along: Along,
}

/// The linear map F ↦ Σ P_k F Q_k, or another of the same form.
pub(super) enum Map<'a, T: 'static> {
    /// The same matrix for every vector of a tile.
    Packed(PackedSquare<T>),
    Terms(&'a [Term<'a, T>]),
}

/// See the module.
#[derive(Clone, Copy)]
pub(super) struct Space<'a, T> {
    shape: Shape,
    projection: Projection<'a, T>,
    along: Along,
}

#[derive(Clone, Copy)]
enum Shape {
    /// Lane 0 is vector `first` of the matrix.
    Lanes {
        first: usize,
        length: usize,
        width: usize,
    },
    Whole {
        rows: usize,
        columns: usize,
    },
}

/// Bytes of a tile's workspace, as for FPGD.
const TILE_BYTES: usize = 192 << 10;
const MIN_LANES: usize = 32;

impl<'a, T: Real> Block<'a, T> {
    /// Panics where shapes do not fit.
    pub(super) fn check(&self, f: &[T], b: &[T]) {
        let Self { rows, columns, .. } = *self;
        self.projection.check(self.along, rows, columns);
        assert!(has_shape(f, rows, columns) && has_shape(b, rows, columns));
        assert!(self.terms.iter().all(|(p, q)| {
            p.is_none_or(|p| has_shape(p, rows, rows))
                && q.is_none_or(|q| has_shape(q, columns, columns))
        }));
    }

    /// Which vectors of F are problems of their own, if any are.
    pub(super) fn separable(&self) -> Option<Along> {
        let fits = |along| match self.projection.scope() {
            Scope::Entries => true,
            Scope::Vectors => self.along == along,
            Scope::Matrix => false,
        };
        if self.terms.iter().all(|(_, q)| q.is_none()) && fits(Along::Columns) {
            Some(Along::Columns)
        } else if self.terms.iter().all(|(p, _)| p.is_none()) && fits(Along::Rows) {
            Some(Along::Rows)
        } else {
            None
        }
    }

    /// The unknowns of one problem, and how many problems there are, for `along` of `separable`.
    pub(super) fn split(&self, along: Along) -> (usize, usize) {
        match along {
            Along::Columns => (self.rows, self.columns),
            Along::Rows => (self.columns, self.rows),
        }
    }

    /// The one matrix of a separable block.
    pub(super) fn matrix(&self, terms: &[Term<'_, T>], along: Along) -> Vec<T> {
        match along {
            Along::Columns => sum_of(self.rows, terms.iter().map(|(p, _)| *p)),
            Along::Rows => sum_of(self.columns, terms.iter().map(|(_, q)| *q)),
        }
    }

    /// The map of some terms, in the form that `solve` needs.
    pub(super) fn map(&self, terms: &'a [Term<'a, T>]) -> Map<'a, T> {
        match self.separable() {
            Some(along) => {
                Map::Packed(pack_square(self.split(along).0, &self.matrix(terms, along)))
            }
            None => Map::Terms(terms),
        }
    }

    /// Calls `work(space, buffers, [f, more], b)` for tiles of F, or once for all of it: f, `more` (a
    /// matrix like F, or empty) and the N `buffers` are of one size. What it makes of f and `more`
    /// is kept.
    pub(super) fn solve<const N: usize>(
        &self,
        f: &mut [T],
        more: &mut [T],
        b: &[T],
        work: impl Fn(Space<'a, T>, &mut [Buffer<T>; N], [&mut [T]; 2], &[T]) + Sync,
    ) {
        let (projection, rows, columns) = (self.projection, self.rows, self.columns);
        let Some(along) = self.separable() else {
            let space = Space {
                shape: Shape::Whole { rows, columns },
                projection,
                along: self.along,
            };
            let mut buffers = core::array::from_fn(|_| Buffer::new(f.len()));
            return work(space, &mut buffers, [f, more], b);
        };
        let (length, count) = self.split(along);
        let lane_bytes = (N + 3) * length * size_of::<T>();
        let fitting = (TILE_BYTES / lane_bytes.max(1)).clamp(MIN_LANES, MAX_LANES);
        let share = count.div_ceil(threads());
        let width = padded::<T>((fitting / T::TILE_LANES * T::TILE_LANES).min(share));
        let b = Vectors::new(b, rows, columns, along);
        let f = VectorsMut::new(f, rows, columns, along);
        let more = (!more.is_empty()).then(|| VectorsMut::new(more, rows, columns, along));
        let buffer = || Buffer::new(length * width);
        let workspace = || {
            let own = core::array::from_fn::<_, N, _>(|_| buffer());
            (own, [buffer(), buffer(), buffer()])
        };
        for_each_tile(count, width, workspace, |(own, tiles), first, used| {
            let [f_tile, more_tile, b_tile] = tiles;
            b.gather(first, used, width, b_tile);
            // SAFETY: every vector belongs to one tile, and every tile to one thread.
            unsafe {
                f.gather(first, used, width, f_tile);
                if let Some(more) = &more {
                    more.gather(first, used, width, more_tile);
                }
            }
            let space = Space {
                shape: Shape::Lanes {
                    first,
                    length,
                    width,
                },
                projection,
                along,
            };
            work(space, own, [f_tile, more_tile], b_tile);
            // SAFETY: as above.
            unsafe {
                f.scatter(first, used, width, f_tile);
                if let Some(more) = &more {
                    more.scatter(first, used, width, more_tile);
                }
            }
        });
    }
}

impl<T: Real> Space<'_, T> {
    /// How many problems there are.
    pub(super) fn problems(&self) -> usize {
        match self.shape {
            Shape::Lanes { width, .. } => width,
            Shape::Whole { .. } => 1,
        }
    }

    /// x ← its nearest point in the set.
    pub(super) fn project(&self, x: &mut [T]) {
        match self.shape {
            Shape::Lanes {
                first,
                length,
                width,
            } => project_tile(self.projection, first, length, width, x),
            Shape::Whole { rows, columns } => {
                project(self.projection, self.along, rows, columns, x);
            }
        }
    }

    /// out ← the map of x.
    pub(super) fn apply(&self, map: &Map<'_, T>, x: &[T], out: &mut [T]) {
        match (map, self.shape) {
            (Map::Packed(packed), Shape::Lanes { width, .. }) => {
                packed_times_tile(packed, x, width, out);
            }
            (Map::Terms(terms), Shape::Whole { rows, columns }) => {
                apply_terms(terms, rows, columns, x, &mut Vec::new(), out);
            }
            _ => unreachable!("a block's maps have the form of its spaces"),
        }
    }

    /// out ← ⟨x, y⟩ of every problem.
    pub(super) fn inner(&self, x: &[T], y: &[T], out: &mut [T]) {
        match self.shape {
            Shape::Lanes { length, width, .. } => {
                ordered_sums(length, out, |from, to, sums| {
                    inner_products(
                        width,
                        &x[from * width..to * width],
                        &y[from * width..to * width],
                        sums,
                    );
                });
            }
            Shape::Whole { .. } => out[0] = reduce::inner(x, y),
        }
    }

    /// out ← 1/2⟨x, a⟩ − ⟨b, x⟩ of every problem, where a is the map of x.
    pub(super) fn objective(&self, [x, a, b]: [&[T]; 3], out: &mut [T]) {
        let mut linear = vec![T::ZERO; out.len()];
        self.inner(x, a, out);
        self.inner(b, x, &mut linear);
        for (out, linear) in out.iter_mut().zip(linear) {
            *out = *out / (T::ONE + T::ONE) - linear;
        }
    }

    /// x ← f − step g, each problem with its own step.
    pub(super) fn descend(&self, steps: &[T], f: &[T], g: &[T], x: &mut [T]) {
        match self.shape {
            Shape::Lanes { .. } => descend_lanes(steps, f, g, x),
            Shape::Whole { .. } => descend_all(steps[0], f, g, x),
        }
    }

    /// to ← from for the problems listed.
    pub(super) fn copy(&self, problems: &[usize], from: &[T], to: &mut [T]) {
        let width = self.problems();
        if problems.is_empty() {
            return;
        }
        if problems.len() == width {
            return to.copy_from_slice(from);
        }
        for (from, to) in from.chunks_exact(width).zip(to.chunks_exact_mut(width)) {
            for &l in problems {
                to[l] = from[l];
            }
        }
    }

    /// The problems in which some entry of x is not finite.
    pub(super) fn not_finite(&self, x: &[T]) -> Vec<usize> {
        let width = self.problems();
        let mut zeros = vec![T::ZERO; width];
        for row in x.chunks_exact(width) {
            for (zero, x) in zeros.iter_mut().zip(row) {
                *zero += *x * T::ZERO;
            }
        }
        (0..width).filter(|&l| zeros[l] != T::ZERO).collect()
    }
}

dispatch! {
    /// Per lane ⟨x, y⟩ over the rows of a panel.
    fn inner_products<T: Real>(width: usize, x: &[T], y: &[T], sums: &mut [T]) {
        sums.fill(T::ZERO);
        let (mut x, mut y) = (x.chunks_exact(4 * width), y.chunks_exact(4 * width));
        for (x, y) in (&mut x).zip(&mut y) {
            let (x, y) = (four_rows(x, width), four_rows(y, width));
            let sums = &mut sums[..width];
            for l in 0..width {
                let mut sum = sums[l];
                for i in 0..4 {
                    sum += x[i][l] * y[i][l];
                }
                sums[l] = sum;
            }
        }
        for (x, y) in x.remainder().chunks_exact(width).zip(y.remainder().chunks_exact(width)) {
            for ((sum, x), y) in sums.iter_mut().zip(x).zip(y) {
                *sum += *x * *y;
            }
        }
    }

    fn descend_lanes<T: Real>(steps: &[T], f: &[T], g: &[T], x: &mut [T]) {
        let width = steps.len();
        let rows = f.chunks_exact(width).zip(g.chunks_exact(width));
        for ((f, g), x) in rows.zip(x.chunks_exact_mut(width)) {
            for (((f, g), step), x) in f.iter().zip(g).zip(steps).zip(x) {
                *x = *f - *step * *g;
            }
        }
    }

    fn descend_all<T: Real>(step: T, f: &[T], g: &[T], x: &mut [T]) {
        for ((f, g), x) in f.iter().zip(g).zip(x) {
            *x = *f - step * *g;
        }
    }
}
