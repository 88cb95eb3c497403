//! The kernels for WebAssembly: one function per function of the store, under its name in camel case.
//!
//! `bindings/node` is the twin: same names, same order of arguments. No logic lives here. Built a
//! second time without vectors, this crate is what becomes the plain JavaScript backend.

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
