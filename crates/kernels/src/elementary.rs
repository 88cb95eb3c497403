//! Elementary functions of every entry, from the portable `libm` crate.
//!
//! Platform libraries differ in the last bits, so none is called; `sqrt` is exact everywhere.
//! Single precision is worked out in double and rounded.

use crate::Real;
use crate::threads::parallel_chunks;

/// A function of one real variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elementary {
    /// e^x.
    Exp,
    /// Natural logarithm.
    Log,
    /// Hyperbolic tangent.
    Tanh,
    /// Square root.
    Sqrt,
}

/// x ← function(x) for every entry.
pub fn apply<T: Real>(function: Elementary, x: &mut [T]) {
    match function {
        Elementary::Exp => each(x, libm::exp),
        Elementary::Log => each(x, libm::log),
        Elementary::Tanh => each(x, libm::tanh),
        Elementary::Sqrt => each(x, f64::sqrt),
    }
}

/// x ← x^exponent for every entry.
pub fn power<T: Real>(exponent: f64, x: &mut [T]) {
    each(x, |value| libm::pow(value, exponent));
}

/// Entries per unit of parallel work: some hundred microseconds.
const CHUNK: usize = 8192;

fn each<T: Real>(x: &mut [T], function: impl Fn(f64) -> f64 + Sync) {
    parallel_chunks(x, CHUNK, |_, chunk| {
        for entry in chunk {
            *entry = T::from_f64(function(entry.to_f64()));
        }
    });
}
