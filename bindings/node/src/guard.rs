//! What stands between a kernel and JavaScript: errors become coded ones, and so do panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use deepmf_store::Error;

/// Runs a call of the store. Its error, or its panic, becomes a JavaScript error `CODE: text`.
///
/// The store stays usable after a panic: what the call had borrowed is given back as it unwinds.
pub fn call<T>(body: impl FnOnce() -> deepmf_store::Result<T>) -> napi::Result<T> {
    catch_unwind(AssertUnwindSafe(body))
        .unwrap_or_else(|payload| Err(Error::from_panic(payload.as_ref())))
        .map_err(|error| napi::Error::from_reason(error.to_string()))
}
