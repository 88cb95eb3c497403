//! Hoyer's sparsity of at least a level in the mean over all vectors: grouped sparse projection
//! (Ohib, Gillis, Dalmasso, Shah, Potluru and Plis, 2022; De Handschutter's thesis, equations 6.6
//! and 6.7).
//!
//! As there, directions u_j of length 1 are sought that agree best with the vectors,
//!
//! ```text
//! maximise Σ_j ⟨|y_j|, u_j⟩   such that   Σ_j ‖u_j‖₁ ≤ K,   K = r √n − r level (√n − 1),
//! ```
//!
//! and vector j becomes ⟨y_j, u_j⟩ u_j with its signs. The solution is u_j = (|y_j| − τ)₊ / ‖·‖ with
//! one τ for all of them; where τ reaches the largest entry of a vector, the first of its largest
//! entries is what remains. (For one vector this is the nearest point. For more, the nearest point
//! would have squared products, and be hard to find.) A vector of zeros counts as sparse.
//!
//! Σ_j ‖u_j‖₁ falls as τ grows, so τ is found by Newton's steps kept in a bracket. Where equal largest
//! entries make the sum jump over K, the result is the sparser side of the jump.

use super::hoyer::{add_members, largest_ratio, shrink, slack};
use super::{Along, Projection, largest_magnitudes, over_tiles, safe_reciprocals};
use crate::Real;
use crate::reduce;
use crate::tile::{Buffer, MAX_LANES, Vectors, VectorsMut, for_each_tile, ordered_sums, padded};

/// Projects the vectors along `along`; `level` in [0, 1].
pub(super) fn project_matrix<T: Real>(
    level: T,
    nonnegative: bool,
    along: Along,
    rows: usize,
    columns: usize,
    f: &mut [T],
) {
    let signs = if nonnegative {
        Projection::Nonnegative
    } else {
        Projection::None
    };
    super::project(signs, along, rows, columns, f);
    let (length, count) = along.length_and_count(rows, columns);
    let bound = T::from_f64(count as f64) * largest_ratio(level, length);
    let group = Group {
        vectors: Vectors::new(f, rows, columns, along),
        length,
        count,
    };
    if level == T::ZERO {
        return;
    }
    if let Some(tau) = group.threshold(bound) {
        over_tiles(f, rows, columns, along, |_, length, width, tile| {
            shrink_tile(tau, length, width, tile);
        });
    }
}

/// The vectors as they were.
struct Group<'a, T> {
    vectors: Vectors<'a, T>,
    length: usize,
    count: usize,
}

impl<T: Real> Group<'_, T> {
    /// The τ that makes Σ_j ‖u_j‖₁ the bound, if that is larger for τ = 0.
    fn threshold(&self, bound: T) -> Option<T> {
        let tolerance = (slack::<T>() + slack()) * bound;
        let (mut low, mut high) = (T::ZERO, self.largest());
        let (mut tau, mut tries) = (T::ZERO, 0);
        let (mut sum, mut slope) = self.norms(tau);
        if sum <= bound + tolerance {
            return None;
        }
        while (sum - bound).abs() > tolerance && tries < MOST_TRIES {
            tries += 1;
            if sum > bound {
                low = tau;
            } else {
                high = tau;
            }
            if high - low <= slack::<T>() * high {
                break;
            }
            let newton = tau - (sum - bound) / slope;
            // Newton's steps come from one side; a step to the middle now and then bounds their number.
            tau = if newton > low && newton < high && tries % 4 != 0 {
                newton
            } else {
                low + (high - low) / (T::ONE + T::ONE)
            };
            (sum, slope) = self.norms(tau);
        }
        let met = (sum - bound).abs() <= tolerance;
        Some(if met { tau } else { high })
    }

    /// The largest magnitude of all.
    fn largest(&self) -> T {
        let mut tops = vec![T::ZERO; self.count];
        self.each([&mut tops], |width, tile, [top]| {
            largest_magnitudes(tile, &mut top[..width])
        });
        tops.iter().fold(T::ZERO, |largest, top| top.max(largest))
    }

    /// Σ_j ‖u_j‖₁ for this τ, and its derivative.
    fn norms(&self, tau: T) -> (T, T) {
        let (mut norms, mut slopes) = (vec![T::ZERO; self.count], vec![T::ZERO; self.count]);
        self.each([&mut norms, &mut slopes], |width, tile, [norm, slope]| {
            let lanes = Lanes::new(tau, self.length, width, tile);
            for l in 0..width {
                (norm[l], slope[l]) = lanes.norm(l);
            }
        });
        (reduce::sum(&norms), reduce::sum(&slopes))
    }

    /// Fills vectors with an entry for each vector of the group.
    fn each<const N: usize>(
        &self,
        out: [&mut [T]; N],
        work: impl Fn(usize, &[T], &mut [[T; MAX_LANES]; N]) + Sync,
    ) {
        let out = out.map(|out| VectorsMut::new(out, 1, self.count, Along::Columns));
        let width = padded::<T>(1);
        let workspace = || Buffer::new(self.length * width);
        for_each_tile(self.count, width, workspace, |tile, first, used| {
            self.vectors.gather(first, used, width, tile);
            let mut lanes = [[T::ZERO; MAX_LANES]; N];
            work(width, tile, &mut lanes);
            for (out, lanes) in out.iter().zip(&lanes) {
                // SAFETY: every vector belongs to one tile, and every tile to one thread.
                unsafe { out.scatter(first, used, width, &lanes[..width]) };
            }
        });
    }
}

/// Newton's steps take about ten; halvings alone this many for any numbers that are alike in size.
const MOST_TRIES: usize = 300;

/// What a threshold makes of the lanes of a tile.
struct Lanes<T> {
    scale: [T; MAX_LANES],
    /// The threshold times the scale.
    tau: [T; MAX_LANES],
    /// Over z > τ: Σ (z − τ), Σ (z − τ)², and how many.
    sum: [T; MAX_LANES],
    square: [T; MAX_LANES],
    count: [T; MAX_LANES],
}

impl<T: Real> Lanes<T> {
    fn new(threshold: T, length: usize, width: usize, tile: &[T]) -> Self {
        let mut lanes = [[T::ZERO; MAX_LANES]; 2];
        let [top, scale] = &mut lanes;
        largest_magnitudes(tile, &mut top[..width]);
        safe_reciprocals(&top[..width], &mut scale[..width]);
        let [_, scale] = lanes;
        let tau = scale.map(|scale| (threshold * scale).min(T::MAX));
        let mut sums = [T::ZERO; 3 * MAX_LANES];
        let sums = &mut sums[..3 * width];
        ordered_sums(length, sums, |from, to, sums| {
            let rows = &tile[from * width..to * width];
            add_members(&scale[..width], &tau[..width], &tau[..width], rows, sums);
        });
        let of = |part: usize| {
            std::array::from_fn(|l| {
                if l < width {
                    sums[part * width + l]
                } else {
                    T::ZERO
                }
            })
        };
        Self {
            scale,
            tau,
            sum: of(0),
            square: of(1),
            count: of(2),
        }
    }

    /// ‖u‖₁ and its derivative; 1 where one entry is left, or none.
    fn norm(&self, l: usize) -> (T, T) {
        if self.count[l] <= T::ONE {
            return (T::ONE, T::ZERO);
        }
        let length = self.square[l].sqrt();
        let norm = self.sum[l] / length;
        let slope = (norm * norm - self.count[l]) / length * self.scale[l];
        (norm, slope)
    }
}

/// Every vector becomes ⟨y, u⟩ u.
fn shrink_tile<T: Real>(threshold: T, length: usize, width: usize, tile: &mut [T]) {
    let lanes = Lanes::new(threshold, length, width, tile);
    let mut factor = [T::ZERO; MAX_LANES];
    for l in 0..width {
        if lanes.count[l] > T::ONE {
            // ⟨z, v⟩ / ‖v‖² for v = (z − τ)₊.
            factor[l] = T::ONE + lanes.tau[l] * lanes.sum[l] / lanes.square[l];
        } else {
            keep_first_largest(l, width, tile);
        }
    }
    shrink(
        &lanes.scale[..width],
        &lanes.tau[..width],
        &factor[..width],
        tile,
    );
}

/// Keeps the first entry of the largest magnitude.
fn keep_first_largest<T: Real>(lane: usize, width: usize, tile: &mut [T]) {
    let mut best = lane;
    for at in (lane..tile.len()).step_by(width) {
        if tile[at].abs() > tile[best].abs() {
            best = at;
        }
    }
    let kept = tile[best];
    tile.iter_mut()
        .skip(lane)
        .step_by(width)
        .for_each(|y| *y = T::ZERO);
    tile[best] = kept;
}
