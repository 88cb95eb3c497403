//! The numerics mode: the same bits everywhere, or as fast as this machine can.
//!
//! In the fast mode dense products leave the contract: arithmetic may be fused and sums may be
//! taken in any order, by the library that [`crate::fast`] finds. Everything else stays as it is.
//!
//! The mode belongs to the calling thread: two Node workers share the addon's code, not their
//! modes. Parts that run on the pool take over the mode of the thread that handed them out.

use core::cell::Cell;

/// What dense products promise.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Numerics {
    /// The contract: the same bits on every processor, backend and number of threads.
    #[default]
    Reproducible,
    /// Within a bound of the reproducible result ([`crate::fast`]).
    Fast,
}

impl Numerics {
    /// The name users see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reproducible => "reproducible",
            Self::Fast => "fast",
        }
    }

    /// The mode of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Reproducible, Self::Fast]
            .into_iter()
            .find(|mode| mode.name() == name)
    }
}

thread_local! {
    static MODE: Cell<Numerics> = const { Cell::new(Numerics::Reproducible) };
}

/// Computes in this mode from now on, on this thread. Returns the mode before.
pub fn set(mode: Numerics) -> Numerics {
    MODE.replace(mode)
}

/// The mode of this thread.
#[inline]
pub fn current() -> Numerics {
    MODE.get()
}

/// Whether this thread is in the fast mode.
#[inline]
pub fn is_fast() -> bool {
    current() == Numerics::Fast
}

/// A mode that ends with its scope, panics included.
pub struct Scope(Numerics);

impl Scope {
    /// Computes in `mode` until the scope ends.
    pub fn enter(mode: Numerics) -> Self {
        Self(set(mode))
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        set(self.0);
    }
}
