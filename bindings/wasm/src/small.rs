//! Linear algebra of small dense matrices.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = spectralNorm)]
pub fn spectral_norm(a: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::spectral_norm(a))
}

#[wasm_bindgen]
pub fn cholesky(l: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::cholesky(l, a))
}

#[wasm_bindgen(js_name = choleskySolve)]
pub fn cholesky_solve(x: u32, l: u32) -> Result<(), JsError> {
    call(|| deepmf_store::cholesky_solve(x, l))
}

#[wasm_bindgen(js_name = inverseDefinite)]
pub fn inverse_definite(dst: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::inverse_definite(dst, a))
}

#[wasm_bindgen(js_name = logDeterminant)]
pub fn log_determinant(a: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::log_determinant(a))
}

#[wasm_bindgen(js_name = symmetricEigen)]
pub fn symmetric_eigen(values: u32, vectors: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::symmetric_eigen(values, vectors, a))
}

#[wasm_bindgen]
pub fn svd(u: u32, sigma: u32, v: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::svd(u, sigma, v, a))
}

#[wasm_bindgen(js_name = singularValues)]
pub fn singular_values(sigma: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::singular_values(sigma, a))
}

#[wasm_bindgen(js_name = truncatedSvd)]
pub fn truncated_svd(
    u: u32,
    sigma: u32,
    v: u32,
    a: u32,
    oversampling: u32,
    iterations: u32,
    seed: f64,
    stream: u32,
) -> Result<(), JsError> {
    call(|| deepmf_store::truncated_svd(u, sigma, v, a, oversampling, iterations, seed, stream))
}

#[wasm_bindgen(js_name = sparseTruncatedSvd)]
pub fn sparse_truncated_svd(
    u: u32,
    sigma: u32,
    v: u32,
    x: u32,
    oversampling: u32,
    iterations: u32,
    seed: f64,
    stream: u32,
) -> Result<(), JsError> {
    call(|| {
        deepmf_store::sparse_truncated_svd(u, sigma, v, x, oversampling, iterations, seed, stream)
    })
}

#[wasm_bindgen]
pub fn qr(q: u32, r: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::qr(q, r, a))
}

#[wasm_bindgen(js_name = solveGeneral)]
pub fn solve_general(x: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::solve_general(x, a))
}

#[wasm_bindgen]
pub fn inverse(dst: u32, a: u32) -> Result<(), JsError> {
    call(|| deepmf_store::inverse(dst, a))
}

#[wasm_bindgen(js_name = pseudoInverse)]
pub fn pseudo_inverse(dst: u32, a: u32, tolerance: f64) -> Result<u32, JsError> {
    call(|| deepmf_store::pseudo_inverse(dst, a, tolerance))
}

#[wasm_bindgen(js_name = leastSquares)]
pub fn least_squares(x: u32, a: u32, b: u32, tolerance: f64) -> Result<u32, JsError> {
    call(|| deepmf_store::least_squares(x, a, b, tolerance))
}

#[wasm_bindgen(js_name = shrinkSingularValues)]
pub fn shrink_singular_values(a: u32, threshold: f64) -> Result<u32, JsError> {
    call(|| deepmf_store::shrink_singular_values(a, threshold))
}
