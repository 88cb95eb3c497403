//! Projections and proximal maps.

use napi::bindgen_prelude::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn project(f: u32, projection: String, along: String, parameters: &[f64]) -> Result<()> {
    call(|| deepmf_store::project(f, &projection, &along, parameters))
}

#[napi]
pub fn proximal(
    f: u32,
    penalty: String,
    along: String,
    step: f64,
    parameters: &[f64],
) -> Result<f64> {
    call(|| deepmf_store::proximal(f, &penalty, &along, step, parameters))
}
