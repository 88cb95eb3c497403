//! Linear algebra of small dense matrices, r x r or thin.
//!
//! Factors and solves of Cholesky work in the precision of the matrix, for block solvers call them
//! often. All the rest works in double precision on a copy near one and is rounded at the end, so in
//! single precision it is as good as a float32 can say. Every sum has one fixed order, every tie one
//! winner, every vector one sign: the same bits everywhere.

mod cholesky;
mod eigen;
mod failure;
mod lu;
mod norm_bound;
mod order;
mod pseudo_inverse;
mod qr;
mod reflector;
mod rotations;
mod rows;
mod scaled;
mod spectral_norm;
mod svd;
mod triangular;
mod tridiagonal;
mod truncated;

pub use cholesky::{cholesky, cholesky_solve, inverse_definite, log_determinant};
pub use eigen::symmetric_eigen;
pub use failure::Failure;
pub use lu::{inverse, solve_general};
pub use norm_bound::norm_bound;
pub use pseudo_inverse::{least_squares, pseudo_inverse, shrink_singular_values};
pub use qr::qr;
pub use spectral_norm::spectral_norm;
pub use svd::{singular_values, svd};
pub use truncated::{Dense, LinearMap, Sketch, Sparse, truncated_svd};
