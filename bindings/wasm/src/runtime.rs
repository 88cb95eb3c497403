//! Threads, instruction sets, tests.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::guard::call;

#[wasm_bindgen(js_name = setThreads)]
pub fn set_threads(count: u32) -> Result<(), JsError> {
    call(|| deepmf_store::set_threads(count))
}

#[wasm_bindgen]
pub fn threads() -> Result<u32, JsError> {
    call(|| Ok(deepmf_store::threads()))
}

#[wasm_bindgen(js_name = physicalCores)]
pub fn physical_cores() -> Result<u32, JsError> {
    call(|| Ok(deepmf_store::physical_cores()))
}

#[wasm_bindgen(js_name = instructionSets)]
pub fn instruction_sets() -> Result<String, JsError> {
    call(|| Ok(deepmf_store::instruction_sets()))
}

#[wasm_bindgen(js_name = instructionSet)]
pub fn instruction_set() -> Result<String, JsError> {
    call(|| Ok(deepmf_store::instruction_set()))
}

#[wasm_bindgen(js_name = setInstructionSet)]
pub fn set_instruction_set(name: &str) -> Result<(), JsError> {
    call(|| deepmf_store::set_instruction_set(name))
}

#[wasm_bindgen(js_name = setNumerics)]
pub fn set_numerics(name: &str) -> Result<(), JsError> {
    call(|| deepmf_store::set_numerics(name))
}

#[wasm_bindgen]
pub fn numerics() -> Result<String, JsError> {
    call(|| Ok(deepmf_store::numerics()))
}

#[wasm_bindgen(js_name = fastLibrary)]
pub fn fast_library() -> Result<String, JsError> {
    call(|| Ok(deepmf_store::fast_library()))
}

#[wasm_bindgen]
pub fn probe(precision: u32, iterations: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::probe(precision, iterations))
}

#[wasm_bindgen(js_name = probeMemory)]
pub fn probe_memory(a: u32) -> Result<f64, JsError> {
    call(|| deepmf_store::probe_memory(a))
}

#[wasm_bindgen]
pub fn version() -> Result<String, JsError> {
    call(|| Ok(deepmf_store::version()))
}

#[wasm_bindgen(js_name = raisePanic)]
pub fn raise_panic() -> Result<(), JsError> {
    call(deepmf_store::raise_panic)
}
