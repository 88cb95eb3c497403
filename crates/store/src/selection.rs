//! Choosing columns of the data that the others are mixtures of.

use deepmf_kernels::select::{self, SnpaState};

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
    if chosen.len() >= h.rows.min(x.cols) {
        return Err(Error::argument(format!(
            "{} columns are chosen already, of at most {} rows of h and {} columns of x",
            chosen.len(),
            h.rows,
            x.cols
        )));
    }
    check_columns(chosen, "x", x.cols)?;
    by_precision!(h, T => {
        let (mut h, mut products) = (h.write::<T>()?, products.write::<T>()?);
        let mut residuals = residuals.write::<T>()?;
        let state = SnpaState { chosen, h: &mut h, products: &mut products, residuals: &mut residuals };
        let next = select::snpa_round(x.rows, x.cols, &x.read::<T>()?, steps as usize, state);
        Ok(next.map_or(-1, |column| column as i32))
    })
}

pub(crate) fn check_columns(columns: &[u32], role: &str, cols: usize) -> Result<()> {
    match columns.iter().find(|&&column| column as usize >= cols) {
        None => Ok(()),
        Some(column) => Err(Error::argument(format!(
            "column {column} is chosen, but {role} has {cols} columns"
        ))),
    }
}
