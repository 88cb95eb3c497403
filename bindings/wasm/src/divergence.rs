//! Divergences other than the squared error.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = betaDivergence)]
pub fn beta_divergence(
    x: u32,
    w: u32,
    h: u32,
    weights: u32,
    cells: &str,
    beta: f64,
    floor: f64,
) -> Result<f64, JsError> {
    call(|| deepmf_store::beta_divergence(x, w, h, weights, cells, beta, floor))
}

#[wasm_bindgen(js_name = divergenceUpdate)]
pub fn divergence_update(
    f: u32,
    other: u32,
    x: u32,
    weights: u32,
    cells: &str,
    side: &str,
    beta: f64,
    floor: f64,
    exponent: f64,
    l1: f64,
    method: &str,
    passes: u32,
) -> Result<f64, JsError> {
    call(|| {
        deepmf_store::divergence_update(
            f, other, x, weights, cells, side, beta, floor, exponent, l1, method, passes,
        )
    })
}
