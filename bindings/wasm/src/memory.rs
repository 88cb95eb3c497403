//! Matrices by handle.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn allocate(rows: u32, cols: u32, precision: u32) -> Result<u32, JsError> {
    call(|| deepmf_store::allocate(rows, cols, precision))
}

#[wasm_bindgen]
pub fn release(id: u32) -> Result<(), JsError> {
    call(|| deepmf_store::release(id))
}

#[wasm_bindgen(js_name = liveMatrices)]
pub fn live_matrices() -> Result<u32, JsError> {
    call(|| Ok(deepmf_store::live_matrices()))
}

#[wasm_bindgen(js_name = liveBytes)]
pub fn live_bytes() -> Result<f64, JsError> {
    call(|| Ok(deepmf_store::live_bytes()))
}

#[wasm_bindgen]
pub fn copy(dst: u32, src: u32) -> Result<(), JsError> {
    call(|| deepmf_store::copy(dst, src))
}
