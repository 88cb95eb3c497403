//! The core's own limit: multiply, then add, in registers.
//!
//! x ← x/2 + 1/2 in as many independent chains as hide the latency of both
//! operations, with the widest registers of the instruction set in use.

use crate::Real;
use crate::gemm::micro::PROBE_ROOM;
use crate::simd;

/// Iterations inside one call: the probe is called often, as kernels are.
const CHUNK: usize = 4096;

/// Runs at least `iterations` rounds of the probe and returns the floating-point operations done.
pub fn multiply_add_limit<T: Real>(iterations: usize) -> f64 {
    let kernel = T::kernel(simd::current());
    let mut state = [T::ZERO; PROBE_ROOM];
    for (i, x) in state.iter_mut().enumerate() {
        *x = T::from_f64(i as f64);
    }
    let mut state = core::hint::black_box(state);
    let calls = iterations.div_ceil(CHUNK);
    for _ in 0..calls {
        // SAFETY: a set is in use only if the machine has it.
        unsafe { (kernel.probe)(CHUNK, &mut state) };
    }
    core::hint::black_box(state);
    (calls * CHUNK) as f64 * kernel.probe_flops as f64
}
