//! One portable, seedable generator and the distributions that the models draw from.
//!
//! Every draw is a fixed sequence of integer operations, IEEE arithmetic and `libm` calls, so a
//! seed gives the same bits on every processor and in WebAssembly.

mod dirichlet;
mod fill;
mod gamma;
mod generator;
mod normal;

pub use fill::{Distribution, fill};
pub use generator::Generator;
