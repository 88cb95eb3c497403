//! out = P · tile: the inner product of the block solvers.
//!
//! P (r x r) is packed once per solve; a tile (r x width, row-major) holds some
//! columns of the unknown and stays in cache between products, so it is not
//! packed: the micro-kernels read its rows where they lie.

use crate::gemm::cut::Cut;
use crate::gemm::micro::Kernel;
use crate::gemm::operand::Operand;
use crate::gemm::panels::packed_times;
use crate::reduce::{BLOCK_TERMS, tree_into};
use crate::{PANEL, Real, has_shape, simd};

/// A square matrix P in the layout of the micro-kernels.
pub struct PackedSquare<T: 'static> {
    kernel: &'static Kernel<T>,
    r: usize,
    /// Panel after panel of the inner dimension, each all micro-panels of rows.
    data: Vec<T>,
}

impl<T> PackedSquare<T> {
    /// Rows and columns of P.
    pub fn order(&self) -> usize {
        self.r
    }
}

/// Packs P (r x r) for [`packed_times_tile`], for the instruction set in use now.
pub fn pack_square<T: Real>(r: usize, p: &[T]) -> PackedSquare<T> {
    assert!(has_shape(p, r, r));
    let kernel = T::kernel(simd::current());
    let cut = Cut::new(r, kernel.mr);
    let stride = cut.count() * kernel.mr;
    let mut data = vec![T::ZERO; stride * r];
    let lanes = Operand::rows_of(p, r);
    for start in (0..r).step_by(PANEL) {
        let k = PANEL.min(r - start);
        for panel in 0..cut.count() {
            let rows = cut.rows(panel);
            let to = &mut data[stride * start + panel * kernel.mr * k..][..kernel.mr * k];
            lanes.pack(kernel, rows.start, rows.len(), start, k, kernel.mr, to);
        }
    }
    PackedSquare { kernel, r, data }
}

/// out (r x width) = P · tile, both row-major; `width` is a multiple of [`Real::TILE_LANES`].
pub fn packed_times_tile<T: Real>(
    packed: &PackedSquare<T>,
    tile: &[T],
    width: usize,
    out: &mut [T],
) {
    let r = packed.r;
    assert!(width.is_multiple_of(T::TILE_LANES));
    assert!(has_shape(tile, r, width) && has_shape(out, r, width));
    tree_into(
        0,
        r.div_ceil(BLOCK_TERMS).max(1),
        out,
        &|block, out: &mut [T]| {
            one_block(packed, tile, width, block, out);
        },
    );
}

/// out = the sum over one block of panels.
fn one_block<T: Real>(
    packed: &PackedSquare<T>,
    tile: &[T],
    width: usize,
    block: usize,
    out: &mut [T],
) {
    let kernel = packed.kernel;
    let cut = Cut::new(packed.r, kernel.mr);
    let first = block * BLOCK_TERMS;
    for start in (first..packed.r.min(first + BLOCK_TERMS)).step_by(PANEL) {
        let k = PANEL.min(packed.r - start);
        let a = &packed.data[cut.count() * kernel.mr * start..];
        let tile = &tile[start * width..];
        // SAFETY: P was packed for a set that the machine has; `width` is a multiple of `nr`, and
        // `out` is r x width.
        unsafe { packed_times(kernel, cut, k, a, tile, width, out, start > first) };
    }
}
