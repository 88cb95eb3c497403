//! What stands between a kernel and JavaScript: errors become coded ones, and so do panics.

use std::panic;
use std::sync::Once;

use deepmf_store::Error;
use wasm_bindgen::prelude::JsError;

/// Runs a call of the store. Its error becomes a JavaScript error `CODE: text`.
pub fn call<T>(body: impl FnOnce() -> deepmf_store::Result<T>) -> Result<T, JsError> {
    static HOOK: Once = Once::new();
    HOOK.call_once(throw_panics);
    body().map_err(|error| JsError::new(&error.to_string()))
}

/// There is no unwinding here: a panic would end as a trap that says nothing. So it is thrown as a
/// JavaScript error from where it happens. What the call had borrowed stays borrowed, hence after
/// `ERR_PANIC`, as after a trap, the library makes a new instance.
fn throw_panics() {
    panic::set_hook(Box::new(|info| {
        wasm_bindgen::throw_str(&Error::from_panic(info.payload()).to_string())
    }));
}
