//! Sparse matrices: the stored entries of each line, and kernels that walk over them.
//!
//! A matrix is kept in both orders, by rows and by columns ([`Orders`]), so that every product is
//! a gather: a line's entries are walked in index order, and each output has one accumulator. The
//! sums are those of the contract over *stored entries*: panels of [`crate::PANEL`] entries of a
//! line, blocks of [`crate::BLOCK`] panels, then the tree. A zero that is not stored is no term; one
//! that is stored is.
//!
//! `build` makes both orders from rows or from entries that arrive in pieces, `gather` is the
//! product, `residual` and `sampled` look at A B where X has entries, `reduce` sums, `dense` meets
//! dense matrices, `scale` makes matrices of the same pattern.

mod build;
mod compressed;
mod dense;
pub(crate) mod gather;
mod lines;
mod orders;
mod reduce;
mod residual;
mod sampled;
mod scale;
pub(crate) mod wide;

pub use build::{Entries, Fault, Rows};
pub use compressed::{Compressed, Flaw};
pub use dense::{columns_into, distance_squared, fill_dense};
pub use gather::{Output, times_dense};
pub use orders::{Orders, OutOfMemory};
pub use reduce::{first_negative, largest, norms_squared, sums};
pub use residual::residual_squared;
pub use sampled::{sampled, sampled_matrix};
pub use scale::{map, scaled};
