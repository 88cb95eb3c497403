//! What the machine itself can do, for benchmarks: timed beside a kernel, a probe tells how much
//! of the core, or of the memory, that kernel uses.

mod memory;
mod multiply_add;

pub use memory::read_memory;
pub use multiply_add::multiply_add_limit;
