//! r-by-r work: the spectral norm.

mod spectral_norm;

pub use spectral_norm::spectral_norm;
