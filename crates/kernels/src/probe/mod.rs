//! The core's own limit: multiply, then add, in registers.

use crate::Real;

/// Runs the probe loop `iterations` times and returns the floating-point operations done.
pub fn multiply_add_limit<T: Real>(iterations: usize) -> f64 {
    let mut x = [T::ZERO; 8];
    let half = core::hint::black_box(T::from_f64(0.5));
    for _ in 0..iterations {
        for x in &mut x {
            *x = *x * half + half;
        }
    }
    core::hint::black_box(x);
    16.0 * iterations as f64
}
