//! What stands between a kernel and JavaScript: errors become coded ones.
//!
//! A panic is a trap here: the instance cannot go on, and the library makes a new one.

use wasm_bindgen::prelude::JsError;

/// Runs a call of the store. Its error becomes a JavaScript error `CODE: text`.
pub fn call<T>(body: impl FnOnce() -> deepmf_store::Result<T>) -> Result<T, JsError> {
    body().map_err(|error| JsError::new(&error.to_string()))
}
