//! Random matrices.

use super::Generator;
use crate::Real;

/// What the entries of a random matrix follow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Uniform on [low, high).
    Uniform {
        /// Smallest value.
        low: f64,
        /// Upper end, never reached.
        high: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation, at least 0.
        deviation: f64,
    },
    /// Gamma, whose mean is shape · scale.
    Gamma {
        /// Shape, above 0.
        shape: f64,
        /// Scale, above 0.
        scale: f64,
    },
    /// Every column is a draw of the symmetric Dirichlet distribution: nonnegative with sum one.
    Dirichlet {
        /// Concentration of every entry, above 0; small values make sparse columns.
        alpha: f64,
    },
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
    assert!(crate::has_shape(out, rows, columns));
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
