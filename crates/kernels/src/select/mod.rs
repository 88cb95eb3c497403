//! Choosing columns of the data.

mod row_product;
mod snpa;

pub use snpa::{SnpaState, snpa, snpa_round};
