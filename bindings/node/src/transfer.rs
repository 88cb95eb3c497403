//! Numbers in and out.

use deepmf_store::copied;
use napi::bindgen_prelude::{Float32Array, Float64Array, Result};
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn upload64(rows: u32, cols: u32, data: &[f64]) -> Result<u32> {
    call(|| deepmf_store::upload64(rows, cols, data.len(), |room| room.copy_from_slice(data)))
}

#[napi]
pub fn upload32(rows: u32, cols: u32, data: &[f32]) -> Result<u32> {
    call(|| deepmf_store::upload32(rows, cols, data.len(), |room| room.copy_from_slice(data)))
}

#[napi]
pub fn download64(id: u32) -> Result<Float64Array> {
    call(|| deepmf_store::download64(id, |numbers| copied(numbers).map(Float64Array::new)))
}

#[napi]
pub fn download32(id: u32) -> Result<Float32Array> {
    call(|| deepmf_store::download32(id, |numbers| copied(numbers).map(Float32Array::new)))
}
