//! Block solvers: minimise 1/2⟨F, Σ_k P_k F Q_k⟩ − ⟨B, F⟩ over F in a constraint set.
//!
//! They see the normal equations only (P_k, Q_k of the size of the ranks, and B), never the data.

mod active_set;
mod bpp;
mod coupled;
mod fpgd;
mod hals;
mod momentum;
mod order;
mod passive;
mod separable;
mod separable_steps;
mod side;
mod sweep;

pub use bpp::bpp;
pub(crate) use fpgd::step_length;
pub use fpgd::{Term, fpgd};
pub use hals::{Sweeps, hals};
pub use order::Order;
pub(crate) use separable::{Separable, Stepping};
pub use side::Side;
