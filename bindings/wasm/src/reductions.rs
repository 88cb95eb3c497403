//! Matrices to numbers, and to vectors of sums.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn sum(a: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::sum(a))
}

#[wasm_bindgen(js_name = normSquared)]
pub fn norm_squared(a: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::norm_squared(a))
}

#[wasm_bindgen]
pub fn inner(a: u32, b: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::inner(a, b))
}

#[wasm_bindgen(js_name = distanceSquared)]
pub fn distance_squared(a: u32, b: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::distance_squared(a, b))
}

#[wasm_bindgen(js_name = rowSums)]
pub fn row_sums(dst: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::row_sums(dst, a))
}

#[wasm_bindgen(js_name = columnSums)]
pub fn column_sums(dst: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::column_sums(dst, a))
}

#[wasm_bindgen(js_name = rowNormsSquared)]
pub fn row_norms_squared(dst: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::row_norms_squared(dst, a))
}

#[wasm_bindgen(js_name = columnNormsSquared)]
pub fn column_norms_squared(dst: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::column_norms_squared(dst, a))
}
