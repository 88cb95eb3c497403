//! Block solvers: each call solves for one factor with the others fixed.

use deepmf_kernels::Real;
use deepmf_kernels::nnls::{self, StepRule, Steps};

use crate::error::{Error, Result};
use crate::projection::Set;
use crate::random::parse_seed;
use crate::slab::{self, by_precision};
use crate::solver_operands::{Sandwich, Sided, borrow_all, slices};

/// Accelerated projected gradient for 1/2 ⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩ over a set; returns the last
/// objective. The id 0 among `ps` or `qs` is the identity. `step` is "lipschitz" for steps of length
/// 1/L, or "backtracking".
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
    step: &str,
) -> Result<f64> {
    let rule = match step {
        "lipschitz" => StepRule::Lipschitz,
        "backtracking" => StepRule::Backtracking,
        _ => {
            return Err(Error::argument(format!(
                "the step is lipschitz or backtracking, received {step:?}"
            )));
        }
    };
    let Sandwich { f, b, terms } = Sandwich::find(f, b, ps, qs)?;
    let set = Set::new(projection, along, parameters)?;
    by_precision!(f, T => {
        let steps = Steps { count: steps as usize, alpha1: momentum::<T>(alpha1)?, rule };
        let mut out = f.write::<T>()?;
        let numbers = set.numbers::<T>();
        let kind = set.parse(f.rows, f.cols, &numbers)?;
        let terms = borrow_all::<T>(&terms)?;
        let terms: Vec<_> = terms.iter().map(slices).collect();
        let objective = nnls::fpgd(
            &mut out,
            &b.read::<T>()?,
            f.rows,
            f.cols,
            &terms,
            kind,
            set.along,
            steps,
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

/// F = the nonnegative F that minimises 1/2 ⟨F, P F⟩ − ⟨B, F⟩, exactly, by block principal pivoting
/// from the positive entries of F; the Gram matrix stands on the left or on the right.
pub fn bpp(f: u32, b: u32, gram: u32, side: &str) -> Result<()> {
    let Sided { f, b, gram, side } = Sided::find(f, b, gram, side)?;
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        nnls::bpp(&mut out, &b.read::<T>()?, f.rows, f.cols, &gram.read::<T>()?, side);
        Ok(())
    })
}

/// `steps` multiplicative updates of F ≥ 0 for 1/2 ⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩: those of Lee and Seung,
/// or where an operand has a negative entry those of Ding, Li and Jordan.
pub fn mu(f: u32, b: u32, ps: &[u32], qs: &[u32], steps: u32) -> Result<()> {
    let Sandwich { f, b, terms } = Sandwich::find(f, b, ps, qs)?;
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        let terms = borrow_all::<T>(&terms)?;
        let terms: Vec<_> = terms.iter().map(slices).collect();
        nnls::mu(&mut out, &b.read::<T>()?, f.rows, f.cols, &terms, steps as usize);
        Ok(())
    })
}

/// `steps` multiplicative updates of F ≥ 0 towards orthonormal rows (columns where it is tall), B
/// being the linear part; with a square root or without.
pub fn mu_orthogonal(f: u32, b: u32, root: bool, steps: u32) -> Result<()> {
    let (f, b) = (slab::find(f)?, slab::find(b)?);
    b.expect_shape("b", f.rows, f.cols)?;
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        nnls::mu_orthogonal(&mut out, &b.read::<T>()?, f.rows, f.cols, root, steps as usize);
        Ok(())
    })
}

/// ADMM for one Gram matrix over any set. `dual` is like F and carries over from call to call; the
/// id 0 starts from zeros and keeps nothing.
pub fn admm(
    f: u32,
    dual: u32,
    b: u32,
    gram: u32,
    side: &str,
    projection: &str,
    along: &str,
    parameters: &[f64],
    steps: u32,
    tolerance: f64,
) -> Result<()> {
    let Sided { f, b, gram, side } = Sided::find(f, b, gram, side)?;
    let dual = slab::find_or_identity(dual)?;
    if let Some(dual) = &dual {
        dual.expect_shape("dual", f.rows, f.cols)?;
    }
    if !(tolerance >= 0.0 && tolerance.is_finite()) {
        return Err(Error::argument(format!(
            "the tolerance is at least 0, received {tolerance}"
        )));
    }
    let set = Set::new(projection, along, parameters)?;
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        let mut held = dual.as_ref().map(|dual| dual.write::<T>()).transpose()?;
        let mut zeros = Vec::new();
        let dual: &mut [T] = match &mut held {
            Some(held) => held,
            None => {
                zeros.resize(f.len(), 0.0 as T);
                &mut zeros
            }
        };
        let numbers = set.numbers::<T>();
        let kind = set.parse(f.rows, f.cols, &numbers)?;
        let (b, gram) = (b.read::<T>()?, gram.read::<T>()?);
        nnls::admm(
            &mut out,
            dual,
            &b,
            f.rows,
            f.cols,
            &gram,
            side,
            kind,
            set.along,
            steps as usize,
            tolerance,
        );
        Ok(())
    })
}

/// Projected gradient with Armijo's rule for 1/2 ⟨F, Σ P_k F Q_k⟩ − ⟨B, F⟩ over any set.
pub fn pgd(
    f: u32,
    b: u32,
    ps: &[u32],
    qs: &[u32],
    projection: &str,
    along: &str,
    parameters: &[f64],
    steps: u32,
) -> Result<()> {
    let Sandwich { f, b, terms } = Sandwich::find(f, b, ps, qs)?;
    let set = Set::new(projection, along, parameters)?;
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        let numbers = set.numbers::<T>();
        let kind = set.parse(f.rows, f.cols, &numbers)?;
        let terms = borrow_all::<T>(&terms)?;
        let terms: Vec<_> = terms.iter().map(slices).collect();
        let b = b.read::<T>()?;
        nnls::pgd(&mut out, &b, f.rows, f.cols, &terms, kind, set.along, steps as usize);
        Ok(())
    })
}

/// F = P⁺ B Q⁺, the minimiser of 1/2 ⟨F, P F Q⟩ − ⟨B, F⟩ of least norm. The id 0 is the identity.
pub fn closed_form(f: u32, b: u32, p: u32, q: u32) -> Result<()> {
    let Sandwich { f, b, terms } = Sandwich::find(f, b, &[p], &[q])?;
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        let terms = borrow_all::<T>(&terms)?;
        let b = b.read::<T>()?;
        for term in &terms {
            let (p, q) = slices(term);
            nnls::closed_form(&mut out, &b, f.rows, f.cols, p, q)?;
        }
        Ok(())
    })
}

/// X = the nonnegative X that minimises ‖A X − B‖ in every column, by Lawson and Hanson's method on
/// the data; `residuals` = the norm of every column of A X − B.
pub fn nnls(x: u32, residuals: u32, a: u32, b: u32) -> Result<()> {
    let (x, residuals) = (slab::find(x)?, slab::find(residuals)?);
    let (a, b) = (slab::find(a)?, slab::find(b)?);
    b.expect_shape("b", a.rows, b.cols)?;
    x.expect_shape("x", a.cols, b.cols)?;
    residuals.expect_entries("residuals", b.cols)?;
    by_precision!(x, T => {
        let mut out = x.write::<T>()?;
        let mut residuals = residuals.write::<T>()?;
        let (left, right) = (a.read::<T>()?, b.read::<T>()?);
        nnls::lawson_hanson(a.rows, a.cols, b.cols, &left, &right, &mut out, &mut residuals)?;
        Ok(())
    })
}
