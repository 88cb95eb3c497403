//! Divergences other than the squared error.

use napi::bindgen_prelude::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn beta_divergence(
    x: u32,
    w: u32,
    h: u32,
    weights: u32,
    cells: String,
    beta: f64,
    floor: f64,
) -> Result<f64> {
    call(|| deepmf_store::beta_divergence(x, w, h, weights, &cells, beta, floor))
}

#[napi]
pub fn divergence_update(
    f: u32,
    other: u32,
    x: u32,
    weights: u32,
    cells: String,
    side: String,
    beta: f64,
    floor: f64,
    exponent: f64,
    l1: f64,
    method: String,
    passes: u32,
) -> Result<f64> {
    call(|| {
        deepmf_store::divergence_update(
            f, other, x, weights, &cells, &side, beta, floor, exponent, l1, &method, passes,
        )
    })
}
