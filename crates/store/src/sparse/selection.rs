//! Choosing columns of a sparse matrix.

use deepmf_kernels::select::{self, SnpaState};

use crate::error::{Error, Result};
use crate::selection::check_columns;
use crate::slab::{self, by_precision};

/// [`crate::snpa_round`] for a sparse x.
pub fn sparse_snpa_round(
    h: u32,
    products: u32,
    residuals: u32,
    x: u32,
    chosen: &[u32],
    steps: u32,
) -> Result<i32> {
    let (h, products) = (slab::find(h)?, slab::find(products)?);
    let (residuals, x) = (slab::find(residuals)?, slab::find_sparse(x)?);
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
        let x = x.read::<T>()?;
        let next = select::snpa_round_of(&x.by_columns(), steps as usize, state);
        Ok(next.map_or(-1, |column| column as i32))
    })
}
