//! Matrix products.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn gemm(
    c: u32,
    trans_a: bool,
    trans_b: bool,
    alpha: f64,
    a: u32,
    b: u32,
    beta: f64,
) -> Result<(), JsError> {
    call(|| deepmf_store::gemm(c, trans_a, trans_b, alpha, a, b, beta))
}

#[wasm_bindgen]
pub fn gram(c: u32, a: u32, transpose: bool, alpha: f64, beta: f64) -> Result<(), JsError> {
    call(|| deepmf_store::gram(c, a, transpose, alpha, beta))
}

#[wasm_bindgen(js_name = residualSquared)]
pub fn residual_squared(s: u32, a: u32, b: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::residual_squared(s, a, b))
}
