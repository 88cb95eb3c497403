//! Projections onto constraint sets, and how the bindings name them.

use deepmf_kernels::Real;
use deepmf_kernels::project::{self as kernel, Along, Projection};

use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// f = the nearest point to f in the set.
///
/// A set is given by its name, by whether it speaks of columns or of rows, and by its numbers:
///
/// | name | parameters |
/// | --- | --- |
/// | none, nonnegative | |
/// | simplex, sum-at-most | the sum, above 0 |
/// | near-convex | ε at least 0, for each column (row) its own |
pub fn project(f: u32, projection: &str, along: &str, parameters: &[f64]) -> Result<()> {
    let f = slab::find(f)?;
    let set = Set::new(projection, along, parameters)?;
    by_precision!(f, T => {
        let numbers = set.numbers::<T>()?;
        let kind = set.parse(f.rows, f.cols, &numbers)?;
        kernel::project(kind, set.along, f.rows, f.cols, &mut f.write::<T>()?);
        Ok(())
    })
}

/// A constraint set as a call names it.
pub(crate) struct Set<'a> {
    name: &'a str,
    pub(crate) along: Along,
    parameters: &'a [f64],
}

impl<'a> Set<'a> {
    pub(crate) fn new(name: &'a str, along: &str, parameters: &'a [f64]) -> Result<Self> {
        let along = parse_along(along)?;
        Ok(Set {
            name,
            along,
            parameters,
        })
    }

    /// The parameters in the matrix's precision.
    pub(crate) fn numbers<T: Real>(&self) -> Result<Vec<T>> {
        let numbers: Vec<T> = self.parameters.iter().map(|&x| T::from_f64(x)).collect();
        if numbers.iter().all(|x| x.is_finite()) {
            return Ok(numbers);
        }
        Err(self.refusal("finite numbers"))
    }

    /// The kernel's name for the set, for a matrix of this shape; `numbers` are those of the set.
    pub(crate) fn parse<'n, T: Real>(
        &self,
        rows: usize,
        cols: usize,
        numbers: &'n [T],
    ) -> Result<Projection<'n, T>> {
        let count = match self.along {
            Along::Columns => cols,
            Along::Rows => rows,
        };
        match (self.name, numbers) {
            ("none", []) => Ok(Projection::None),
            ("nonnegative", []) => Ok(Projection::Nonnegative),
            ("none" | "nonnegative", _) => Err(self.refusal("no numbers")),
            ("simplex", &[sum]) if sum > T::ZERO => Ok(Projection::Simplex { sum }),
            ("sum-at-most", &[sum]) if sum > T::ZERO => Ok(Projection::SumAtMost { sum }),
            ("simplex" | "sum-at-most", _) => Err(self.refusal("a sum above 0")),
            ("near-convex", epsilon)
                if epsilon.len() == count && epsilon.iter().all(|e| *e >= T::ZERO) =>
            {
                Ok(Projection::NearConvex { epsilon })
            }
            ("near-convex", _) => {
                Err(self.refusal(&format!("an epsilon of at least 0 for each of {count}")))
            }
            (name, _) => Err(Error::argument(format!(
                "there is no projection of the name {name:?}"
            ))),
        }
    }

    fn refusal(&self, expected: &str) -> Error {
        Error::argument(format!(
            "the projection {} takes {expected}, received {:?}",
            self.name, self.parameters
        ))
    }
}

fn parse_along(name: &str) -> Result<Along> {
    match name {
        "columns" => Ok(Along::Columns),
        "rows" => Ok(Along::Rows),
        _ => Err(Error::argument(format!(
            "a projection goes along columns or rows, received {name:?}"
        ))),
    }
}
