//! r-by-r work: Cholesky factors, the spectral norm.

mod cholesky;
mod spectral_norm;
mod triangular;

pub use cholesky::{cholesky, cholesky_solve};
pub use spectral_norm::spectral_norm;
