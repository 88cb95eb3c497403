//! Block solvers.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen]
pub fn fpgd(
    f: u32,
    b: u32,
    ps: &[u32],
    qs: &[u32],
    projection: &str,
    along: &str,
    parameters: &[f64],
    steps: u32,
    alpha1: f64,
) -> Result<f64, JsError> {
    call(|| deepmf_store::fpgd(f, b, ps, qs, projection, along, parameters, steps, alpha1))
}

#[wasm_bindgen]
pub fn hals(
    f: u32,
    b: u32,
    gram: u32,
    side: &str,
    nonnegative: bool,
    sweeps: u32,
    delta: f64,
    order: &str,
    seed: f64,
    stream: u32,
) -> Result<(), JsError> {
    call(|| {
        deepmf_store::hals(
            f,
            b,
            gram,
            side,
            nonnegative,
            sweeps,
            delta,
            order,
            seed,
            stream,
        )
    })
}
