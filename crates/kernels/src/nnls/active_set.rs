//! Nonnegative least squares of one vector by an active set (Lawson and Hanson, 1974), on the normal
//! equations: slower than pivoting, but every step lowers the objective, so it always ends.

use super::passive::{Curvature, PassiveFactor};
use crate::Real;

/// x ← the x ≥ 0 that minimises 1/2 xᵀ P x − bᵀ x, from any x: its positive entries do not matter.
/// y becomes P x − b.
pub(super) fn active_set<T: Real>(
    curvature: &Curvature<'_, T>,
    b: &[T],
    x: &mut [T],
    y: &mut [T],
    factor: &mut PassiveFactor<T>,
    panel: &mut [T],
) {
    let order = curvature.order;
    for (k, x) in x.iter_mut().enumerate() {
        if curvature.moves(k) {
            *x = T::ZERO;
        }
    }
    let mut passive: Vec<usize> = Vec::with_capacity(order);
    let mut target = x.to_vec();
    // Unknowns that were let in and did not rise: not again before another one did.
    let mut refused = vec![false; order];
    for _ in 0..STEPS * order {
        curvature.gradient(x, b, y, panel);
        let size = curvature.size(x);
        let mut entering: Option<usize> = None;
        for k in 0..order {
            let candidate = curvature.moves(k)
                && !refused[k]
                && passive.binary_search(&k).is_err()
                && y[k] < -curvature.tolerance(k, b, size);
            // By how much the objective falls along an unknown alone, so that no scale matters.
            let slope = |k: usize| y[k] / curvature.roots[k];
            if candidate && entering.is_none_or(|best| slope(k) < slope(best)) {
                entering = Some(k);
            }
        }
        let Some(entering) = entering else { return };
        let place = passive.partition_point(|&k| k < entering);
        passive.insert(place, entering);
        loop {
            factor.factorize(curvature, &passive);
            factor.solve(curvature, &passive, b, &mut target);
            if passive.iter().all(|&k| target[k] > T::ZERO) {
                x.copy_from_slice(&target);
                if passive.binary_search(&entering).is_ok() {
                    refused.fill(false);
                }
                break;
            }
            // Towards the target as far as all stay positive; the first to become zero leaves.
            let mut length = T::ONE;
            for &k in &passive {
                if target[k] <= T::ZERO {
                    let part = x[k] / (x[k] - target[k]);
                    length = if part < length { part } else { length };
                }
            }
            // Of 0/0, where the one that enters does not rise.
            let length = if length >= T::ZERO { length } else { T::ZERO };
            for &k in &passive {
                let stays = target[k] > T::ZERO || x[k] / (x[k] - target[k]) > length;
                x[k] = if stays {
                    x[k] + length * (target[k] - x[k])
                } else {
                    T::ZERO
                };
            }
            let before = passive.len();
            passive.retain(|&k| x[k] > T::ZERO);
            if passive.binary_search(&entering).is_err() {
                refused[entering] = true;
            }
            if passive.is_empty() || passive.len() == before {
                break;
            }
        }
    }
    curvature.gradient(x, b, y, panel);
}

/// The most unknowns that enter, for each there is: far more than ever do.
const STEPS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nnls::{Side, bpp};
    use crate::random::{Distribution, fill};

    /// Pivoting ends before it needs this, so it is called here.
    #[test]
    fn finds_what_pivoting_finds() {
        let (m, r) = (30, 14);
        for seed in 0..20 {
            let mut w = vec![0.0f64; m * r];
            let any = Distribution::Uniform {
                low: -0.5,
                high: 1.0,
            };
            fill(any, m, r, seed, 0, &mut w);
            if seed >= 10 {
                // Two equal columns and one of zeros.
                for row in w.chunks_exact_mut(r) {
                    (row[3], row[8]) = (row[5], 0.0);
                }
            }
            let mut gram = vec![0.0; r * r];
            crate::gemm::gram(true, m, r, &w, 1.0, 0.0, &mut gram);
            let mut target = vec![0.0; m];
            fill(any, m, 1, seed, 1, &mut target);
            let mut b = vec![0.0; r];
            crate::gemm::gemm(true, false, r, 1, m, 1.0, &w, &target, 0.0, &mut b);
            let curvature = Curvature::new(r, &gram);
            let (mut x, mut y, mut panel) = (vec![0.5; r], vec![0.0; r], vec![0.0; r]);
            let mut factor = PassiveFactor::new(r);
            active_set(&curvature, &b, &mut x, &mut y, &mut factor, &mut panel);
            let mut pivoted = vec![0.5; r];
            bpp(&mut pivoted, &b, r, 1, &gram, Side::Left);
            // Equal columns may share their weight in any way.
            if seed >= 10 {
                for x in [&mut x, &mut pivoted] {
                    (x[3], x[5]) = (x[3] + x[5], 0.0);
                }
            }
            for (x, pivoted) in x.iter().zip(&pivoted) {
                assert!((x - pivoted).abs() < 1e-10, "{seed}: {x} {pivoted}");
            }
        }
    }
}
