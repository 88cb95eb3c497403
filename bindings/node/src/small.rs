//! Linear algebra of small dense matrices.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn spectral_norm(a: u32) -> Result<f64> {
    call(|| deepmf_store::spectral_norm(a))
}

#[napi]
pub fn cholesky(l: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::cholesky(l, a))
}

#[napi]
pub fn cholesky_solve(x: u32, l: u32) -> Result<()> {
    call(|| deepmf_store::cholesky_solve(x, l))
}

#[napi]
pub fn inverse_definite(dst: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::inverse_definite(dst, a))
}

#[napi]
pub fn log_determinant(a: u32) -> Result<f64> {
    call(|| deepmf_store::log_determinant(a))
}

#[napi]
pub fn symmetric_eigen(values: u32, vectors: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::symmetric_eigen(values, vectors, a))
}

#[napi]
pub fn svd(u: u32, sigma: u32, v: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::svd(u, sigma, v, a))
}

#[napi]
pub fn singular_values(sigma: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::singular_values(sigma, a))
}

#[napi]
pub fn truncated_svd(
    u: u32,
    sigma: u32,
    v: u32,
    a: u32,
    oversampling: u32,
    iterations: u32,
    seed: f64,
    stream: u32,
) -> Result<()> {
    call(|| deepmf_store::truncated_svd(u, sigma, v, a, oversampling, iterations, seed, stream))
}

#[napi]
pub fn sparse_truncated_svd(
    u: u32,
    sigma: u32,
    v: u32,
    x: u32,
    oversampling: u32,
    iterations: u32,
    seed: f64,
    stream: u32,
) -> Result<()> {
    call(|| {
        deepmf_store::sparse_truncated_svd(u, sigma, v, x, oversampling, iterations, seed, stream)
    })
}

#[napi]
pub fn qr(q: u32, r: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::qr(q, r, a))
}

#[napi]
pub fn solve_general(x: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::solve_general(x, a))
}

#[napi]
pub fn inverse(dst: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::inverse(dst, a))
}

#[napi]
pub fn pseudo_inverse(dst: u32, a: u32, tolerance: f64) -> Result<u32> {
    call(|| deepmf_store::pseudo_inverse(dst, a, tolerance))
}

#[napi]
pub fn least_squares(x: u32, a: u32, b: u32, tolerance: f64) -> Result<u32> {
    call(|| deepmf_store::least_squares(x, a, b, tolerance))
}

#[napi]
pub fn shrink_singular_values(a: u32, threshold: f64) -> Result<u32> {
    call(|| deepmf_store::shrink_singular_values(a, threshold))
}
