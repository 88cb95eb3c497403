//! Random matrices.

use super::Generator;
use crate::Real;

/// What the entries of a random matrix follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Uniform on [low, high).
    Uniform { low: f64, high: f64 },
    /// Normal.
    Normal { mean: f64, deviation: f64 },
    /// Gamma, shape > 0 and scale > 0.
    Gamma { shape: f64, scale: f64 },
    /// Every column is a draw of the symmetric Dirichlet distribution, alpha > 0: nonnegative
    /// with sum one.
    Dirichlet { alpha: f64 },
}

/// Fills the `rows` x `columns` matrix `out`: entries in row-major order, or, for Dirichlet,
/// columns from left to right.
///
/// Draws are made in double precision and rounded to `T`, so both precisions see the same numbers.
pub fn fill<T: Real>(
    distribution: Distribution,
    rows: usize,
    columns: usize,
    seed: u64,
    stream: u32,
    out: &mut [T],
) {
    debug_assert_eq!(out.len(), rows * columns);
    let mut generator = Generator::new(seed, stream);
    match distribution {
        Distribution::Uniform { low, high } => each(out, || generator.uniform(low, high)),
        Distribution::Normal { mean, deviation } => {
            each(out, || generator.normal(mean, deviation));
        }
        Distribution::Gamma { shape, scale } => each(out, || scale * generator.gamma(shape)),
        Distribution::Dirichlet { alpha } => {
            let mut point = vec![0.0; rows];
            for j in 0..columns {
                generator.dirichlet(alpha, &mut point);
                for (i, value) in point.iter().enumerate() {
                    out[i * columns + j] = T::from_f64(*value);
                }
            }
        }
    }
}

fn each<T: Real>(out: &mut [T], mut draw: impl FnMut() -> f64) {
    for entry in out {
        *entry = T::from_f64(draw());
    }
}
