//! Choosing and grouping columns of the data.

use napi::bindgen_prelude::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn snpa_round(
    h: u32,
    products: u32,
    residuals: u32,
    x: u32,
    chosen: &[u32],
    steps: u32,
) -> Result<i32> {
    call(|| deepmf_store::snpa_round(h, products, residuals, x, chosen, steps))
}

#[napi]
pub fn select_columns(dst: u32, src: u32, columns: &[u32]) -> Result<()> {
    call(|| deepmf_store::select_columns(dst, src, columns))
}

#[napi]
pub fn spa_round(basis: u32, residuals: u32, x: u32, chosen: &[u32]) -> Result<i32> {
    call(|| deepmf_store::spa_round(basis, residuals, x, chosen))
}

#[napi]
pub fn seed_centroid(
    centroids: u32,
    distances: u32,
    x: u32,
    count: u32,
    chance: f64,
) -> Result<u32> {
    call(|| deepmf_store::seed_centroid(centroids, distances, x, count, chance))
}

#[napi]
pub fn nearest_centroids(labels: u32, distances: u32, x: u32, centroids: u32) -> Result<u32> {
    call(|| deepmf_store::nearest_centroids(labels, distances, x, centroids))
}

#[napi]
pub fn cluster_means(
    centroids: u32,
    labels: u32,
    distances: u32,
    x: u32,
    unit: bool,
) -> Result<u32> {
    call(|| deepmf_store::cluster_means(centroids, labels, distances, x, unit))
}

#[napi]
pub fn rank_two(w: u32, h: u32, x: u32, sweeps: u32) -> Result<f64> {
    call(|| deepmf_store::rank_two(w, h, x, sweeps))
}

#[napi]
pub fn split_by_ratio(labels: u32, h: u32) -> Result<f64> {
    call(|| deepmf_store::split_by_ratio(labels, h))
}

#[napi]
pub fn merge_start(state: u32, gram: u32) -> Result<()> {
    call(|| deepmf_store::merge_start(state, gram))
}

#[napi]
pub fn merge_pairs(gram: u32, state: u32, count: u32) -> Result<f64> {
    call(|| deepmf_store::merge_pairs(gram, state, count))
}
