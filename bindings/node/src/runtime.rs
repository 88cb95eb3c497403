//! Threads, instruction sets, tests.

use napi::Result;
use napi_derive::napi;

use crate::guard::call;

#[napi]
pub fn set_threads(count: u32) -> Result<()> {
    call(|| deepmf_store::set_threads(count))
}

#[napi]
pub fn threads() -> Result<u32> {
    call(|| Ok(deepmf_store::threads()))
}

#[napi]
pub fn physical_cores() -> Result<u32> {
    call(|| Ok(deepmf_store::physical_cores()))
}

#[napi]
pub fn instruction_sets() -> Result<String> {
    call(|| Ok(deepmf_store::instruction_sets()))
}

#[napi]
pub fn instruction_set() -> Result<String> {
    call(|| Ok(deepmf_store::instruction_set()))
}

#[napi]
pub fn set_instruction_set(name: String) -> Result<()> {
    call(|| deepmf_store::set_instruction_set(&name))
}

#[napi]
pub fn set_numerics(name: String) -> Result<()> {
    call(|| deepmf_store::set_numerics(&name))
}

#[napi]
pub fn numerics() -> Result<String> {
    call(|| Ok(deepmf_store::numerics()))
}

#[napi]
pub fn fast_library() -> Result<String> {
    call(|| Ok(deepmf_store::fast_library()))
}

#[napi]
pub fn probe(precision: u32, iterations: u32) -> Result<f64> {
    call(|| deepmf_store::probe(precision, iterations))
}

#[napi]
pub fn probe_memory(a: u32) -> Result<f64> {
    call(|| deepmf_store::probe_memory(a))
}

#[napi]
pub fn version() -> Result<String> {
    call(|| Ok(deepmf_store::version()))
}

#[napi]
pub fn raise_panic() -> Result<()> {
    call(deepmf_store::raise_panic)
}
