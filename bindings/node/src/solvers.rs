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
    step: String,
) -> Result<f64> {
    call(|| {
        deepmf_store::fpgd(
            f,
            b,
            ps,
            qs,
            &projection,
            &along,
            parameters,
            steps,
            alpha1,
            &step,
        )
    })
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

#[napi]
pub fn bpp(f: u32, b: u32, gram: u32, side: String) -> Result<()> {
    call(|| deepmf_store::bpp(f, b, gram, &side))
}

#[napi]
pub fn mu(f: u32, b: u32, ps: &[u32], qs: &[u32], steps: u32) -> Result<()> {
    call(|| deepmf_store::mu(f, b, ps, qs, steps))
}

#[napi]
pub fn mu_orthogonal(f: u32, b: u32, root: bool, steps: u32) -> Result<()> {
    call(|| deepmf_store::mu_orthogonal(f, b, root, steps))
}

#[napi]
pub fn admm(
    f: u32,
    dual: u32,
    b: u32,
    gram: u32,
    side: String,
    projection: String,
    along: String,
    parameters: &[f64],
    steps: u32,
    tolerance: f64,
) -> Result<()> {
    call(|| {
        deepmf_store::admm(
            f,
            dual,
            b,
            gram,
            &side,
            &projection,
            &along,
            parameters,
            steps,
            tolerance,
        )
    })
}

#[napi]
pub fn pgd(
    f: u32,
    b: u32,
    ps: &[u32],
    qs: &[u32],
    projection: String,
    along: String,
    parameters: &[f64],
    steps: u32,
) -> Result<()> {
    call(|| deepmf_store::pgd(f, b, ps, qs, &projection, &along, parameters, steps))
}

#[napi]
pub fn closed_form(f: u32, b: u32, p: u32, q: u32) -> Result<()> {
    call(|| deepmf_store::closed_form(f, b, p, q))
}

#[napi]
pub fn nnls(x: u32, residuals: u32, a: u32, b: u32) -> Result<()> {
    call(|| deepmf_store::nnls(x, residuals, a, b))
}
