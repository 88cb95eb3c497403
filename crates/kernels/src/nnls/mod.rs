//! Block solvers: minimise 1/2⟨F, Σ_k P_k F Q_k⟩ − ⟨B, F⟩ over F in a constraint set.
//!
//! They see the normal equations only (P_k, Q_k of the size of the ranks, and B), never the data.

mod coupled;
mod fpgd;
mod hals;
mod momentum;
mod separable;
mod separable_steps;

pub(crate) use fpgd::step_length;
pub use fpgd::{Term, fpgd};
pub use hals::{Side, hals};
pub(crate) use separable::{Separable, Stepping};
