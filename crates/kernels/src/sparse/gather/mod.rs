//! C = α X B + β C for a sparse X: every line gathers the rows of B that its entries name.
//!
//! c_ij = Σ over the entries k of line i of x_k b_(index k)j, in the contract's order over entries.
//! B is row-major, so the outputs of a line are neighbours and lie in vector lanes; they stay in
//! registers while the line's entries are walked. Lines are split among threads.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod body;
mod finish;
mod kernel;
#[cfg(target_arch = "aarch64")]
mod neon;
mod scalar;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
#[cfg(target_arch = "x86_64")]
mod sse3;

pub use kernel::Gather;

use crate::sparse::Compressed;
use crate::sparse::lines::parallel_lines;
use crate::threads::Shared;
use crate::{Real, has_shape, simd};
use finish::{finish_rows, finish_transposed};
use kernel::{Chunks, Walk};

/// Lines summed at a time.
const LINES: usize = 16;

/// Which way C lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// C has a row for each line.
    Rows,
    /// C has a column for each line.
    Columns,
}

/// C = α X B + β C for X by lines and B (x.cols() x `r`); β = 0 ignores the old C.
///
/// C is x.rows() x `r`, or `r` x x.rows() where the lines are to be its columns.
pub fn times_dense<T: Real>(
    x: Compressed<T>,
    r: usize,
    alpha: T,
    b: &[T],
    beta: T,
    output: Output,
    c: &mut [T],
) {
    assert!(has_shape(b, x.cols(), r) && has_shape(c, x.rows(), r));
    if r == 0 || x.rows() == 0 {
        return;
    }
    let chunks = Chunks::new(T::gather_kernels(simd::current()), r);
    let walk = Walk::new(&x, b, r);
    let count = x.rows();
    let c = Shared::new(c);
    let plain = alpha == T::ONE && beta == T::ZERO;
    parallel_lines(&x, r, LINES, |lines| {
        if plain && output == Output::Rows {
            // SAFETY: these rows of C are this part's alone.
            let c = unsafe { c.slice(lines.start * r, lines.len() * r) };
            for (i, c) in c.chunks_mut(LINES * r).enumerate() {
                chunks.sum(&walk, lines.start + i * LINES, c);
            }
            return;
        }
        let mut tile = vec![T::ZERO; LINES.min(lines.len()) * r];
        for first in lines.clone().step_by(LINES) {
            let height = LINES.min(lines.end - first);
            let tile = &mut tile[..height * r];
            chunks.sum(&walk, first, tile);
            match output {
                Output::Rows => {
                    // SAFETY: as above.
                    let c = unsafe { c.slice(first * r, height * r) };
                    finish_rows(alpha, tile, beta, c);
                }
                // SAFETY: these columns of C are this part's alone, and C has `r` rows.
                Output::Columns => unsafe {
                    finish_transposed(alpha, tile, r, beta, c.as_mut_ptr().add(first), count);
                },
            }
        }
    });
}
