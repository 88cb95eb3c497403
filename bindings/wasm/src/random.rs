//! Random numbers.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = randomFill)]
pub fn random_fill(
    dst: u32,
    distribution: &str,
    a: f64,
    b: f64,
    seed: f64,
    stream: u32,
) -> Result<(), JsError> {
    call(|| deepmf_store::random_fill(dst, distribution, a, b, seed, stream))
}
