//! Matrices by handle.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn allocate(rows: u32, cols: u32, precision: u32) -> Result<u32> {
    call(|| deepmf_store::allocate(rows, cols, precision))
}

#[napi]
pub fn release(id: u32) -> Result<()> {
    call(|| deepmf_store::release(id))
}

#[napi]
pub fn live_matrices() -> Result<u32> {
    call(|| Ok(deepmf_store::live_matrices()))
}

#[napi]
pub fn live_bytes() -> Result<f64> {
    call(|| Ok(deepmf_store::live_bytes()))
}

#[napi]
pub fn copy(dst: u32, src: u32) -> Result<()> {
    call(|| deepmf_store::copy(dst, src))
}
