//! Matrix products.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn gemm(
    c: u32,
    trans_a: bool,
    trans_b: bool,
    alpha: f64,
    a: u32,
    b: u32,
    beta: f64,
) -> Result<()> {
    call(|| deepmf_store::gemm(c, trans_a, trans_b, alpha, a, b, beta))
}

#[napi]
pub fn gram(c: u32, a: u32, transpose: bool, alpha: f64, beta: f64) -> Result<()> {
    call(|| deepmf_store::gram(c, a, transpose, alpha, beta))
}

#[napi]
pub fn residual_squared(s: u32, a: u32, b: u32) -> Result<f64> {
    call(|| deepmf_store::residual_squared(s, a, b))
}
