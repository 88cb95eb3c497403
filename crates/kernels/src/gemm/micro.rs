//! Micro-kernels per number type.

/// Number types that have micro-kernels.
pub trait Micro: Sized {}

impl Micro for f64 {}
impl Micro for f32 {}
