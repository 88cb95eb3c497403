//! Random numbers.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn random_fill(
    dst: u32,
    distribution: String,
    a: f64,
    b: f64,
    seed: f64,
    stream: u32,
) -> Result<()> {
    call(|| deepmf_store::random_fill(dst, &distribution, a, b, seed, stream))
}
