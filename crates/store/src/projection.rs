//! Projections onto constraint sets, and how the bindings name them.

use deepmf_kernels::Real;
use deepmf_kernels::project::{self as kernel, Along, Projection};

use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// f = the nearest point to f in the set.
pub fn project(f: u32, projection: &str, along: &str, total: f64) -> Result<()> {
    let f = slab::find(f)?;
    let along = parse_along(along)?;
    by_precision!(f, T => {
        let kind = parse_projection::<T>(projection, total)?;
        kernel::project(kind, along, f.rows, f.cols, &mut f.write::<T>()?);
        Ok(())
    })
}

pub(crate) fn parse_projection<T: Real>(name: &str, total: f64) -> Result<Projection<T>> {
    match name {
        "none" => Ok(Projection::None),
        "nonnegative" => Ok(Projection::Nonnegative),
        "simplex" => Ok(Projection::Simplex {
            sum: positive::<T>(total)?,
        }),
        "sum-at-most" => Ok(Projection::SumAtMost {
            sum: positive::<T>(total)?,
        }),
        _ => Err(Error::argument(format!(
            "the projection is none, nonnegative, simplex or sum-at-most, received {name:?}"
        ))),
    }
}

pub(crate) fn parse_along(name: &str) -> Result<Along> {
    match name {
        "columns" => Ok(Along::Columns),
        "rows" => Ok(Along::Rows),
        _ => Err(Error::argument(format!(
            "a projection goes along columns or rows, received {name:?}"
        ))),
    }
}

/// The sum that a simplex has, in the matrix's precision.
fn positive<T: Real>(total: f64) -> Result<T> {
    let sum = T::from_f64(total);
    if sum.to_f64() > 0.0 && sum.to_f64().is_finite() {
        return Ok(sum);
    }
    Err(Error::argument(format!(
        "the sum is a positive number, received {total}"
    )))
}
