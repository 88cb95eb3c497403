//! The fast mode: dense products by whichever library of this build is fastest.
//!
//! A BLAS through CBLAS where one is linked, the pure Rust `gemm` crate otherwise, relaxed SIMD in
//! WebAssembly (there the micro-kernels are exchanged, the loops are those of [`crate::gemm`]).
//! Where there is none of them the fast mode computes what the reproducible one does.
//!
//! # The bound
//!
//! Both modes sum k rounded products in some order, so each is within γ_{k+2} of the exact result
//! (Higham, *Accuracy and stability of numerical algorithms*, 2002, §3.1 and §3.5; a fused product
//! only rounds less; the 2 is for α and β). With ε the distance from one to the next number,
//! k ε < 1/100 and no overflow or underflow, for C = α op(A) op(B) + β C:
//!
//! ```text
//! |fast − reproducible|_ij ≤ 1.01 (k + 2) ε (|α| (|op(A)| |op(B)|)_ij + |β| |C|_ij)
//! ```
//!
//! and for ‖S − A B‖², whose sum over the entries has the contract's order in both modes (at most
//! 700 roundings on any term), ≤ 2.02 (k + 702) ε Σ_ij (|S| + |A| |B|)²_ij.
//!
//! On one machine a call gives the same bits again as long as the number of threads is the same:
//! each part of a product is one call on one thread, and parts are added in order.

mod gram;
mod library;
mod product;
mod residual;

pub(crate) use gram::gram;
pub(crate) use library::Dense;
pub use library::name;
pub(crate) use product::gemm;
pub(crate) use residual::residual_squared;
