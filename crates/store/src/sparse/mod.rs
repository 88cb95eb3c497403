//! Sparse matrices behind handles.
//!
//! They have ids of the same sequence as dense ones, and calls of their own: a dense call that is given
//! a sparse matrix says so, and the reverse. A finished sparse matrix never changes, so its transpose
//! is the same memory under another id.

mod build;
mod dense;
mod held;
mod maps;
mod products;
mod reductions;
mod selection;
mod transfer;

pub use build::{
    sparse_allocate, sparse_append_entries32, sparse_append_entries64, sparse_append_rows32,
    sparse_append_rows64, sparse_finish,
};
pub use dense::{sparse_columns, sparse_distance_squared, sparse_to_dense};
pub(crate) use held::{Held, Oriented, Sparse, StoredSparse};
pub use maps::{sparse_elementary, sparse_scaled, sparse_transposed};
pub use products::{
    dense_times_sparse, sparse_residual_squared, sparse_sampled, sparse_times_dense,
};
pub use reductions::{
    sparse_column_norms_squared, sparse_column_sums, sparse_first_negative, sparse_largest,
    sparse_norm_squared, sparse_row_norms_squared, sparse_row_sums, sparse_sum,
};
pub use selection::sparse_snpa_round;
pub use transfer::{
    sparse_entries, sparse_indices, sparse_starts, sparse_values32, sparse_values64,
};
