//! Projections and proximal maps.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn project(f: u32, projection: &str, along: &str, parameters: &[f64]) -> Result<(), JsError> {
    call(|| deepmf_store::project(f, projection, along, parameters))
}

#[wasm_bindgen]
pub fn proximal(
    f: u32,
    penalty: &str,
    along: &str,
    step: f64,
    parameters: &[f64],
) -> Result<f64, JsError> {
    call(|| deepmf_store::proximal(f, penalty, along, step, parameters))
}
