//! Block solvers, and the random numbers and elementary functions that they are tried with.

#[path = "../solvers_support/mod.rs"]
mod solvers_support;

mod solvers_admm;
mod solvers_closed_form;
mod solvers_elementary;
mod solvers_exact;
mod solvers_fpgd;
mod solvers_fpgd_bits;
mod solvers_hals;
mod solvers_lawson_hanson;
mod solvers_mu;
mod solvers_overflow;
mod solvers_pgd;
mod solvers_project;
mod solvers_random;
mod solvers_snpa;
