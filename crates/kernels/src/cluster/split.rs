//! Where to cut a cluster in two, from the weights of a factorization of rank two.

use crate::elementary::{Elementary, apply};
use crate::{Real, has_shape};

/// Thresholds tried: 0, 0.01, ..., 1.
const GRID: usize = 100;

/// Half the width of the window in which columns count as close to a threshold.
const WINDOW: f64 = 0.05;

/// labels_j ← 0 where h_1j / (h_1j + h_2j) is at least the threshold, else 1, for H (2 x `n`);
/// returns the threshold, or nothing where no threshold puts columns on both sides.
///
/// The threshold δ is the one, of a grid, that minimises −log(F(δ)(1 − F(δ))) + exp(G(δ)), where
/// F(δ) is the share of columns up to δ and G(δ) the density of columns in a window around it: both
/// parts are to be large, and the cut is to go through few columns (Gillis, Kuang and Park, 2015,
/// section II-D). The lowest of equals is taken; a column of zeros has the ratio 0.
pub fn split_by_ratio<T: Real>(n: usize, h: &[T], labels: &mut [u32]) -> Option<f64> {
    assert!(has_shape(h, 2, n) && labels.len() == n);
    let (first, second) = h.split_at(n);
    let ratio = |(h1, h2): (&T, &T)| {
        let ratio = h1.to_f64() / (h1.to_f64() + h2.to_f64());
        // 0 / 0 is no number.
        if ratio > 0.0 { ratio } else { 0.0 }
    };
    let ratios: Vec<f64> = first.iter().zip(second).map(ratio).collect();
    let mut sorted = ratios.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = n as f64;
    let up_to = |value: f64| sorted.partition_point(|&ratio| ratio <= value) as f64;
    let below = |value: f64| sorted.partition_point(|&ratio| ratio < value) as f64;
    let thresholds: Vec<f64> = (0..=GRID)
        .map(|step| step as f64 / GRID as f64)
        // A cut must leave columns on both sides.
        .filter(|&threshold| below(threshold) > 0.0 && below(threshold) < count)
        .filter(|&threshold| up_to(threshold) < count)
        .collect();
    let density = |&threshold: &f64| {
        let (low, high) = ((threshold - WINDOW).max(0.0), (threshold + WINDOW).min(1.0));
        (up_to(high) - below(low)) / count / (high - low)
    };
    let parts = |&threshold: &f64| {
        let share = up_to(threshold) / count;
        share * (1.0 - share)
    };
    let mut densities: Vec<f64> = thresholds.iter().map(density).collect();
    let mut logarithms: Vec<f64> = thresholds.iter().map(parts).collect();
    apply(Elementary::Exp, &mut densities);
    apply(Elementary::Log, &mut logarithms);
    let mut best = None;
    let mut least = f64::INFINITY;
    for (i, &threshold) in thresholds.iter().enumerate() {
        let objective = densities[i] - logarithms[i];
        if objective < least {
            (best, least) = (Some(threshold), objective);
        }
    }
    for (label, &ratio) in labels.iter_mut().zip(&ratios) {
        *label = u32::from(best.is_some_and(|threshold| ratio < threshold));
    }
    best
}
