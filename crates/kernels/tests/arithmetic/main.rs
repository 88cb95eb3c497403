//! Products, sums, entries, shapes and tensors, and divergences over them.

#[path = "../common/mod.rs"]
mod common;

mod divergence;
mod elementwise;
mod gemm;
mod reduce;
mod shapes;
mod tensor;
