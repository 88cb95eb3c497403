//! Numbers in and out.

use js_sys::{Float32Array, Float64Array};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn upload64(rows: u32, cols: u32, data: &Float64Array) -> Result<u32, JsError> {
    let length = data.length() as usize;
    call(|| deepmf_store::upload64(rows, cols, length, |room| data.copy_to(room)))
}

#[wasm_bindgen]
pub fn upload32(rows: u32, cols: u32, data: &Float32Array) -> Result<u32, JsError> {
    let length = data.length() as usize;
    call(|| deepmf_store::upload32(rows, cols, length, |room| data.copy_to(room)))
}

#[wasm_bindgen]
pub fn download64(id: u32) -> Result<Float64Array, JsError> {
    call(|| deepmf_store::download64(id, |numbers| Ok(Float64Array::from(numbers))))
}

#[wasm_bindgen]
pub fn download32(id: u32) -> Result<Float32Array, JsError> {
    call(|| deepmf_store::download32(id, |numbers| Ok(Float32Array::from(numbers))))
}
