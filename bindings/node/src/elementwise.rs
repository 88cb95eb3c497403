//! Entry by entry.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn transpose(dst: u32, src: u32) -> Result<()> {
    call(|| deepmf_store::transpose(dst, src))
}

#[napi]
pub fn fill(dst: u32, value: f64) -> Result<()> {
    call(|| deepmf_store::fill(dst, value))
}

#[napi]
pub fn axpby(y: u32, alpha: f64, x: u32, beta: f64) -> Result<()> {
    call(|| deepmf_store::axpby(y, alpha, x, beta))
}

#[napi]
pub fn hadamard(y: u32, x: u32) -> Result<()> {
    call(|| deepmf_store::hadamard(y, x))
}

#[napi]
pub fn scale_rows(a: u32, d: u32) -> Result<()> {
    call(|| deepmf_store::scale_rows(a, d))
}

#[napi]
pub fn scale_columns(a: u32, d: u32) -> Result<()> {
    call(|| deepmf_store::scale_columns(a, d))
}

#[napi]
pub fn add_diagonal(a: u32, value: f64) -> Result<()> {
    call(|| deepmf_store::add_diagonal(a, value))
}

#[napi]
pub fn elementary(dst: u32, src: u32, name: String) -> Result<()> {
    call(|| deepmf_store::elementary(dst, src, &name))
}

#[napi]
pub fn power(dst: u32, src: u32, exponent: f64) -> Result<()> {
    call(|| deepmf_store::power(dst, src, exponent))
}
