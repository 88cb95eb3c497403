//! Entry by entry.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn transpose(dst: u32, src: u32) -> Result<(), JsError> {
    call(|| deepmf_store::transpose(dst, src))
}

#[wasm_bindgen]
pub fn fill(dst: u32, value: f64) -> Result<(), JsError> {
    call(|| deepmf_store::fill(dst, value))
}

#[wasm_bindgen]
pub fn axpby(y: u32, alpha: f64, x: u32, beta: f64) -> Result<(), JsError> {
    call(|| deepmf_store::axpby(y, alpha, x, beta))
}

#[wasm_bindgen]
pub fn hadamard(y: u32, x: u32) -> Result<(), JsError> {
    call(|| deepmf_store::hadamard(y, x))
}

#[wasm_bindgen(js_name = scaleRows)]
pub fn scale_rows(a: u32, d: u32) -> Result<(), JsError> {
    call(|| deepmf_store::scale_rows(a, d))
}

#[wasm_bindgen(js_name = scaleColumns)]
pub fn scale_columns(a: u32, d: u32) -> Result<(), JsError> {
    call(|| deepmf_store::scale_columns(a, d))
}

#[wasm_bindgen(js_name = addDiagonal)]
pub fn add_diagonal(a: u32, value: f64) -> Result<(), JsError> {
    call(|| deepmf_store::add_diagonal(a, value))
}

#[wasm_bindgen]
pub fn elementary(dst: u32, src: u32, name: &str) -> Result<(), JsError> {
    call(|| deepmf_store::elementary(dst, src, name))
}

#[wasm_bindgen]
pub fn power(dst: u32, src: u32, exponent: f64) -> Result<(), JsError> {
    call(|| deepmf_store::power(dst, src, exponent))
}
