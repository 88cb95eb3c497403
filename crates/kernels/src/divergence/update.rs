//! One factor with the other fixed: every column of H, or row of W, is a problem of its own.

use core::sync::atomic::{AtomicUsize, Ordering};

use super::beta::Beta;
use super::cells::{Cells, Weights};
use super::curvature::Curvature;
use super::dense::{self, Columns, Evaluation};
use super::gathered::{self, BothOrders, by_count, keeps, most_entries};
use super::margins::{margins, weight_margins};
use super::source::{Data, Source};
use super::stored::{Entries, StoredTile};
use super::tile::{Plan, Tile};
use crate::elementwise::transpose;
use crate::gemm::{Basis, PackedBasis, gram};
use crate::project::Along;
use crate::reduce::{BLOCK_TERMS, column_sums, row_sums};
use crate::threads::{Shared, parallel_for, threads};
use crate::tile::{VectorsMut, for_each_tile};
use crate::{Real, has_shape};

/// Which factor of X ≈ W H is updated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// W, m x rank.
    Left,
    /// H, rank x n.
    Right,
}

/// How a factor goes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Multiplicative updates.
    Multiplicative,
    /// Newton steps, for β = 1 and 2: sweeps of coordinate descent on a quadratic model of all
    /// columns together; for β = 1 on stored entries, sweeps of scalar Newton steps.
    Newton,
}

/// A divergence and a method.
#[derive(Clone, Copy, Debug)]
pub struct Update<T> {
    /// The divergence.
    pub beta: Beta,
    /// Added to every entry of W H; above zero.
    pub floor: T,
    /// The exponent of multiplicative updates; [`Beta::safe_exponent`] is the one that never raises the
    /// divergence.
    pub exponent: f64,
    /// How.
    pub method: Method,
    /// The weight of `Σ f` beside the divergence, 0 or more; with 1 <= β <= 2 the sum of both never
    /// rises.
    pub l1: T,
    /// Evaluations of the gradient: as many multiplicative updates, or one trial step fewer and an
    /// update from the best point. On stored entries, sweeps.
    pub passes: usize,
}

/// Updates `f`, the factor that `factor` names, of X (m x n) ≈ W H with the `other` one fixed.
///
/// Except for an exponent of one's own, the divergence, with `l1` times the sum of the factor, never
/// rises but by rounding. An entry that
/// would not be finite stays as it is. Cost: 4 m n rank operations for each pass, twice that where
/// β is not 1; for sparse X with β = 1 and no weights, and where only stored cells count, as many for
/// each of these instead of all m n.
///
/// The result is the share of trial steps that were kept, one where nothing is tried. Where it is
/// small the model does not fit, and multiplicative updates are the better use of time.
///
/// Newton steps on β = 1 take their curvature from the sums of X, so weights that are very uneven
/// within a row or column make steps shorter, not wrong.
pub fn update<T: Real>(
    f: &mut [T],
    factor: Factor,
    other: &[T],
    data: Data<'_, T>,
    weights: Weights<'_, T>,
    [m, n, rank]: [usize; 3],
    update: Update<T>,
) -> f64 {
    data.check(m, n);
    weights.check(data, m, n);
    assert!(update.floor > T::ZERO && update.l1 >= T::ZERO && rank <= BLOCK_TERMS);
    let (basis, length, count, along) = match factor {
        Factor::Left => (Basis::Wide(other), n, m, Along::Rows),
        Factor::Right => (Basis::Tall(other), m, n, Along::Columns),
    };
    assert!(has_shape(f, count, rank) && has_shape(other, length, rank));
    if f.is_empty() || length == 0 || update.passes == 0 {
        return 1.0;
    }
    let problem = Problem {
        basis,
        along,
        length,
        count,
        rank,
    };
    let source = data.vectors(n, along);
    let zeros_fit_sums = matches!(weights, Weights::Ones) && update.beta == Beta::KullbackLeibler;
    if let Source::Lines(data) = source
        && (weights.only_stored() || zeros_fit_sums)
    {
        let cells = Cells {
            data,
            weights: weights.lines(along),
        };
        problem.stored(f, cells, weights.only_stored(), update);
        return 1.0;
    }
    let weights = weights.dense();
    let curvature = (update.method == Method::Newton).then(|| {
        let mut fitted = vec![T::ZERO; rank * rank];
        let transposed = along == Along::Rows;
        let (rows, columns) = if transposed {
            (count, rank)
        } else {
            (rank, count)
        };
        gram(transposed, rows, columns, f, T::ONE, T::ZERO, &mut fitted);
        let [by_row, by_column] = match update.beta {
            Beta::Euclidean => weight_margins(weights, m, n),
            _ => margins(data, weights, m, n),
        };
        let margins = if transposed {
            [&by_column, &by_row]
        } else {
            [&by_row, &by_column]
        };
        Curvature::new(
            update.beta,
            basis,
            length,
            rank,
            &fitted,
            margins.map(|x| x.as_slice()),
        )
    });
    let plan = Plan {
        passes: update.passes,
        exponent: update.exponent,
        curvature: curvature.as_ref(),
    };
    let weights = weights.map(|weights| Data::Dense(weights).vectors(n, along));
    let kept = problem.dense(f, source, weights, &plan, update);
    let tried = count * (update.passes - 1);
    if update.method == Method::Multiplicative || tried == 0 {
        return 1.0;
    }
    kept as f64 / tried as f64
}

/// `count` problems in `rank` unknowns, with one basis.
#[derive(Clone, Copy)]
struct Problem<'a, T> {
    basis: Basis<'a, T>,
    along: Along,
    length: usize,
    count: usize,
    rank: usize,
}

impl<T: Real> Problem<'_, T> {
    /// All entries of X, tile after tile; how many trial steps were kept.
    fn dense(
        &self,
        f: &mut [T],
        data: Source<'_, T>,
        weights: Option<Source<'_, T>>,
        plan: &Plan<'_, T>,
        update: Update<T>,
    ) -> usize {
        const WIDTH: usize = dense::LANES;
        let kept = AtomicUsize::new(0);
        let packed = PackedBasis::new(self.basis, self.length, self.rank);
        let columns = Columns {
            packed: &packed,
            data,
            weights,
            beta: update.beta,
            floor: update.floor,
            l1: update.l1,
        };
        let sums = self.basis_sums();
        let (rows, width) = match self.along {
            Along::Columns => (self.rank, self.count),
            Along::Rows => (self.count, self.rank),
        };
        let f = VectorsMut::new(f, rows, width, self.along);
        let workspace = || (Evaluation::new(&columns), Tile::new(self.rank, WIDTH));
        for_each_tile(
            self.count,
            WIDTH,
            workspace,
            |(evaluation, tile), first, used| {
                // SAFETY: every vector belongs to one tile, and every tile to one thread.
                unsafe { f.gather(first, used, WIDTH, &mut tile.h) };
                evaluation.set(first, used);
                if update.beta == Beta::KullbackLeibler {
                    if weights.is_some() {
                        evaluation.weighted_sums(&mut tile.den);
                    } else {
                        spread(&sums, WIDTH, &mut tile.den);
                    }
                    add_to(&mut tile.den, update.l1);
                }
                let scale = lane_scales::<T, WIDTH>(plan, (first..first + used).map(|j| j as u32));
                let here = tile.run(plan, &scale, used, evaluation);
                kept.fetch_add(here, Ordering::Relaxed);
                // SAFETY: as above.
                unsafe { f.scatter(first, used, WIDTH, &tile.h) };
            },
        );
        kept.into_inner()
    }

    /// The stored entries only; where they do not count `alone`, for β = 1, all others are zeros.
    fn stored(&self, f: &mut [T], cells: Cells<'_, T>, alone: bool, update: Update<T>) {
        let rank = self.rank;
        let most = most_entries(cells.places());
        let other = match self.basis {
            // Rows of A are all that a tile takes that keeps its columns.
            Basis::Tall(_) if keeps(most, rank) => Vec::new(),
            basis => transposed(basis, self.length, rank),
        };
        let (tall, wide) = match self.basis {
            Basis::Tall(a) => (a, other.as_slice()),
            Basis::Wide(a) => (other.as_slice(), a),
        };
        let entries = Entries {
            cells,
            alone,
            basis: BothOrders { tall, wide, rank },
            sums: &self.basis_sums(),
            beta: update.beta,
            floor: update.floor,
            l1: update.l1,
        };
        // Tiles take vectors from anywhere: each lies in one piece.
        match self.along {
            Along::Rows => stored_tiles(entries, update, f),
            Along::Columns => {
                let mut vectors = vec![T::ZERO; f.len()];
                transpose(rank, self.count, f, &mut vectors);
                stored_tiles(entries, update, &mut vectors);
                transpose(self.count, rank, &vectors, f);
            }
        }
    }

    /// The sums of the columns of A.
    fn basis_sums(&self) -> Vec<T> {
        let mut sums = vec![T::ZERO; self.rank];
        match self.basis {
            Basis::Tall(a) => column_sums(self.length, self.rank, a, &mut sums),
            Basis::Wide(a) => row_sums(self.rank, self.length, a, &mut sums),
        }
        sums
    }
}

/// All columns of a sparse matrix, tile after tile; `vectors` has one row for each.
fn stored_tiles<T: Real>(entries: Entries<'_, T>, update: Update<T>, vectors: &mut [T]) {
    const WIDTH: usize = gathered::LANES;
    let rank = entries.basis.rank;
    let places = entries.cells.places();
    let order = by_count(places);
    let most = order.last().map_or(0, |&j| places.line(j as usize).0.len());
    let vectors = Shared::new(vectors);
    // Tiles with many entries come last: threads take turns.
    let parts = threads().min(order.len().div_ceil(WIDTH));
    parallel_for(parts, |part| {
        let mut tile = StoredTile::new(entries, most);
        for members in order.chunks(WIDTH).skip(part).step_by(parts) {
            // SAFETY: `order` names every vector once, and a tile belongs to one thread.
            let vector = |j: u32| unsafe { vectors.slice(j as usize * rank, rank) };
            tile.h.fill(T::ZERO);
            for (lane, &j) in members.iter().enumerate() {
                for (lanes, x) in tile.h.chunks_exact_mut(WIDTH).zip(&*vector(j)) {
                    lanes[lane] = *x;
                }
            }
            tile.set(members);
            match update.method {
                Method::Multiplicative => tile.multiply(update.passes, update.exponent),
                Method::Newton => tile.descend(update.passes),
            }
            for (lane, &j) in members.iter().enumerate() {
                for (lanes, x) in tile.h.chunks_exact(WIDTH).zip(vector(j)) {
                    *x = lanes[lane];
                }
            }
        }
    });
}

/// The basis in its other order.
fn transposed<T: Real>(basis: Basis<'_, T>, length: usize, rank: usize) -> Vec<T> {
    let (a, rows, columns) = match basis {
        Basis::Tall(a) => (a, length, rank),
        Basis::Wide(a) => (a, rank, length),
    };
    let mut out = vec![T::ZERO; a.len()];
    transpose(rows, columns, a, &mut out);
    out
}

/// Every lane gets the same numbers.
fn spread<T: Real>(sums: &[T], width: usize, den: &mut [T]) {
    for (lanes, sum) in den.chunks_exact_mut(width).zip(sums) {
        lanes.fill(*sum);
    }
}

/// den ← den + weight: what a penalty on the sum of a factor adds to its gradient.
pub(super) fn add_to<T: Real>(den: &mut [T], weight: T) {
    if weight > T::ZERO {
        for den in den {
            *den += weight;
        }
    }
}

/// The lanes' entries of the curvature's scale; unused lanes have one.
fn lane_scales<T: Real, const WIDTH: usize>(
    plan: &Plan<'_, T>,
    members: impl Iterator<Item = u32>,
) -> [T; WIDTH] {
    let mut scale = [T::ONE; WIDTH];
    if let Some(curvature) = plan.curvature {
        for (scale, j) in scale.iter_mut().zip(members) {
            *scale = curvature.scale[j as usize];
        }
    }
    scale
}
