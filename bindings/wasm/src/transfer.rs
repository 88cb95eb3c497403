//! Numbers in and out.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn upload64(rows: u32, cols: u32, data: &[f64]) -> Result<u32, JsError> {
    call(|| deepmf_store::upload64(rows, cols, data))
}

#[wasm_bindgen]
pub fn upload32(rows: u32, cols: u32, data: &[f32]) -> Result<u32, JsError> {
    call(|| deepmf_store::upload32(rows, cols, data))
}

#[wasm_bindgen]
pub fn download64(id: u32) -> Result<Vec<f64>, JsError> {
    call(|| deepmf_store::download64(id))
}

#[wasm_bindgen]
pub fn download32(id: u32) -> Result<Vec<f32>, JsError> {
    call(|| deepmf_store::download32(id))
}
