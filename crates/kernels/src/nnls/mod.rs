//! Block solvers: minimise 1/2⟨F, Σ_k P_k F Q_k⟩ − ⟨B, F⟩ over F in a constraint set.
//!
//! They see the normal equations only (P_k, Q_k of the size of the ranks, and B), never the data.

mod active_set;
mod admm;
mod bpp;
mod closed_form;
mod coupled;
mod fpgd;
mod hals;
mod lawson_hanson;
mod momentum;
mod mu;
mod operator;
mod order;
mod passive;
mod pgd;
mod separable;
mod separable_steps;
mod side;
mod space;
mod steps;
mod sweep;

pub use admm::admm;
pub use bpp::bpp;
pub use closed_form::closed_form;
pub(crate) use fpgd::step_length;
pub use fpgd::{Term, fpgd};
pub use hals::{Sweeps, hals};
pub use lawson_hanson::lawson_hanson;
pub use mu::{mu, mu_orthogonal};
pub use order::Order;
pub use pgd::pgd;
pub(crate) use separable::{Separable, Stepping};
pub use side::Side;
pub use steps::{StepRule, Steps};
