//! Block solvers: each call solves for one factor with the others fixed.

use std::cell::Ref;
use std::rc::Rc;

use deepmf_kernels::{Real, nnls};

use crate::error::{Error, Result};
use crate::projection::Set;
use crate::random::parse_seed;
use crate::slab::{self, Matrix, Stored, by_precision};

/// Accelerated projected gradient for 1/2 ⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩ over a set; returns the last
/// objective. The id 0 among `ps` or `qs` is the identity.
pub fn fpgd(
    f: u32,
    b: u32,
    ps: &[u32],
    qs: &[u32],
    projection: &str,
    along: &str,
    parameters: &[f64],
    steps: u32,
    alpha1: f64,
) -> Result<f64> {
    let (f, b) = (slab::find(f)?, slab::find(b)?);
    b.expect_shape("b", f.rows, f.cols)?;
    if ps.len() != qs.len() || ps.is_empty() {
        return Err(Error::argument(format!(
            "every term has a p and a q, received {} and {}",
            ps.len(),
            qs.len()
        )));
    }
    let set = Set::new(projection, along, parameters)?;
    let ps = operators("p", ps, f.rows)?;
    let qs = operators("q", qs, f.cols)?;
    by_precision!(f, T => {
        let alpha1 = momentum::<T>(alpha1)?;
        let mut out = f.write::<T>()?;
        let numbers = set.numbers::<T>();
        let kind = set.parse(f.rows, f.cols, &numbers)?;
        let ps = borrow_all::<T>(&ps)?;
        let qs = borrow_all::<T>(&qs)?;
        let terms: Vec<_> = ps.iter().zip(&qs).map(|(p, q)| (slice(p), slice(q))).collect();
        let objective = nnls::fpgd(
            &mut out,
            &b.read::<T>()?,
            f.rows,
            f.cols,
            &terms,
            kind,
            set.along,
            steps as usize,
            alpha1,
        );
        Ok(objective.to_f64())
    })
}

/// The momentum's start, in the matrix's precision.
fn momentum<T: Real>(alpha1: f64) -> Result<T> {
    let start = T::from_f64(alpha1);
    if start > T::ZERO && start <= T::ONE {
        return Ok(start);
    }
    Err(Error::argument(format!(
        "alpha1 is above 0 and at most 1, received {alpha1}"
    )))
}

/// Block-exact coordinate descent on the rows of F (gram on the left, rows x rows) or on its
/// columns (gram on the right, cols x cols). Where `delta` is above 0, a column (row) ends after
/// the sweep that changes it by at most that fraction of what the first one did. The order is
/// cyclic, or random for `seed` and `stream`.
pub fn hals(
    f: u32,
    b: u32,
    gram: u32,
    side: &str,
    nonnegative: bool,
    sweeps: u32,
    delta: f64,
    order: &str,
    seed: f64,
    stream: u32,
) -> Result<()> {
    let Sided { f, b, gram, side } = Sided::find(f, b, gram, side)?;
    if !(0.0..1.0).contains(&delta) {
        return Err(Error::argument(format!(
            "delta is at least 0 and below 1, received {delta}"
        )));
    }
    let order = match order {
        "cyclic" => nnls::Order::Cyclic,
        "random" => nnls::Order::Random {
            seed: parse_seed(seed)?,
            stream,
        },
        _ => {
            return Err(Error::argument(format!(
                "the order is cyclic or random, received {order:?}"
            )));
        }
    };
    let count = sweeps as usize;
    let sweeps = nnls::Sweeps {
        count,
        delta,
        order,
    };
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        let (b, gram) = (b.read::<T>()?, gram.read::<T>()?);
        nnls::hals(&mut out, &b, f.rows, f.cols, &gram, side, nonnegative, sweeps);
        Ok(())
    })
}

/// The operands of a solver for one Gram matrix.
struct Sided {
    f: Rc<Matrix>,
    b: Rc<Matrix>,
    gram: Rc<Matrix>,
    side: nnls::Side,
}

impl Sided {
    fn find(f: u32, b: u32, gram: u32, side: &str) -> Result<Self> {
        let (f, b, gram) = (slab::find(f)?, slab::find(b)?, slab::find(gram)?);
        b.expect_shape("b", f.rows, f.cols)?;
        let (side, order) = match side {
            "left" => (nnls::Side::Left, f.rows),
            "right" => (nnls::Side::Right, f.cols),
            _ => {
                return Err(Error::argument(format!(
                    "the Gram matrix stands left or right, received {side:?}"
                )));
            }
        };
        gram.expect_shape("gram", order, order)?;
        Ok(Self { f, b, gram, side })
    }
}

type Operators = Vec<Option<Rc<Matrix>>>;

fn operators(role: &str, ids: &[u32], order: usize) -> Result<Operators> {
    ids.iter()
        .map(|&id| {
            let operator = slab::find_or_identity(id)?;
            if let Some(matrix) = &operator {
                matrix.expect_shape(role, order, order)?;
            }
            Ok(operator)
        })
        .collect()
}

fn borrow_all<T: Stored>(operators: &Operators) -> Result<Vec<Option<Ref<'_, Vec<T>>>>> {
    operators
        .iter()
        .map(|operator| {
            operator
                .as_ref()
                .map(|matrix| matrix.read::<T>())
                .transpose()
        })
        .collect()
}

fn slice<'a, T>(operator: &'a Option<Ref<'_, Vec<T>>>) -> Option<&'a [T]> {
    operator.as_ref().map(|numbers| numbers.as_slice())
}
