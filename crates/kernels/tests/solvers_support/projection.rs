//! Projections of one vector: the shipped iteration step by step, and an exact one by sorting.

use super::contract_sum;
use deepmf_kernels::Real;
use deepmf_kernels::project::Projection;

/// What the kernel promises for one vector (an ε is that of vector 0), bit by bit.
pub fn project_vector<T: Real>(kind: Projection<T>, y: &[T]) -> Vec<T> {
    let clipped: Vec<T> = y
        .iter()
        .map(|&y| if y > T::ZERO { y } else { T::ZERO })
        .collect();
    match kind {
        Projection::None => y.iter().map(|&y| y + T::ZERO).collect(),
        Projection::Nonnegative => clipped,
        Projection::Simplex { sum } => michelot(sum, y),
        Projection::SumAtMost { sum } => {
            if contract_sum(&clipped) > sum {
                michelot(sum, y)
            } else {
                clipped
            }
        }
        Projection::NearConvex { epsilon } => {
            let sum = T::ONE + T::from_f64(y.len() as f64) * epsilon[0];
            michelot(sum, y).iter().map(|&x| x - epsilon[0]).collect()
        }
        other => panic!("no slow version of {other:?} here"),
    }
}

fn michelot<T: Real>(sum: T, y: &[T]) -> Vec<T> {
    let top = y
        .iter()
        .copied()
        .reduce(|top, y| if y > top { y } else { top })
        .unwrap();
    let y: Vec<T> = y.iter().map(|&y| y - top).collect();
    let mut tau = -sum;
    let mut size = 0;
    loop {
        let members = y.iter().filter(|&&y| y > tau).count();
        if members == size {
            break;
        }
        size = members;
        let terms: Vec<T> = y
            .iter()
            .map(|&y| if y > tau { y } else { T::ZERO })
            .collect();
        let next = (contract_sum(&terms) - sum) / T::from_f64(size as f64);
        if next > tau {
            tau = next;
        }
    }
    y.iter()
        .map(|&y| if y > tau { y - tau } else { T::ZERO })
        .collect()
}

/// The nearest point of the simplex by sorting (Held, Wolfe and Crowder, 1974).
pub fn simplex_by_sorting(sum: f64, y: &[f64]) -> Vec<f64> {
    let mut sorted = y.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut total = 0.0;
    let mut tau = 0.0;
    for (k, value) in sorted.iter().enumerate() {
        total += value;
        let candidate = (total - sum) / (k + 1) as f64;
        if *value > candidate {
            tau = candidate;
        }
    }
    y.iter().map(|y| (y - tau).max(0.0)).collect()
}

/// The nearest point of the solid simplex.
pub fn sum_at_most_by_sorting(sum: f64, y: &[f64]) -> Vec<f64> {
    let clipped: Vec<f64> = y.iter().map(|y| y.max(0.0)).collect();
    if clipped.iter().sum::<f64>() > sum {
        simplex_by_sorting(sum, y)
    } else {
        clipped
    }
}
