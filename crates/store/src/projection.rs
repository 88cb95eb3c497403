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
/// | none, nonnegative, binary, signs | |
/// | box | the lowest entry and the highest; either may be infinite |
/// | simplex, sum-at-most | the sum, above 0 |
/// | sum-within | the lowest sum, above 0, and the highest |
/// | near-convex | ε at least 0, for each column (row) its own, or one for all |
/// | l1-ball, l2-ball | the radius, above 0 |
/// | unit-l2 | |
/// | k-sparse | how many entries stay, from 1 to the length |
/// | hoyer, grouped-hoyer | the level, from 0 to 1 |
/// | orthogonal | |
/// | doubly-stochastic | ; the matrix is square |
///
/// l2-ball, unit-l2, k-sparse, hoyer and grouped-hoyer have a nonnegative part too, named
/// nonnegative-l2-ball and so on.
pub fn project(f: u32, projection: &str, along: &str, parameters: &[f64]) -> Result<()> {
    let f = slab::find(f)?;
    let set = Set::new(projection, along, parameters)?;
    by_precision!(f, T => {
        let numbers = set.numbers::<T>();
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
    pub(crate) fn numbers<T: Real>(&self) -> Vec<T> {
        self.parameters.iter().map(|&x| T::from_f64(x)).collect()
    }

    /// The kernel's name for the set, for a matrix of this shape; `numbers` are those of the set.
    pub(crate) fn parse<'n, T: Real>(
        &self,
        rows: usize,
        cols: usize,
        numbers: &'n [T],
    ) -> Result<Projection<'n, T>> {
        let (length, count) = match self.along {
            Along::Columns => (rows, cols),
            Along::Rows => (cols, rows),
        };
        let short = self.name.strip_prefix("nonnegative-");
        let nonnegative = short.is_some();
        match (short.unwrap_or(self.name), numbers) {
            ("l2-ball", &[radius]) if is_size(radius) => Ok(Projection::L2Ball {
                radius,
                nonnegative,
            }),
            ("l2-ball", _) => self.refuse("a radius above 0"),
            ("unit-l2", []) => Ok(Projection::UnitL2 { nonnegative }),
            ("unit-l2", _) => self.refuse("no numbers"),
            ("k-sparse", _) => match whole(self.parameters, length) {
                Some(k) => Ok(Projection::KSparse { k, nonnegative }),
                None => self.refuse(&format!("a whole number from 1 to {length}")),
            },
            ("hoyer", &[level]) if is_level(level) => Ok(Projection::Hoyer { level, nonnegative }),
            ("grouped-hoyer", &[level]) if is_level(level) => {
                Ok(Projection::GroupedHoyer { level, nonnegative })
            }
            ("hoyer" | "grouped-hoyer", _) => self.refuse("a level from 0 to 1"),
            (_, _) if nonnegative => self.unknown(),
            ("none", []) => Ok(Projection::None),
            ("nonnegative", []) => Ok(Projection::Nonnegative),
            ("binary", []) => Ok(Projection::Binary),
            ("signs", []) => Ok(Projection::Signs),
            ("orthogonal", []) => Ok(Projection::Orthogonal),
            ("doubly-stochastic", []) if rows == cols => Ok(Projection::DoublyStochastic),
            ("doubly-stochastic", []) => Err(Error::shape(format!(
                "f is {rows} x {cols}, expected a square matrix"
            ))),
            (
                "none" | "nonnegative" | "binary" | "signs" | "orthogonal" | "doubly-stochastic",
                _,
            ) => self.refuse("no numbers"),
            ("box", &[low, high]) if low <= high && low < T::MAX && high > -T::MAX => {
                Ok(Projection::Box { low, high })
            }
            ("box", _) => self.refuse("a lowest and a highest entry"),
            ("simplex", &[sum]) if is_size(sum) => Ok(Projection::Simplex { sum }),
            ("sum-at-most", &[sum]) if is_size(sum) => Ok(Projection::SumAtMost { sum }),
            ("simplex" | "sum-at-most", _) => self.refuse("a sum above 0"),
            ("sum-within", &[low, high]) if is_size(low) && is_size(high) && low <= high => {
                Ok(Projection::SumWithin { low, high })
            }
            ("sum-within", _) => self.refuse("a lowest sum above 0 and a highest"),
            ("near-convex", epsilon)
                if (epsilon.len() == count || epsilon.len() == 1)
                    && epsilon.iter().all(is_slack) =>
            {
                Ok(Projection::NearConvex { epsilon })
            }
            ("near-convex", _) => self.refuse(&format!(
                "one epsilon of at least 0, or one for each of {count}"
            )),
            ("l1-ball", &[radius]) if is_size(radius) => Ok(Projection::L1Ball { radius }),
            ("l1-ball", _) => self.refuse("a radius above 0"),
            _ => self.unknown(),
        }
    }

    fn refuse<P>(&self, expected: &str) -> Result<P> {
        Err(Error::argument(format!(
            "the projection {} takes {expected}, received {:?}",
            self.name, self.parameters
        )))
    }

    fn unknown<P>(&self) -> Result<P> {
        Err(Error::argument(format!(
            "there is no projection of the name {:?}",
            self.name
        )))
    }
}

/// A sum or a radius.
fn is_size<T: Real>(x: T) -> bool {
    x > T::ZERO && x.is_finite()
}

/// An ε. What its columns sum to must be finite too.
fn is_slack<T: Real>(x: &T) -> bool {
    *x >= T::ZERO && *x <= T::from_f64(1e18)
}

fn is_level<T: Real>(x: T) -> bool {
    x >= T::ZERO && x <= T::ONE
}

/// The one parameter, if it is a whole number from 1 to the length. It is not rounded to single
/// precision, where large whole numbers are not their own.
fn whole(parameters: &[f64], length: usize) -> Option<usize> {
    match *parameters {
        [k] if k >= 1.0 && k <= length as f64 && k.fract() == 0.0 => Some(k as usize),
        _ => None,
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
