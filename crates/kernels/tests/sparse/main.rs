//! Sparse matrices.

#[path = "../common/mod.rs"]
mod common;
#[path = "../sparse_support/mod.rs"]
mod sparse_support;

mod sparse_build;
mod sparse_compressed;
mod sparse_products;
mod sparse_residual;
