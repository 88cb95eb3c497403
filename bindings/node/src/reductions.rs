//! Matrices to numbers, and to vectors of sums.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn sum(a: u32) -> Result<f64> {
    call(|| deepmf_store::sum(a))
}

#[napi]
pub fn norm_squared(a: u32) -> Result<f64> {
    call(|| deepmf_store::norm_squared(a))
}

#[napi]
pub fn inner(a: u32, b: u32) -> Result<f64> {
    call(|| deepmf_store::inner(a, b))
}

#[napi]
pub fn distance_squared(a: u32, b: u32) -> Result<f64> {
    call(|| deepmf_store::distance_squared(a, b))
}

#[napi]
pub fn row_sums(dst: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::row_sums(dst, a))
}

#[napi]
pub fn column_sums(dst: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::column_sums(dst, a))
}

#[napi]
pub fn row_norms_squared(dst: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::row_norms_squared(dst, a))
}

#[napi]
pub fn column_norms_squared(dst: u32, a: u32) -> Result<()> {
    call(|| deepmf_store::column_norms_squared(dst, a))
}
