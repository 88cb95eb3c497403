//! Choosing columns of the data that the others are mixtures of.

use deepmf_kernels::divergence::Data;
use deepmf_kernels::select::{self, SnpaState, SpaState};

use crate::any_matrix::AnyMatrix;
use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// One round of successive nonnegative projection, for at most as many columns of x as h has rows:
/// the index of the column chosen, or -1 where the residual vanishes.
///
/// h (rank x n) gets the mixing weights; products (rank x n) and residuals (2 x n) are what one
/// round leaves to the next. With nothing chosen they are set up.
pub fn snpa_round(
    h: u32,
    products: u32,
    residuals: u32,
    x: u32,
    chosen: &[u32],
    steps: u32,
) -> Result<i32> {
    let (h, products) = (slab::find(h)?, slab::find(products)?);
    let (residuals, x) = (slab::find(residuals)?, slab::find(x)?);
    h.expect_shape("h", h.rows, x.cols)?;
    products.expect_shape("products", h.rows, x.cols)?;
    residuals.expect_shape("residuals", 2, x.cols)?;
    check_chosen(chosen, "h", h.rows, x.cols)?;
    by_precision!(h, T => {
        let (mut h, mut products) = (h.write::<T>()?, products.write::<T>()?);
        let mut residuals = residuals.write::<T>()?;
        let state = SnpaState { chosen, h: &mut h, products: &mut products, residuals: &mut residuals };
        let next = select::snpa_round(x.rows, x.cols, &x.read::<T>()?, steps as usize, state);
        Ok(next.map_or(-1, |column| column as i32))
    })
}

/// One round of successive projection, for at most as many columns of x, dense or sparse, as basis
/// has rows: the index of the column chosen, or -1 where the residual vanishes.
///
/// basis (rank x m) and residuals (2 x n) are what one round leaves to the next. With nothing chosen
/// they are set up.
pub fn spa_round(basis: u32, residuals: u32, x: u32, chosen: &[u32]) -> Result<i32> {
    let (basis, residuals) = (slab::find(basis)?, slab::find(residuals)?);
    let x = AnyMatrix::find(x)?;
    let (m, n) = x.shape();
    basis.expect_shape("basis", basis.rows, m)?;
    residuals.expect_shape("residuals", 2, n)?;
    check_chosen(chosen, "basis", basis.rows, n)?;
    by_precision!(basis, T => {
        let (mut basis, mut residuals) = (basis.write::<T>()?, residuals.write::<T>()?);
        let state = SpaState { chosen, basis: &mut basis, residuals: &mut residuals };
        let held = x.read::<T>()?;
        let next = match held.data() {
            Data::Dense(x) => select::spa_round(&select::Dense::new(m, n, x), state),
            Data::Sparse { by_columns, .. } => select::spa_round(&by_columns, state),
        };
        Ok(next.map_or(-1, |column| column as i32))
    })
}

/// dst = the columns of src in the order given.
pub fn select_columns(dst: u32, src: u32, columns: &[u32]) -> Result<()> {
    let (dst, src) = (slab::find(dst)?, slab::find(src)?);
    dst.expect_shape("dst", src.rows, columns.len())?;
    check_columns(columns, "src", src.cols)?;
    by_precision!(dst, T => {
        let mut out = dst.write::<T>()?;
        select::select_columns(src.rows, src.cols, &src.read::<T>()?, columns, &mut out);
        Ok(())
    })
}

/// Whether one more column can be chosen after these.
fn check_chosen(chosen: &[u32], role: &str, rank: usize, cols: usize) -> Result<()> {
    if chosen.len() >= rank.min(cols) {
        return Err(Error::argument(format!(
            "{} columns are chosen already, of at most {rank} rows of {role} and {cols} columns of x",
            chosen.len(),
        )));
    }
    check_columns(chosen, "x", cols)
}

pub(crate) fn check_columns(columns: &[u32], role: &str, cols: usize) -> Result<()> {
    match columns.iter().find(|&&column| column as usize >= cols) {
        None => Ok(()),
        Some(column) => Err(Error::argument(format!(
            "column {column} is chosen, but {role} has {cols} columns"
        ))),
    }
}
