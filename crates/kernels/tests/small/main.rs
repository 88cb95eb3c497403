//! Decompositions of small matrices and what is made of them.

#[path = "../common/mod.rs"]
mod common;
#[path = "../small_support/mod.rs"]
mod small_support;

mod norm_bound;
mod small_cholesky;
mod small_convergence;
mod small_eigen;
mod small_solves;
mod small_svd;
mod small_truncated;
mod spectral_norm;
