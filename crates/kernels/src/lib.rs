//! Dense kernels on slices: the only place in deepmf where arithmetic is hot.
//!
//! Matrices are row-major slices with their shape beside them; every kernel is
//! generic over [`Real`] (`f64`, `f32`). A slice that has not the length that its
//! shape asks for is a panic, in release builds too: loops behind it walk raw pointers.
//!
//! # The contract
//!
//! The same call gives the same bits on every processor, for every instruction
//! set and with any number of threads:
//!
//! * no fused multiply-add: a product is rounded, then added;
//! * one order of summation ([`reduce`]): panels of [`PANEL`] terms, one
//!   accumulator from +0 in index order; blocks of [`BLOCK`] panels added in
//!   order; blocks combined by a fixed binary tree;
//! * vector lanes, tiles and threads split *outputs*, never an accumulator.
//!
//! A thread that chooses [`numerics::Numerics::Fast`] lifts this from dense products: see [`fast`].

pub mod cluster;
pub mod divergence;
pub mod elementary;
pub mod elementwise;
pub mod fast;
pub mod gemm;
mod lines;
pub mod nnls;
pub mod numerics;
pub mod probe;
pub mod project;
pub mod proximal;
pub mod random;
mod real;
pub mod reduce;
pub mod select;
pub mod simd;
pub mod small;
pub mod sparse;
pub mod tensor;
pub mod threads;
mod tile;

pub use real::Real;

/// Terms summed by one accumulator before it is handed on.
pub const PANEL: usize = 256;

/// Panels added in index order before the binary tree takes over.
pub const BLOCK: usize = 64;

/// Whether `data` has as many elements as a matrix of this shape.
pub(crate) fn has_shape<T>(data: &[T], rows: usize, cols: usize) -> bool {
    rows.checked_mul(cols) == Some(data.len())
}
