//! The kernels for Node: one function per function of the store, under its name in camel case.
//!
//! `bindings/wasm` is the twin: same names, same order of arguments. No logic lives here.

mod divergence;
mod elementwise;
mod guard;
mod memory;
mod products;
mod projections;
mod random;
mod reductions;
mod runtime;
mod small;
mod solvers;
mod sparse;
mod starts;
mod tensor;
mod transfer;
