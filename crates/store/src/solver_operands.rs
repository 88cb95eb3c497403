//! The operands of block solvers: a factor, the linear part, and the matrices beside the factor.

use std::cell::Ref;
use std::rc::Rc;

use deepmf_kernels::nnls;

use crate::error::{Error, Result};
use crate::slab::{self, Matrix, Stored};

/// The operands of a solver for one Gram matrix.
pub(crate) struct Sided {
    pub(crate) f: Rc<Matrix>,
    pub(crate) b: Rc<Matrix>,
    pub(crate) gram: Rc<Matrix>,
    pub(crate) side: nnls::Side,
}

impl Sided {
    pub(crate) fn find(f: u32, b: u32, gram: u32, side: &str) -> Result<Self> {
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

/// The operands of a solver for Σ P_k F Q_k.
pub(crate) struct Sandwich {
    pub(crate) f: Rc<Matrix>,
    pub(crate) b: Rc<Matrix>,
    /// P and Q of every term; nothing stands for the identity.
    pub(crate) terms: Vec<Pair<Rc<Matrix>>>,
}

pub(crate) type Pair<M> = (Option<M>, Option<M>);

impl Sandwich {
    pub(crate) fn find(f: u32, b: u32, ps: &[u32], qs: &[u32]) -> Result<Self> {
        let (f, b) = (slab::find(f)?, slab::find(b)?);
        b.expect_shape("b", f.rows, f.cols)?;
        if ps.len() != qs.len() || ps.is_empty() {
            return Err(Error::argument(format!(
                "every term has a p and a q, received {} and {}",
                ps.len(),
                qs.len()
            )));
        }
        let terms = ps
            .iter()
            .zip(qs)
            .map(|(&p, &q)| Ok((operator("p", p, f.rows)?, operator("q", q, f.cols)?)))
            .collect::<Result<_>>()?;
        Ok(Self { f, b, terms })
    }
}

fn operator(role: &str, id: u32, order: usize) -> Result<Option<Rc<Matrix>>> {
    let operator = slab::find_or_identity(id)?;
    if let Some(matrix) = &operator {
        matrix.expect_shape(role, order, order)?;
    }
    Ok(operator)
}

/// The numbers of all terms, to read.
pub(crate) fn borrow_all<T: Stored>(terms: &[Pair<Rc<Matrix>>]) -> Result<Vec<Pair<Ref<'_, [T]>>>> {
    fn read<T: Stored>(side: &Option<Rc<Matrix>>) -> Result<Option<Ref<'_, [T]>>> {
        side.as_ref().map(|matrix| matrix.read::<T>()).transpose()
    }
    terms
        .iter()
        .map(|(p, q)| Ok((read(p)?, read(q)?)))
        .collect()
}

/// As the kernels take a term.
pub(crate) fn slices<'a, T>((p, q): &'a Pair<Ref<'_, [T]>>) -> Pair<&'a [T]> {
    fn slice<'a, T>(side: &'a Option<Ref<'_, [T]>>) -> Option<&'a [T]> {
        side.as_deref()
    }
    (slice(p), slice(q))
}
