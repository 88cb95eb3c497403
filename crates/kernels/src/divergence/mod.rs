//! β-divergences between X and W H: their value, and updates of one factor with the other fixed.
//!
//! With v = (W H) + floor, entry by entry,
//!
//! ```text
//! d(x | v) = (x^β + (β − 1) v^β − β x v^(β−1)) / (β (β − 1))     β other than 0 and 1
//!          = x log(x / v) − x + v                                β = 1, Kullback-Leibler
//!          = x / v − log(x / v) − 1                              β = 0, Itakura-Saito
//! ```
//!
//! where x = 0 means the limit. The floor, a small number, belongs to the model: every update is
//! exact for the divergence with it, so a product that is zero where the data are not costs a
//! large finite number instead of an infinity. Weights multiply the terms; where a weight is zero
//! the entry of X is not looked at. Where sparse weights, or the pattern of sparse X itself, say which
//! cells count, no others are gone through, and A h is made at these alone.
//!
//! References: Févotte, Idier (2011), *Algorithms for nonnegative matrix factorization with the
//! β-divergence*; Hsieh, Dhillon (2011) for Newton steps on Kullback-Leibler problems.

mod beta;
mod cells;
mod curvature;
mod dense;
mod gathered;
mod margins;
mod ratio;
mod source;
mod stored;
mod stored_steps;
mod sweeps;
mod terms;
mod tile;
mod update;
mod value;
mod value_stored;

pub use beta::Beta;
pub use cells::Weights;
pub use source::Data;
pub use update::{Factor, Method, Update, update};
pub use value::{between, divergence};
