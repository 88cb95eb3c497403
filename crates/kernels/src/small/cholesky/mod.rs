//! A = L Lᵀ of a symmetric positive definite A: the factor, and what is had from it.

mod factor;
mod inverse;
mod solve;

pub use factor::cholesky;
pub use inverse::{inverse_definite, log_determinant};
pub use solve::cholesky_solve;
