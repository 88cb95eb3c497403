//! Columns grouped, and columns chosen.

#[path = "../solvers_support/mod.rs"]
mod solvers_support;

mod cluster_kmeans;
mod cluster_merge;
mod cluster_rank_two;
mod select_spa;
