//! Choosing and grouping columns of the data.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = snpaRound)]
pub fn snpa_round(
    h: u32,
    products: u32,
    residuals: u32,
    x: u32,
    chosen: &[u32],
    steps: u32,
) -> Result<i32, JsError> {
    call(|| deepmf_store::snpa_round(h, products, residuals, x, chosen, steps))
}

#[wasm_bindgen(js_name = selectColumns)]
pub fn select_columns(dst: u32, src: u32, columns: &[u32]) -> Result<(), JsError> {
    call(|| deepmf_store::select_columns(dst, src, columns))
}

#[wasm_bindgen(js_name = spaRound)]
pub fn spa_round(basis: u32, residuals: u32, x: u32, chosen: &[u32]) -> Result<i32, JsError> {
    call(|| deepmf_store::spa_round(basis, residuals, x, chosen))
}

#[wasm_bindgen(js_name = seedCentroid)]
pub fn seed_centroid(
    centroids: u32,
    distances: u32,
    x: u32,
    count: u32,
    chance: f64,
) -> Result<u32, JsError> {
    call(|| deepmf_store::seed_centroid(centroids, distances, x, count, chance))
}

#[wasm_bindgen(js_name = nearestCentroids)]
pub fn nearest_centroids(
    labels: u32,
    distances: u32,
    x: u32,
    centroids: u32,
) -> Result<u32, JsError> {
    call(|| deepmf_store::nearest_centroids(labels, distances, x, centroids))
}

#[wasm_bindgen(js_name = clusterMeans)]
pub fn cluster_means(
    centroids: u32,
    labels: u32,
    distances: u32,
    x: u32,
    unit: bool,
) -> Result<u32, JsError> {
    call(|| deepmf_store::cluster_means(centroids, labels, distances, x, unit))
}

#[wasm_bindgen(js_name = rankTwo)]
pub fn rank_two(w: u32, h: u32, x: u32, sweeps: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::rank_two(w, h, x, sweeps))
}

#[wasm_bindgen(js_name = splitByRatio)]
pub fn split_by_ratio(labels: u32, h: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::split_by_ratio(labels, h))
}

#[wasm_bindgen(js_name = mergeStart)]
pub fn merge_start(state: u32, gram: u32) -> Result<(), JsError> {
    call(|| deepmf_store::merge_start(state, gram))
}

#[wasm_bindgen(js_name = mergePairs)]
pub fn merge_pairs(gram: u32, state: u32, count: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::merge_pairs(gram, state, count))
}
