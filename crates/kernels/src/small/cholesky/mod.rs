//! A = L Lᵀ of a symmetric positive definite A: the factor, and what is had from it.

mod factor;
mod solve;

pub use factor::cholesky;
pub use solve::cholesky_solve;
