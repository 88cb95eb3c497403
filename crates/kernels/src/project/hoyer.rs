//! Hoyer's sparsity (Hoyer, 2004) of at least a level in every vector: with n entries,
//!
//! ```text
//! sp(x) = (√n − ‖x‖₁ / ‖x‖₂) / (√n − 1) ≥ level     that is     ‖x‖₁ ≤ k ‖x‖₂,  k = √n − level (√n − 1)
//! ```
//!
//! This is a cone: 0 is in it, and the nearest point is the best direction u of length 1 times
//! ⟨y, u⟩. The best direction has the signs of y and the magnitudes of (|y| − τ)₊ with the τ that
//! gives ‖u‖₁ = k (Thom and Palm, 2013). Where |y| has its largest value m times and √m > k, no τ
//! does; then all u with ‖u‖₁ = k on those entries are equally good, and the one with the fewest
//! entries, equal but for the last, in the order of indices, is taken.
//!
//! τ is found as on the simplex: for entries S with mean μ and Σ (y − μ)² = V the threshold they
//! would need is τ = μ − k √(V / (p (p − k²))), p = |S|. Entries at or below it drop, until none does.
//! Negative parts |y| − τ lower ‖·‖₁ and raise ‖·‖₂, so no τ is above the one sought.
//!
//! Hoyer's own projection fixes both norms; here vectors that are sparser already stay as they are.
//! Sums are of |y| divided by the largest |y| of the vector, so that no square overflows.

use super::elementwise::project_chunk;
use super::lanes::{LANES, lanes_of};
use super::{Projection, clip, largest_magnitudes, safe_reciprocals};
use crate::Real;
use crate::simd::dispatch;
use crate::tile::{MAX_LANES, ordered_sums};

/// The largest ‖x‖₁ / ‖x‖₂ of vectors with `length` entries and at least this sparsity.
pub(super) fn largest_ratio<T: Real>(level: T, length: usize) -> T {
    T::ONE + (T::ONE - level) * (T::from_f64(length as f64).sqrt() - T::ONE)
}

/// Where a ratio of two norms, or of two magnitudes, is as good as the one asked for.
pub(super) fn slack<T: Real>() -> T {
    T::from_f64(16.0) * T::EPSILON
}

/// Projects every lane; `level` in [0, 1].
pub(super) fn project_tile<T: Real>(level: T, length: usize, width: usize, tile: &mut [T]) {
    project_chunk(Projection::None, tile);
    if level == T::ZERO {
        return;
    }
    let ratio = largest_ratio(level, length);
    let mut search = Search::new(length, width, tile);
    let outside: [bool; MAX_LANES] = std::array::from_fn(|l| search.is_above(ratio, l));
    let mut open = outside;
    let mut members = search.count;
    // The thresholds that chose the members, before those that the members ask for.
    let mut chose = search.tau;
    while open.contains(&true) {
        for l in 0..width {
            chose[l] = search.tau[l];
            open[l] = open[l] && search.raise(ratio, chose[l], l);
        }
        search.look(length, width, tile);
        for l in 0..width {
            // A lane has its own end: what it gets does not depend on its neighbours.
            // The same members, now with sums about their mean: the first τ that they asked for may
            // have been too high by what cancelled in its sums.
            if open[l] && search.count[l] == members[l] {
                search.raise(ratio, chose[l], l);
                open[l] = false;
            }
            members[l] = search.count[l];
        }
    }
    for l in 0..width {
        if outside[l] && search.tied[l] {
            keep_some_of_the_largest(ratio, search.scale[l], search.peak[l], l, width, tile);
        }
    }
    shrink(
        &search.scale[..width],
        &search.tau[..width],
        &search.factor[..width],
        tile,
    );
}

/// The thresholds of the lanes on their way up.
struct Search<T> {
    /// The reciprocal of the largest magnitude, and their product.
    scale: [T; MAX_LANES],
    peak: [T; MAX_LANES],
    tau: [T; MAX_LANES],
    /// The sums are of differences to this: near the mean, so that squares do not cancel.
    shift: [T; MAX_LANES],
    /// Over the entries above τ, |y| scaled: Σ (z − shift), Σ (z − shift)², and their number.
    sum: [T; MAX_LANES],
    square: [T; MAX_LANES],
    count: [T; MAX_LANES],
    /// Whether τ would reach the largest entry.
    tied: [bool; MAX_LANES],
    /// What (z − τ)₊ is multiplied by; 0 where the lane stays.
    factor: [T; MAX_LANES],
}

impl<T: Real> Search<T> {
    /// All thresholds 0.
    fn new(length: usize, width: usize, tile: &[T]) -> Self {
        let none = [T::ZERO; MAX_LANES];
        let mut search = Self {
            scale: none,
            peak: none,
            tau: none,
            shift: none,
            sum: none,
            square: none,
            count: none,
            tied: [false; MAX_LANES],
            factor: none,
        };
        largest_magnitudes(tile, &mut search.peak[..width]);
        safe_reciprocals(&search.peak[..width], &mut search.scale[..width]);
        for l in 0..width {
            search.peak[l] *= search.scale[l];
        }
        search.look(length, width, tile);
        search
    }

    fn look(&mut self, length: usize, width: usize, tile: &[T]) {
        let mut sums = [T::ZERO; 3 * MAX_LANES];
        let sums = &mut sums[..3 * width];
        let [scale, tau, shift] = [&self.scale, &self.tau, &self.shift].map(|x| &x[..width]);
        ordered_sums(length, sums, |from, to, sums| {
            add_members(scale, tau, shift, &tile[from * width..to * width], sums);
        });
        let (sum, rest) = sums.split_at(width);
        let (square, count) = rest.split_at(width);
        self.sum[..width].copy_from_slice(sum);
        self.square[..width].copy_from_slice(square);
        self.count[..width].copy_from_slice(count);
    }

    /// Whether the lane is not sparse enough, at the first look.
    fn is_above(&self, ratio: T, l: usize) -> bool {
        self.sum[l] > ratio * self.square[l].sqrt() * (T::ONE + slack())
    }

    /// Takes the τ that the entries above `least` need; `false` where the largest ones are tied.
    fn raise(&mut self, ratio: T, least: T, l: usize) -> bool {
        let p = self.count[l];
        let off = self.sum[l] / p;
        let mean = self.shift[l] + off;
        let spread = clip(self.square[l] - self.sum[l] * off);
        let tau = mean - ratio * (spread / (p * (p - ratio * ratio))).sqrt();
        // At the level of rounding the largest entries cannot be told apart.
        let apart = tau < self.peak[l] * (T::ONE - slack());
        self.tied[l] = !apart;
        if self.tied[l] {
            self.factor[l] = T::ZERO;
            return false;
        }
        // Rounding must not let τ step back and an entry return.
        self.tau[l] = tau.max(least);
        self.shift[l] = mean;
        // ⟨z, v⟩ / ‖v‖² for v = (z − τ)₊.
        let above = mean - self.tau[l];
        self.factor[l] = T::ONE + self.tau[l] * (p * above) / (spread + p * above * above);
        true
    }
}

/// The nearest point of a lane whose largest entries are all alike and too many.
fn keep_some_of_the_largest<T: Real>(
    ratio: T,
    scale: T,
    peak: T,
    lane: usize,
    width: usize,
    tile: &mut [T],
) {
    // u has q entries a and one entry b: q a + b = k and q a² + b² = 1.
    let square = ratio * ratio;
    let mut q = 0;
    while T::from_f64(f64::from(q + 1)) < square * (T::ONE - slack()) {
        q += 1;
    }
    let number = T::from_f64(f64::from(q));
    let root = clip((number + T::ONE - square) / number.max(T::ONE)).sqrt();
    let b = clip((ratio - number * root) / (number + T::ONE));
    let a = (ratio + root) / (number + T::ONE);
    let least = peak * (T::ONE - (slack::<T>() + slack()));
    // ⟨z, u⟩ is the peak times k.
    let length = peak * ratio;
    let mut kept = 0;
    for y in tile.iter_mut().skip(lane).step_by(width) {
        let sign = if *y < T::ZERO { -T::ONE } else { T::ONE };
        let part = if y.abs() * scale < least || kept > q {
            T::ZERO
        } else {
            kept += 1;
            if kept > q { b } else { a }
        };
        *y = sign * (part * length) / scale + T::ZERO;
    }
}

dispatch! {
    /// Per lane Σ (z − shift), Σ (z − shift)² and the number of the entries z = |y| scale above τ.
    pub(crate) fn add_members<T: Real>(scale: &[T], tau: &[T], shift: &[T], rows: &[T], sums: &mut [T]) {
        let width = scale.len();
        let lane = |x: &[T], block: usize| -> [T; LANES] { x.as_chunks().0[block] };
        for block in 0..width / LANES {
            let (scale, tau, shift) = (lane(scale, block), lane(tau, block), lane(shift, block));
            let mut total = [[T::ZERO; LANES]; 3];
            for y in lanes_of(rows, width, block) {
                for l in 0..LANES {
                    let z = y[l].abs() * scale[l];
                    let inside = z > tau[l];
                    let off = if inside { z - shift[l] } else { T::ZERO };
                    total[0][l] += off;
                    total[1][l] += off * off;
                    total[2][l] += if inside { T::ONE } else { T::ZERO };
                }
            }
            for (sums, total) in sums.chunks_exact_mut(width).zip(total) {
                sums[block * LANES..][..LANES].copy_from_slice(&total);
            }
        }
    }

    /// y ← the sign of y times (|y| scale − τ)₊ factor / scale, where the factor is not 0.
    pub(super) fn shrink<T: Real>(scale: &[T], tau: &[T], factor: &[T], tile: &mut [T]) {
        let width = scale.len();
        let (tau, factor) = (&tau[..width], &factor[..width]);
        for row in tile.chunks_exact_mut(width) {
            for l in 0..width {
                let y = row[l];
                let magnitude = ((y.abs() * scale[l] - tau[l]).max(T::ZERO) * factor[l]) / scale[l];
                let x = (if y < T::ZERO { -magnitude } else { magnitude }) + T::ZERO;
                row[l] = if factor[l] == T::ZERO { y } else { x };
            }
        }
    }
}
