//! Matrices of random numbers.

use deepmf_kernels::random::{self as kernel, Distribution};

use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// The largest seed that JavaScript holds exactly: 2^53 - 1.
const LARGEST_SEED: f64 = 9_007_199_254_740_991.0;

/// Fills dst from the generator of (seed, stream). What a and b are depends on the distribution:
/// uniform on [a, b); normal with mean a and deviation b; gamma with shape a and scale b; dirichlet
/// with every parameter a (b is not used), one draw per column.
pub fn random_fill(
    dst: u32,
    distribution: &str,
    a: f64,
    b: f64,
    seed: f64,
    stream: u32,
) -> Result<()> {
    let dst = slab::find(dst)?;
    let distribution = parse(distribution, a, b)?;
    let seed = parse_seed(seed)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        kernel::fill(distribution, dst.rows, dst.cols, seed, stream, &mut out);
        Ok(())
    })
}

/// A seed as it crosses from JavaScript.
pub(crate) fn parse_seed(seed: f64) -> Result<u64> {
    if (0.0..=LARGEST_SEED).contains(&seed) && seed.fract() == 0.0 {
        return Ok(seed as u64);
    }
    Err(Error::argument(format!(
        "a seed is a whole number from 0 to 2^53 - 1, received {seed}"
    )))
}

fn parse(name: &str, a: f64, b: f64) -> Result<Distribution> {
    let fits = |good: bool, wanted: &str| {
        if good && a.is_finite() {
            return Ok(());
        }
        Err(Error::argument(format!(
            "{name} takes {wanted}, received {a} and {b}"
        )))
    };
    match name {
        "uniform" => {
            fits(a <= b && b.is_finite(), "a lower and an upper bound")?;
            Ok(Distribution::Uniform { low: a, high: b })
        }
        "normal" => {
            fits(
                b >= 0.0 && b.is_finite(),
                "a mean and a nonnegative deviation",
            )?;
            Ok(Distribution::Normal {
                mean: a,
                deviation: b,
            })
        }
        "gamma" => {
            fits(
                a > 0.0 && b > 0.0 && b.is_finite(),
                "a positive shape and a positive scale",
            )?;
            Ok(Distribution::Gamma { shape: a, scale: b })
        }
        "dirichlet" => {
            fits(a > 0.0, "a positive parameter")?;
            Ok(Distribution::Dirichlet { alpha: a })
        }
        _ => Err(Error::argument(format!(
            "the distribution is uniform, normal, gamma or dirichlet, received {name:?}"
        ))),
    }
}
