//! Block solvers.

use napi::bindgen_prelude::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn fpgd(
    f: u32,
    b: u32,
    ps: &[u32],
    qs: &[u32],
    projection: String,
    along: String,
    parameters: &[f64],
    steps: u32,
    alpha1: f64,
) -> Result<f64> {
    call(|| deepmf_store::fpgd(f, b, ps, qs, &projection, &along, parameters, steps, alpha1))
}

#[napi]
pub fn hals(
    f: u32,
    b: u32,
    gram: u32,
    side: String,
    nonnegative: bool,
    sweeps: u32,
    delta: f64,
    order: String,
    seed: f64,
    stream: u32,
) -> Result<()> {
    call(|| {
        deepmf_store::hals(
            f,
            b,
            gram,
            &side,
            nonnegative,
            sweeps,
            delta,
            &order,
            seed,
            stream,
        )
    })
}
