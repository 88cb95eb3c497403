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
    step: &str,
) -> Result<f64, JsError> {
    call(|| {
        deepmf_store::fpgd(
            f, b, ps, qs, projection, along, parameters, steps, alpha1, step,
        )
    })
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

#[wasm_bindgen]
pub fn bpp(f: u32, b: u32, gram: u32, side: &str) -> Result<(), JsError> {
    call(|| deepmf_store::bpp(f, b, gram, side))
}

#[wasm_bindgen]
pub fn mu(f: u32, b: u32, ps: &[u32], qs: &[u32], steps: u32) -> Result<(), JsError> {
    call(|| deepmf_store::mu(f, b, ps, qs, steps))
}

#[wasm_bindgen(js_name = muOrthogonal)]
pub fn mu_orthogonal(f: u32, b: u32, root: bool, steps: u32) -> Result<(), JsError> {
    call(|| deepmf_store::mu_orthogonal(f, b, root, steps))
}

#[wasm_bindgen]
pub fn admm(
    f: u32,
    dual: u32,
    b: u32,
    gram: u32,
    side: &str,
    projection: &str,
    along: &str,
    parameters: &[f64],
    steps: u32,
    tolerance: f64,
) -> Result<(), JsError> {
    call(|| {
        deepmf_store::admm(
            f, dual, b, gram, side, projection, along, parameters, steps, tolerance,
        )
    })
}

#[wasm_bindgen]
pub fn pgd(
    f: u32,
    b: u32,
    ps: &[u32],
    qs: &[u32],
    projection: &str,
    along: &str,
    parameters: &[f64],
    steps: u32,
) -> Result<(), JsError> {
    call(|| deepmf_store::pgd(f, b, ps, qs, projection, along, parameters, steps))
}

#[wasm_bindgen(js_name = closedForm)]
pub fn closed_form(f: u32, b: u32, p: u32, q: u32) -> Result<(), JsError> {
    call(|| deepmf_store::closed_form(f, b, p, q))
}

#[wasm_bindgen]
pub fn nnls(x: u32, residuals: u32, a: u32, b: u32) -> Result<(), JsError> {
    call(|| deepmf_store::nnls(x, residuals, a, b))
}
