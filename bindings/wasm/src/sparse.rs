//! Sparse matrices.

use js_sys::{Float32Array, Float64Array, Uint32Array};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = sparseAllocate)]
pub fn sparse_allocate(
    rows: u32,
    cols: u32,
    entries: f64,
    precision: u32,
    pieces: &str,
) -> Result<u32, JsError> {
    call(|| deepmf_store::sparse_allocate(rows, cols, entries, precision, pieces))
}

#[wasm_bindgen(js_name = sparseAppendRows64)]
pub fn sparse_append_rows64(
    x: u32,
    counts: &[u32],
    columns: &[u32],
    values: &[f64],
) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_append_rows64(x, counts, columns, values))
}

#[wasm_bindgen(js_name = sparseAppendRows32)]
pub fn sparse_append_rows32(
    x: u32,
    counts: &[u32],
    columns: &[u32],
    values: &[f32],
) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_append_rows32(x, counts, columns, values))
}

#[wasm_bindgen(js_name = sparseAppendEntries64)]
pub fn sparse_append_entries64(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[f64],
) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_append_entries64(x, rows, columns, values))
}

#[wasm_bindgen(js_name = sparseAppendEntries32)]
pub fn sparse_append_entries32(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[f32],
) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_append_entries32(x, rows, columns, values))
}

#[wasm_bindgen(js_name = sparseFinish)]
pub fn sparse_finish(x: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_finish(x))
}

#[wasm_bindgen(js_name = sparseEntries)]
pub fn sparse_entries(x: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_entries(x))
}

#[wasm_bindgen(js_name = sparseStarts)]
pub fn sparse_starts(x: u32) -> Result<Uint32Array, JsError> {
    call(|| deepmf_store::sparse_starts(x).map(|starts| Uint32Array::from(starts.as_slice())))
}

#[wasm_bindgen(js_name = sparseIndices)]
pub fn sparse_indices(x: u32) -> Result<Uint32Array, JsError> {
    call(|| deepmf_store::sparse_indices(x, |indices| Ok(Uint32Array::from(indices))))
}

#[wasm_bindgen(js_name = sparseValues64)]
pub fn sparse_values64(x: u32) -> Result<Float64Array, JsError> {
    call(|| deepmf_store::sparse_values64(x, |values| Ok(Float64Array::from(values))))
}

#[wasm_bindgen(js_name = sparseValues32)]
pub fn sparse_values32(x: u32) -> Result<Float32Array, JsError> {
    call(|| deepmf_store::sparse_values32(x, |values| Ok(Float32Array::from(values))))
}

#[wasm_bindgen(js_name = sparseTransposed)]
pub fn sparse_transposed(x: u32) -> Result<u32, JsError> {
    call(|| deepmf_store::sparse_transposed(x))
}

#[wasm_bindgen(js_name = sparseScaled)]
pub fn sparse_scaled(x: u32, d: u32, e: u32) -> Result<u32, JsError> {
    call(|| deepmf_store::sparse_scaled(x, d, e))
}

#[wasm_bindgen(js_name = sparseElementary)]
pub fn sparse_elementary(x: u32, name: &str) -> Result<u32, JsError> {
    call(|| deepmf_store::sparse_elementary(x, name))
}

#[wasm_bindgen(js_name = sparseTimesDense)]
pub fn sparse_times_dense(
    c: u32,
    x: u32,
    trans_b: bool,
    alpha: f64,
    b: u32,
    beta: f64,
) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_times_dense(c, x, trans_b, alpha, b, beta))
}

#[wasm_bindgen(js_name = denseTimesSparse)]
pub fn dense_times_sparse(
    c: u32,
    trans_a: bool,
    alpha: f64,
    a: u32,
    x: u32,
    beta: f64,
) -> Result<(), JsError> {
    call(|| deepmf_store::dense_times_sparse(c, trans_a, alpha, a, x, beta))
}

#[wasm_bindgen(js_name = sparseResidualSquared)]
pub fn sparse_residual_squared(x: u32, a: u32, b: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_residual_squared(x, a, b))
}

#[wasm_bindgen(js_name = sparseSampled)]
pub fn sparse_sampled(x: u32, a: u32, b: u32) -> Result<u32, JsError> {
    call(|| deepmf_store::sparse_sampled(x, a, b))
}

#[wasm_bindgen(js_name = sparseDistanceSquared)]
pub fn sparse_distance_squared(x: u32, a: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_distance_squared(x, a))
}

#[wasm_bindgen(js_name = sparseToDense)]
pub fn sparse_to_dense(dst: u32, x: u32) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_to_dense(dst, x))
}

#[wasm_bindgen(js_name = sparseColumns)]
pub fn sparse_columns(dst: u32, x: u32, columns: &[u32]) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_columns(dst, x, columns))
}

#[wasm_bindgen(js_name = sparseSum)]
pub fn sparse_sum(x: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_sum(x))
}

#[wasm_bindgen(js_name = sparseNormSquared)]
pub fn sparse_norm_squared(x: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_norm_squared(x))
}

#[wasm_bindgen(js_name = sparseLargest)]
pub fn sparse_largest(x: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_largest(x))
}

#[wasm_bindgen(js_name = sparseFirstNegative)]
pub fn sparse_first_negative(x: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sparse_first_negative(x))
}

#[wasm_bindgen(js_name = sparseRowSums)]
pub fn sparse_row_sums(dst: u32, x: u32) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_row_sums(dst, x))
}

#[wasm_bindgen(js_name = sparseColumnSums)]
pub fn sparse_column_sums(dst: u32, x: u32) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_column_sums(dst, x))
}

#[wasm_bindgen(js_name = sparseRowNormsSquared)]
pub fn sparse_row_norms_squared(dst: u32, x: u32) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_row_norms_squared(dst, x))
}

#[wasm_bindgen(js_name = sparseColumnNormsSquared)]
pub fn sparse_column_norms_squared(dst: u32, x: u32) -> Result<(), JsError> {
    call(|| deepmf_store::sparse_column_norms_squared(dst, x))
}

#[wasm_bindgen(js_name = sparseSnpaRound)]
pub fn sparse_snpa_round(
    h: u32,
    products: u32,
    residuals: u32,
    x: u32,
    chosen: &[u32],
    steps: u32,
) -> Result<i32, JsError> {
    call(|| deepmf_store::sparse_snpa_round(h, products, residuals, x, chosen, steps))
}
