//! Tensors.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn khatri_rao(out: u32, a: u32, b: u32) -> Result<()> {
    call(|| deepmf_store::khatri_rao(out, a, b))
}

#[napi]
pub fn contract_columns(out: u32, y: u32, z: u32, leading: bool) -> Result<()> {
    call(|| deepmf_store::contract_columns(out, y, z, leading))
}

#[napi]
pub fn unfold(dst: u32, src: u32, before: u32, after: u32) -> Result<()> {
    call(|| deepmf_store::unfold(dst, src, before, after))
}
