//! Sparse matrices.

use deepmf_store::copied;
use napi::bindgen_prelude::{Float32Array, Float64Array, Result, Uint32Array};
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn sparse_allocate(
    rows: u32,
    cols: u32,
    entries: f64,
    precision: u32,
    pieces: String,
) -> Result<u32> {
    call(|| deepmf_store::sparse_allocate(rows, cols, entries, precision, &pieces))
}

#[napi]
pub fn sparse_append_rows64(x: u32, counts: &[u32], columns: &[u32], values: &[f64]) -> Result<()> {
    call(|| deepmf_store::sparse_append_rows64(x, counts, columns, values))
}

#[napi]
pub fn sparse_append_rows32(x: u32, counts: &[u32], columns: &[u32], values: &[f32]) -> Result<()> {
    call(|| deepmf_store::sparse_append_rows32(x, counts, columns, values))
}

#[napi]
pub fn sparse_append_entries64(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[f64],
) -> Result<()> {
    call(|| deepmf_store::sparse_append_entries64(x, rows, columns, values))
}

#[napi]
pub fn sparse_append_entries32(
    x: u32,
    rows: &[u32],
    columns: &[u32],
    values: &[f32],
) -> Result<()> {
    call(|| deepmf_store::sparse_append_entries32(x, rows, columns, values))
}

#[napi]
pub fn sparse_finish(x: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_finish(x))
}

#[napi]
pub fn sparse_entries(x: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_entries(x))
}

#[napi]
pub fn sparse_starts(x: u32) -> Result<Uint32Array> {
    call(|| deepmf_store::sparse_starts(x).map(Uint32Array::new))
}

#[napi]
pub fn sparse_indices(x: u32) -> Result<Uint32Array> {
    call(|| deepmf_store::sparse_indices(x, |indices| copied(indices).map(Uint32Array::new)))
}

#[napi]
pub fn sparse_values64(x: u32) -> Result<Float64Array> {
    call(|| deepmf_store::sparse_values64(x, |values| copied(values).map(Float64Array::new)))
}

#[napi]
pub fn sparse_values32(x: u32) -> Result<Float32Array> {
    call(|| deepmf_store::sparse_values32(x, |values| copied(values).map(Float32Array::new)))
}

#[napi]
pub fn sparse_transposed(x: u32) -> Result<u32> {
    call(|| deepmf_store::sparse_transposed(x))
}

#[napi]
pub fn sparse_scaled(x: u32, d: u32, e: u32) -> Result<u32> {
    call(|| deepmf_store::sparse_scaled(x, d, e))
}

#[napi]
pub fn sparse_elementary(x: u32, name: String) -> Result<u32> {
    call(|| deepmf_store::sparse_elementary(x, &name))
}

#[napi]
pub fn sparse_times_dense(
    c: u32,
    x: u32,
    trans_b: bool,
    alpha: f64,
    b: u32,
    beta: f64,
) -> Result<()> {
    call(|| deepmf_store::sparse_times_dense(c, x, trans_b, alpha, b, beta))
}

#[napi]
pub fn dense_times_sparse(
    c: u32,
    trans_a: bool,
    alpha: f64,
    a: u32,
    x: u32,
    beta: f64,
) -> Result<()> {
    call(|| deepmf_store::dense_times_sparse(c, trans_a, alpha, a, x, beta))
}

#[napi]
pub fn sparse_residual_squared(x: u32, a: u32, b: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_residual_squared(x, a, b))
}

#[napi]
pub fn sparse_sampled(x: u32, a: u32, b: u32) -> Result<u32> {
    call(|| deepmf_store::sparse_sampled(x, a, b))
}

#[napi]
pub fn sparse_distance_squared(x: u32, a: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_distance_squared(x, a))
}

#[napi]
pub fn sparse_to_dense(dst: u32, x: u32) -> Result<()> {
    call(|| deepmf_store::sparse_to_dense(dst, x))
}

#[napi]
pub fn sparse_columns(dst: u32, x: u32, columns: &[u32]) -> Result<()> {
    call(|| deepmf_store::sparse_columns(dst, x, columns))
}

#[napi]
pub fn sparse_sum(x: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_sum(x))
}

#[napi]
pub fn sparse_norm_squared(x: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_norm_squared(x))
}

#[napi]
pub fn sparse_largest(x: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_largest(x))
}

#[napi]
pub fn sparse_first_negative(x: u32) -> Result<f64> {
    call(|| deepmf_store::sparse_first_negative(x))
}

#[napi]
pub fn sparse_row_sums(dst: u32, x: u32) -> Result<()> {
    call(|| deepmf_store::sparse_row_sums(dst, x))
}

#[napi]
pub fn sparse_column_sums(dst: u32, x: u32) -> Result<()> {
    call(|| deepmf_store::sparse_column_sums(dst, x))
}

#[napi]
pub fn sparse_row_norms_squared(dst: u32, x: u32) -> Result<()> {
    call(|| deepmf_store::sparse_row_norms_squared(dst, x))
}

#[napi]
pub fn sparse_column_norms_squared(dst: u32, x: u32) -> Result<()> {
    call(|| deepmf_store::sparse_column_norms_squared(dst, x))
}

#[napi]
pub fn sparse_snpa_round(
    h: u32,
    products: u32,
    residuals: u32,
    x: u32,
    chosen: &[u32],
    steps: u32,
) -> Result<i32> {
    call(|| deepmf_store::sparse_snpa_round(h, products, residuals, x, chosen, steps))
}
