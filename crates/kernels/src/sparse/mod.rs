//! Sparse matrices: the stored entries of each line, and kernels that walk over them.
//!
//! A matrix is kept in both orders, by rows and by columns, so that every product is a gather:
//! a line's entries are walked in index order, and each output has one accumulator. The sums
//! are those of the contract over *stored entries*: panels of [`crate::PANEL`] entries of a
//! line, blocks of [`crate::BLOCK`] panels, then the tree. A zero that is not stored is no term.

mod compressed;

pub use compressed::{Compressed, Flaw};
