//! What stands between a kernel and JavaScript: errors become coded ones, and so do panics.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use deepmf_store::{Code, Error};

/// Runs a call of the store. Its error, or its panic, becomes a JavaScript error `CODE: text`.
///
/// The store stays usable after a panic: what the call had borrowed is given back as it unwinds.
pub fn call<T>(body: impl FnOnce() -> deepmf_store::Result<T>) -> napi::Result<T> {
    let outcome = catch_unwind(AssertUnwindSafe(body))
        .unwrap_or_else(|payload| Err(Error::new(Code::Panic, text_of(payload.as_ref()))));
    outcome.map_err(|error| napi::Error::from_reason(error.to_string()))
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a kernel panicked".to_owned()
    }
}
