//! Divergences between X and W H, and updates of one factor; X is dense or sparse.

use deepmf_kernels::Real;
use deepmf_kernels::divergence::{self as kernel, Beta, Data, Factor, Method, Update, Weights};
use deepmf_kernels::reduce::BLOCK_TERMS;

use crate::any_matrix::{AnyMatrix, Entries};
use crate::error::{Error, Result};
use crate::slab::{self, Stored, by_precision};
use crate::sparse::StoredSparse;

/// Σ weights · d_beta(X | W H + floor). Where h has the id 0, w itself is the approximation; weights
/// of the id 0 are all one. Of sparse weights, for sparse x, only the stored cells count; with `cells`
/// being "stored" those that x itself stores, once each.
pub fn beta_divergence(
    x: u32,
    w: u32,
    h: u32,
    weights: u32,
    cells: &str,
    beta: f64,
    floor: f64,
) -> Result<f64> {
    let x = AnyMatrix::find(x)?;
    let (w, h) = (slab::find(w)?, slab::find_or_identity(h)?);
    let (m, n) = x.shape();
    let counted = Counted::find(&x, weights, cells)?;
    match &h {
        None => w.expect_shape("w", m, n)?,
        Some(h) => {
            w.expect_shape("w", m, h.rows)?;
            h.expect_shape("h", w.cols, n)?;
        }
    }
    let beta = parse_beta(beta)?;
    if !(floor >= 0.0 && floor.is_finite()) {
        return Err(Error::argument(format!(
            "the floor is finite and not negative, received {floor}"
        )));
    }
    by_precision!(w, T => {
        let held = x.read::<T>()?;
        let w = w.read::<T>()?;
        let h = h.as_ref().map(|h| h.read::<T>().map(|numbers| (h.rows, numbers))).transpose()?;
        let weights = counted.read::<T>()?;
        let weights = weights.weights();
        let (data, floor) = (held.data(), T::from_f64(floor));
        let divergence = match &h {
            None => kernel::between(beta, floor, data, &w, weights, [m, n]),
            Some((rank, h)) => kernel::divergence(beta, floor, data, &w, h, weights, [m, n, *rank]),
        };
        Ok(divergence.to_f64())
    })
}

/// Lowers that divergence, and `l1` times the sum of f, by `passes` updates of f: of W (`left`, with H as the other factor) or of H
/// (`right`). Returns the share of Newton steps that were kept.
pub fn divergence_update(
    f: u32,
    other: u32,
    x: u32,
    weights: u32,
    cells: &str,
    side: &str,
    beta: f64,
    floor: f64,
    exponent: f64,
    l1: f64,
    method: &str,
    passes: u32,
) -> Result<f64> {
    let (f, other, x) = (slab::find(f)?, slab::find(other)?, AnyMatrix::find(x)?);
    let (m, n) = x.shape();
    let counted = Counted::find(&x, weights, cells)?;
    let (factor, rank) = match side {
        "left" => {
            f.expect_shape("f", m, other.rows)?;
            other.expect_shape("the other factor", f.cols, n)?;
            (Factor::Left, f.cols)
        }
        "right" => {
            f.expect_shape("f", other.cols, n)?;
            other.expect_shape("the other factor", m, f.rows)?;
            (Factor::Right, f.rows)
        }
        _ => {
            return Err(Error::argument(format!(
                "a factor stands left or right, received {side:?}"
            )));
        }
    };
    if rank > BLOCK_TERMS {
        return Err(Error::argument(format!(
            "the rank is at most {BLOCK_TERMS}, received {rank}"
        )));
    }
    let beta = parse_beta(beta)?;
    let method = match method {
        "multiplicative" => Method::Multiplicative,
        "newton" if matches!(beta, Beta::KullbackLeibler | Beta::Euclidean) => Method::Newton,
        "newton" => {
            return Err(Error::argument(format!(
                "Newton steps are for beta 1 and 2, received {}",
                beta.value()
            )));
        }
        _ => {
            return Err(Error::argument(format!(
                "the method is multiplicative or newton, received {method:?}"
            )));
        }
    };
    if !(exponent > 0.0 && exponent.is_finite()) {
        return Err(Error::argument(format!(
            "the exponent is finite and above 0, received {exponent}"
        )));
    }
    if !(l1 >= 0.0 && l1.is_finite()) {
        return Err(Error::argument(format!(
            "the weight of the sum is finite and not negative, received {l1}"
        )));
    }
    by_precision!(f, T => {
        let mut out = f.write::<T>()?;
        let held = x.read::<T>()?;
        let other = other.read::<T>()?;
        let weights = counted.read::<T>()?;
        let weights = weights.weights();
        let with = Update {
            beta,
            floor: parse_floor::<T>(floor)?,
            exponent,
            l1: T::from_f64(l1),
            method,
            passes: passes as usize,
        };
        Ok(kernel::update(&mut out, factor, &other, held.data(), weights, [m, n, rank], with))
    })
}

/// The cells that count.
enum Counted {
    All,
    Stored,
    By(AnyMatrix),
}

impl Counted {
    fn find(x: &AnyMatrix, weights: u32, cells: &str) -> Result<Self> {
        let sparse = matches!(x, AnyMatrix::Sparse(_));
        match (cells, weights) {
            ("all", 0) => Ok(Counted::All),
            ("all", id) => {
                let weights = AnyMatrix::find(id)?;
                match &weights {
                    AnyMatrix::Dense(dense) => {
                        let (m, n) = x.shape();
                        dense.expect_shape("weights", m, n)?;
                    }
                    AnyMatrix::Sparse(_) if !sparse => {
                        return Err(Error::argument("sparse weights are for a sparse x"));
                    }
                    AnyMatrix::Sparse(_) if weights.shape() != x.shape() => {
                        let ((m, n), (rows, cols)) = (x.shape(), weights.shape());
                        return Err(Error::shape(format!(
                            "weights is {rows} x {cols}, expected {m} x {n}"
                        )));
                    }
                    AnyMatrix::Sparse(_) => {}
                }
                Ok(Counted::By(weights))
            }
            ("stored", 0) if sparse => Ok(Counted::Stored),
            ("stored", _) => Err(Error::argument(
                "stored cells are those of a sparse x, without weights",
            )),
            _ => Err(Error::argument(format!(
                "the cells that count are all or stored, received {cells:?}"
            ))),
        }
    }

    fn read<T: StoredSparse>(&self) -> Result<Weighed<'_, T>> {
        Ok(match self {
            Counted::All => Weighed::Ones,
            Counted::Stored => Weighed::Stored,
            Counted::By(matrix) => Weighed::By(matrix.read::<T>()?),
        })
    }
}

/// Their weights, for the time of a call.
enum Weighed<'a, T> {
    Ones,
    Stored,
    By(Entries<'a, T>),
}

impl<T: Stored> Weighed<'_, T> {
    fn weights(&self) -> Weights<'_, T> {
        match self {
            Weighed::Ones => Weights::Ones,
            Weighed::Stored => Weights::Stored,
            Weighed::By(entries) => match entries.data() {
                Data::Dense(weights) => Weights::Dense(weights),
                Data::Sparse {
                    by_rows,
                    by_columns,
                } => Weights::Sparse {
                    by_rows,
                    by_columns,
                },
            },
        }
    }
}

fn parse_beta(beta: f64) -> Result<Beta> {
    if beta.is_finite() {
        return Ok(Beta::new(beta));
    }
    Err(Error::argument(format!("beta is finite, received {beta}")))
}

/// The floor in the matrix's precision, where it must not vanish.
fn parse_floor<T: Real>(floor: f64) -> Result<T> {
    let value = T::from_f64(floor);
    if value > T::ZERO && value.is_finite() {
        return Ok(value);
    }
    Err(Error::argument(format!(
        "the floor is finite and above 0, received {floor}"
    )))
}
