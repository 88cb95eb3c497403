//! Matrices behind handles.
//!
//! The bindings see numbers, strings and flat arrays; the kernels see slices. This crate stands
//! between them: it keeps the matrices, finds them by their ids, checks shapes and precisions, and
//! calls the kernel. It has one function per kernel, under the name that both bindings export, and
//! it never panics on what a caller passes: every refusal is an [`Error`] with a stable code.

mod aligned;
mod any_matrix;
mod clustering;
mod divergence;
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
mod solver_operands;
mod solvers;
mod sparse;
mod tensor;
mod transfer;

pub use clustering::{
    cluster_means, merge_pairs, merge_start, nearest_centroids, rank_two, seed_centroid,
    split_by_ratio,
};
pub use divergence::{beta_divergence, divergence_update};
pub use elementwise::{
    add_diagonal, axpby, elementary, fill, hadamard, power, scale_columns, scale_rows, transpose,
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
pub use selection::{select_columns, snpa_round, spa_round};
pub use small::{
    cholesky, cholesky_solve, inverse, inverse_definite, least_squares, log_determinant,
    pseudo_inverse, qr, shrink_singular_values, singular_values, solve_general,
    sparse_truncated_svd, spectral_norm, svd, symmetric_eigen, truncated_svd,
};
pub use solvers::{admm, bpp, closed_form, fpgd, hals, mu, mu_orthogonal, nnls, pgd};
pub use sparse::{
    dense_times_sparse, sparse_allocate, sparse_append_entries32, sparse_append_entries64,
    sparse_append_rows32, sparse_append_rows64, sparse_column_norms_squared, sparse_column_sums,
    sparse_columns, sparse_distance_squared, sparse_elementary, sparse_entries, sparse_finish,
    sparse_first_negative, sparse_indices, sparse_largest, sparse_norm_squared,
    sparse_residual_squared, sparse_row_norms_squared, sparse_row_sums, sparse_sampled,
    sparse_scaled, sparse_snpa_round, sparse_starts, sparse_sum, sparse_times_dense,
    sparse_to_dense, sparse_transposed, sparse_values32, sparse_values64,
};
pub use tensor::{contract_columns, khatri_rao, unfold};
pub use transfer::{copied, download32, download64, upload32, upload64};
