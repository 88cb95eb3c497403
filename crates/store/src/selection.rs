//! Choosing columns of the data that the others are mixtures of.

use deepmf_kernels::select;

use crate::error::{Error, Result};
use crate::slab::{self, by_precision};

/// Successive nonnegative projection: the indices of at most `rank` columns of x (fewer where the
/// residual vanishes), and in h, rank x n, the mixing weights over them.
pub fn snpa(h: u32, x: u32, rank: u32, steps: u32) -> Result<Vec<u32>> {
    let (h, x) = (slab::find(h)?, slab::find(x)?);
    let rank = rank as usize;
    if rank == 0 || rank > x.cols {
        return Err(Error::argument(format!(
            "rank is a whole number from 1 to the {} columns of x, received {rank}",
            x.cols
        )));
    }
    h.expect_shape("h", rank, x.cols)?;
    by_precision!(h, T => {
        let mut out = h.write::<T>()?;
        Ok(select::snpa(x.rows, x.cols, &x.read::<T>()?, rank, steps as usize, &mut out))
    })
}
