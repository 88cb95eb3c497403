//! Matrices behind handles.
//!
//! The bindings see numbers, strings and flat arrays; the kernels see slices. This crate stands
//! between them: it keeps the matrices, finds them by their ids, checks shapes and precisions, and
//! calls the kernel. It has one function per kernel, under the name that both bindings export, and
//! it never panics on what a caller passes: every refusal is an [`Error`] with a stable code.

mod elementwise;
mod error;
mod memory;
mod products;
mod projection;
mod proximal;
mod random;
mod reductions;
mod runtime;
mod selection;
mod slab;
mod small;
mod solvers;
mod transfer;

pub use elementwise::{
    add_diagonal, axpby, elementary, fill, power, scale_columns, scale_rows, transpose,
};
pub use error::{Code, Error, Result};
pub use memory::{allocate, copy, live_bytes, live_matrices, release};
pub use products::{gemm, gram, residual_squared};
pub use projection::project;
pub use proximal::proximal;
pub use random::random_fill;
pub use reductions::{
    column_norms_squared, column_sums, distance_squared, inner, norm_squared, row_norms_squared,
    row_sums, sum,
};
pub use runtime::{
    fast_library, instruction_set, instruction_sets, numerics, physical_cores, probe, probe_memory,
    raise_panic, set_instruction_set, set_numerics, set_threads, threads, version,
};
pub use selection::snpa_round;
pub use small::{
    cholesky, cholesky_solve, inverse, inverse_definite, least_squares, log_determinant,
    pseudo_inverse, qr, shrink_singular_values, singular_values, solve_general, spectral_norm, svd,
    symmetric_eigen, truncated_svd,
};
pub use solvers::{fpgd, hals};
pub use transfer::{copied, download32, download64, upload32, upload64};
