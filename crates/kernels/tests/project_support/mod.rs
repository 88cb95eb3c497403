//! Slow versions of projections: nearest points by another way, and how far a point is from a set.

#![allow(dead_code, reason = "every test binary uses its own part")]

use deepmf_kernels::Real;
use deepmf_kernels::project::Projection;

/// The sets of single vectors.
pub const SETS: [&str; 18] = [
    "none",
    "nonnegative",
    "box",
    "binary",
    "signs",
    "simplex",
    "sum-at-most",
    "sum-within",
    "near-convex",
    "l1-ball",
    "l2-ball",
    "nonnegative-l2-ball",
    "unit-l2",
    "nonnegative-unit-l2",
    "k-sparse",
    "nonnegative-k-sparse",
    "hoyer",
    "nonnegative-hoyer",
];

/// A set with numbers that follow from one in [0, 1].
pub fn set<'a, T: Real>(name: &str, size: T, length: usize, epsilon: &'a [T]) -> Projection<'a, T> {
    let tenth = T::from_f64(0.1);
    let sum = size + size + tenth;
    let k = 1 + (size.to_f64() * (length - 1) as f64) as usize;
    let nonnegative = name.starts_with("nonnegative-");
    match name.trim_start_matches("nonnegative-") {
        "none" => Projection::None,
        "nonnegative" => Projection::Nonnegative,
        "box" => Projection::Box {
            low: -size,
            high: size * tenth,
        },
        "binary" => Projection::Binary,
        "signs" => Projection::Signs,
        "simplex" => Projection::Simplex { sum },
        "sum-at-most" => Projection::SumAtMost { sum },
        "sum-within" => Projection::SumWithin {
            low: sum * tenth,
            high: sum,
        },
        "near-convex" => Projection::NearConvex { epsilon },
        "l1-ball" => Projection::L1Ball { radius: sum },
        "l2-ball" => Projection::L2Ball {
            radius: sum,
            nonnegative,
        },
        "unit-l2" => Projection::UnitL2 { nonnegative },
        "k-sparse" => Projection::KSparse { k, nonnegative },
        "hoyer" => Projection::Hoyer {
            level: size,
            nonnegative,
        },
        _ => panic!("{name}"),
    }
}

pub fn is_convex(kind: Projection<f64>) -> bool {
    use Projection::*;
    !matches!(
        kind,
        Binary | Signs | UnitL2 { .. } | KSparse { .. } | Hoyer { .. }
    )
}

pub fn distance(x: &[f64], y: &[f64]) -> f64 {
    let largest = x
        .iter()
        .zip(y)
        .map(|(x, y)| (x - y).abs())
        .fold(0.0, f64::max);
    if largest == 0.0 {
        return 0.0;
    }
    let squares = x.iter().zip(y).map(|(x, y)| ((x - y) / largest).powi(2));
    largest * squares.sum::<f64>().sqrt()
}

fn norms(x: &[f64]) -> (f64, f64) {
    let largest = x.iter().map(|x| x.abs()).fold(0.0, f64::max);
    if largest == 0.0 {
        return (0.0, 0.0);
    }
    let sum: f64 = x.iter().map(|x| x.abs() / largest).sum();
    let square: f64 = x.iter().map(|x| (x / largest).powi(2)).sum();
    (largest * sum, largest * square.sqrt())
}

/// By how much a point misses the set.
pub fn feasibility_gap(kind: Projection<f64>, x: &[f64]) -> f64 {
    let sum: f64 = x.iter().sum();
    let (l1, l2) = norms(x);
    let lowest = x.iter().copied().fold(0.0, f64::min);
    let below = |nonnegative: bool| if nonnegative { -lowest } else { 0.0 };
    match kind {
        Projection::None => 0.0,
        Projection::Nonnegative => -lowest,
        Projection::Box { low, high } => x
            .iter()
            .map(|x| (low - x).max(x - high))
            .fold(0.0, f64::max),
        Projection::Binary => x
            .iter()
            .map(|x| if *x == 0.0 || *x == 1.0 { 0.0 } else { 1.0 })
            .sum(),
        Projection::Signs => x
            .iter()
            .map(|x| if x.abs() == 1.0 { 0.0 } else { 1.0 })
            .sum(),
        Projection::Simplex { sum: s } => (sum - s).abs() - lowest,
        Projection::SumAtMost { sum: s } => (sum - s).max(0.0) - lowest,
        Projection::SumWithin { low, high } => (sum - high).max(low - sum).max(0.0) - lowest,
        Projection::NearConvex { epsilon } => (sum - 1.0).abs() + (-epsilon[0] - lowest).max(0.0),
        Projection::L1Ball { radius } => (l1 - radius).max(0.0),
        Projection::L2Ball {
            radius,
            nonnegative,
        } => (l2 - radius).max(0.0) + below(nonnegative),
        Projection::UnitL2 { nonnegative } => (l2 - 1.0).abs() + below(nonnegative),
        Projection::KSparse { k, nonnegative } => {
            let entries = x.iter().filter(|x| **x != 0.0).count();
            entries.saturating_sub(k) as f64 + below(nonnegative)
        }
        Projection::Hoyer { level, nonnegative } => {
            (l1 - ratio(level, x.len()) * l2).max(0.0) + below(nonnegative)
        }
        other => panic!("{other:?} is a set of matrices"),
    }
}

fn ratio(level: f64, length: usize) -> f64 {
    let root = (length as f64).sqrt();
    root - level * (root - 1.0)
}

/// A nearest point, slowly.
pub fn slow(kind: Projection<f64>, y: &[f64]) -> Vec<f64> {
    let clipped = || -> Vec<f64> { y.iter().map(|y| y.max(0.0)).collect() };
    let magnitudes = || -> Vec<f64> { y.iter().map(|y| y.abs()).collect() };
    let signed = |x: Vec<f64>| -> Vec<f64> {
        x.iter()
            .zip(y)
            .map(|(x, y)| if *y < 0.0 { -x } else { *x })
            .collect()
    };
    let total = |x: &[f64]| x.iter().sum::<f64>();
    match kind {
        Projection::None => y.to_vec(),
        Projection::Nonnegative => clipped(),
        Projection::Box { low, high } => y.iter().map(|y| y.clamp(low, high)).collect(),
        Projection::Binary => y
            .iter()
            .map(|y| if (y - 1.0).abs() < y.abs() { 1.0 } else { 0.0 })
            .collect(),
        Projection::Signs => y
            .iter()
            .map(|y| if *y > 0.0 { 1.0 } else { -1.0 })
            .collect(),
        Projection::Simplex { sum } => level_by_halving(sum, y),
        Projection::SumAtMost { sum } if total(&clipped()) <= sum => clipped(),
        Projection::SumAtMost { sum } => level_by_halving(sum, y),
        Projection::SumWithin { low, .. } if total(&clipped()) < low => level_by_halving(low, y),
        Projection::SumWithin { high, .. } if total(&clipped()) > high => level_by_halving(high, y),
        Projection::SumWithin { .. } => clipped(),
        Projection::NearConvex { epsilon } => {
            let raised: Vec<f64> = y.iter().map(|y| y + epsilon[0]).collect();
            let sum = 1.0 + y.len() as f64 * epsilon[0];
            level_by_halving(sum, &raised)
                .iter()
                .map(|x| x - epsilon[0])
                .collect()
        }
        Projection::L1Ball { radius } if total(&magnitudes()) <= radius => y.to_vec(),
        Projection::L1Ball { radius } => signed(level_by_halving(radius, &magnitudes())),
        Projection::L2Ball {
            radius,
            nonnegative,
        } => {
            let y = if nonnegative { clipped() } else { y.to_vec() };
            let (_, norm) = norms(&y);
            y.iter()
                .map(|y| if norm > radius { y / norm * radius } else { *y })
                .collect()
        }
        Projection::UnitL2 { nonnegative } => {
            let point = if nonnegative { clipped() } else { y.to_vec() };
            let (_, norm) = norms(&point);
            if norm > 0.0 {
                return point.iter().map(|y| y / norm).collect();
            }
            let mut unit = vec![0.0; y.len()];
            let best = (0..y.len())
                .rev()
                .max_by(|&i, &j| y[i].partial_cmp(&y[j]).unwrap());
            unit[best.unwrap()] = 1.0;
            unit
        }
        Projection::KSparse { k, nonnegative } => {
            let y = if nonnegative { clipped() } else { y.to_vec() };
            best_subset(k, &y)
        }
        Projection::Hoyer { level, nonnegative } => {
            if nonnegative {
                sparsest(level, &clipped())
            } else {
                signed(sparsest(level, &magnitudes()))
            }
        }
        other => panic!("{other:?} is a set of matrices"),
    }
}

/// (y − τ)₊ with sum s, the level τ found by halving an interval.
fn level_by_halving(s: f64, y: &[f64]) -> Vec<f64> {
    let top = y.iter().copied().fold(f64::MIN, f64::max);
    let (mut low, mut high) = (-s, 0.0);
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        let sum: f64 = y.iter().map(|y| (y - top - middle).max(0.0)).sum();
        if sum > s { low = middle } else { high = middle }
    }
    y.iter().map(|y| (y - top - low).max(0.0)).collect()
}

/// All sets of k entries are tried.
fn best_subset(k: usize, y: &[f64]) -> Vec<f64> {
    let n = y.len();
    let kept = |set: u32| -> Vec<f64> {
        (0..n)
            .map(|i| if set >> i & 1 == 1 { y[i] } else { 0.0 })
            .collect()
    };
    (0..1u32 << n)
        .filter(|set| set.count_ones() as usize == k)
        .map(kept)
        .min_by(|a, b| distance(a, y).partial_cmp(&distance(b, y)).unwrap())
        .unwrap()
}

/// The best direction of Hoyer's cone for y ≥ 0: the threshold by halving an interval; where none is
/// right, entries that share the largest value.
fn sparsest(level: f64, y: &[f64]) -> Vec<f64> {
    let k = ratio(level, y.len());
    let (l1, l2) = norms(y);
    if l1 <= k * l2 {
        return y.to_vec();
    }
    let top = y.iter().copied().fold(0.0, f64::max);
    let ties = y.iter().filter(|y| **y >= top * (1.0 - 1e-13)).count();
    let direction: Vec<f64> = if (ties as f64).sqrt() > k * (1.0 + 1e-14) {
        // ⟨y, u⟩ is k times the top for every u of the right norms on the ties.
        let mut whole = 0;
        while ((whole + 1) as f64) < k * k {
            whole += 1;
        }
        let w = whole as f64;
        let root = if whole == 0 {
            0.0
        } else {
            ((w + 1.0 - k * k) / w).max(0.0).sqrt()
        };
        let mut seen = 0;
        y.iter()
            .map(|y| {
                if *y < top * (1.0 - 1e-13) || seen > whole {
                    return 0.0;
                }
                seen += 1;
                if seen > whole {
                    (k - w * root) / (w + 1.0)
                } else {
                    (k + root) / (w + 1.0)
                }
            })
            .collect()
    } else {
        let (mut low, mut high) = (0.0, top);
        for _ in 0..200 {
            let middle = low + (high - low) / 2.0;
            let v: Vec<f64> = y.iter().map(|y| (y - middle).max(0.0)).collect();
            let (l1, l2) = norms(&v);
            if l1 > k * l2 {
                low = middle
            } else {
                high = middle
            }
        }
        let v: Vec<f64> = y.iter().map(|y| (y - low).max(0.0)).collect();
        let (_, l2) = norms(&v);
        v.iter().map(|v| v / l2).collect()
    };
    let length: f64 = y.iter().zip(&direction).map(|(y, u)| y * u).sum();
    direction.iter().map(|u| u * length).collect()
}
