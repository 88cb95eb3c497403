//! Sparse matrices from sparse matrices.

use std::rc::Rc;

use deepmf_kernels::elementary as functions;
use deepmf_kernels::sparse as kernel;

use crate::elementwise::function_of;
use crate::error::Result;
use crate::slab::{self, by_precision};
use crate::sparse::held::{insert_ready, no_memory};

/// Xᵀ, in the same memory.
pub fn sparse_transposed(x: u32) -> Result<u32> {
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => {
        let held = x.read::<T>()?;
        insert_ready(x.cols, x.rows, held.orders, !held.transposed)
    })
}

/// diag(d) X diag(e); the id 0 is a diagonal of ones.
pub fn sparse_scaled(x: u32, d: u32, e: u32) -> Result<u32> {
    let x = slab::find_sparse(x)?;
    let (d, e) = (slab::find_or_identity(d)?, slab::find_or_identity(e)?);
    if let Some(d) = &d {
        d.expect_entries("d", x.rows)?;
    }
    if let Some(e) = &e {
        e.expect_entries("e", x.cols)?;
    }
    by_precision!(x, T => {
        let held = x.read::<T>()?;
        let d = d.as_ref().map(|d| d.read::<T>()).transpose()?;
        let e = e.as_ref().map(|e| e.read::<T>()).transpose()?;
        let (mut d, mut e) = (d.as_deref(), e.as_deref());
        if held.transposed {
            (d, e) = (e, d);
        }
        let scaled = kernel::scaled(&held.orders, d, e).map_err(no_memory)?;
        insert_ready(x.rows, x.cols, Rc::new(scaled), held.transposed)
    })
}

/// f of every entry that is stored, f one of exp, log, tanh, sqrt. What is not stored stays zero.
pub fn sparse_elementary(x: u32, name: &str) -> Result<u32> {
    let function = function_of(name)?;
    let x = slab::find_sparse(x)?;
    by_precision!(x, T => {
        let held = x.read::<T>()?;
        let mapped = kernel::map(&held.orders, |values: &mut [T]| functions::apply(function, values));
        insert_ready(x.rows, x.cols, Rc::new(mapped.map_err(no_memory)?), held.transposed)
    })
}
