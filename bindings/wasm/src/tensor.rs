//! Tensors.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = khatriRao)]
pub fn khatri_rao(out: u32, a: u32, b: u32) -> Result<(), JsError> {
    call(|| deepmf_store::khatri_rao(out, a, b))
}

#[wasm_bindgen(js_name = contractColumns)]
pub fn contract_columns(out: u32, y: u32, z: u32, leading: bool) -> Result<(), JsError> {
    call(|| deepmf_store::contract_columns(out, y, z, leading))
}

#[wasm_bindgen]
pub fn unfold(dst: u32, src: u32, before: u32, after: u32) -> Result<(), JsError> {
    call(|| deepmf_store::unfold(dst, src, before, after))
}
