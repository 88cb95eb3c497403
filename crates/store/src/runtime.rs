//! Threads, instruction sets, and what a test of the bindings needs.

use deepmf_kernels::numerics::{self as mode, Numerics};
use deepmf_kernels::simd::{self, InstructionSet};
use deepmf_kernels::{fast, probe as kernel, threads as pool};

use crate::error::{Error, Result};
use crate::slab::{self, Precision, by_precision};

/// How many threads the kernels split their outputs over. The bits of a result do not depend on it.
pub fn set_threads(count: u32) -> Result<()> {
    if count == 0 {
        return Err(Error::argument(
            "the number of threads is at least 1, received 0",
        ));
    }
    pool::set_threads(count as usize);
    Ok(())
}

/// The number of threads in use.
pub fn threads() -> u32 {
    pool::threads() as u32
}

/// The physical cores of this machine, the default number of threads.
pub fn physical_cores() -> u32 {
    pool::physical_cores() as u32
}

/// The instruction sets that this processor has, best first, separated by commas.
pub fn instruction_sets() -> String {
    let names: Vec<_> = simd::available()
        .into_iter()
        .map(InstructionSet::name)
        .collect();
    names.join(",")
}

/// The instruction set in use.
pub fn instruction_set() -> String {
    simd::current().name().to_owned()
}

/// Uses another instruction set of this processor: for tests, since the bits do not depend on it.
pub fn set_instruction_set(name: &str) -> Result<()> {
    if InstructionSet::from_name(name).is_some_and(simd::set) {
        return Ok(());
    }
    Err(Error::argument(format!(
        "the instruction set is one of {}, received {name:?}",
        instruction_sets()
    )))
}

/// What dense products promise on this thread from now on: `reproducible`, the same bits
/// everywhere, or `fast`, within a bound of them.
pub fn set_numerics(name: &str) -> Result<()> {
    let Some(numerics) = Numerics::from_name(name) else {
        return Err(Error::argument(format!(
            "numerics is reproducible or fast, received {name:?}"
        )));
    };
    mode::set(numerics);
    Ok(())
}

/// What dense products promise on this thread now.
pub fn numerics() -> String {
    mode::current().name().to_owned()
}

/// Which library serves the fast mode in this build: its name and version, or `none`.
pub fn fast_library() -> String {
    fast::name()
}

/// Multiplies and adds in registers for so many iterations; returns how many operations that was.
/// Timing the call gives the limit of one core.
pub fn probe(precision: u32, iterations: u32) -> Result<f64> {
    let flops = match Precision::from_bits(precision)? {
        Precision::Double => kernel::multiply_add_limit::<f64>(iterations as usize),
        Precision::Single => kernel::multiply_add_limit::<f32>(iterations as usize),
    };
    Ok(flops)
}

/// Reads all numbers of a matrix once; returns how many bytes that was. Timing the call gives the
/// limit of the memory, or of the cache that the matrix fits.
pub fn probe_memory(a: u32) -> Result<f64> {
    let a = slab::find(a)?;
    by_precision!(a, T => {
        let bytes = kernel::read_memory::<T>(&a.read::<T>()?);
        Ok(bytes)
    })
}

/// The version of the store, and so of the binding.
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Panics, so that a test can see what becomes of a panic on its way to JavaScript.
pub fn raise_panic() -> Result<()> {
    panic!("raised by a test")
}
