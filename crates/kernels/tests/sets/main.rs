//! Projections and proximal maps.

#[path = "../project_support/mod.rs"]
mod project_support;
#[path = "../solvers_support/mod.rs"]
mod solvers_support;

mod project_matrices;
mod project_sets;
mod proximal;
