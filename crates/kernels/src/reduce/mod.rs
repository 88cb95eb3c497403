//! Sums in the contract's order: of all elements, of rows, of columns.
//!
//! `order` is the order itself; `flat` sums all elements, with several panels
//! under way at a time; `lines` sums rows and columns, with several lines under
//! way. Chains run side by side, none is ever split.

mod flat;
mod lines;
mod order;
mod ordered;

pub use flat::{distance_squared, inner, norm_squared, sum};
pub use lines::{column_norms_squared, column_sums, row_norms_squared, row_sums};
pub use order::{BLOCK_TERMS, sum_by, sums_by, tree, tree_into};
pub(crate) use ordered::ordered_sums;
