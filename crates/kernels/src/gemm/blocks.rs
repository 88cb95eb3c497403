//! out = block · tile, where a block is a few neighbouring rows of P: the product of the solvers
//! that go through the rows of P a few at a time.
//!
//! How rows are cut into blocks depends on P alone, not on the instruction set, for such a solver
//! does other arithmetic for other blocks.

use core::ops::Range;

use crate::gemm::cut::Cut;
use crate::gemm::micro::{Across, Ahead, Kernel};
use crate::gemm::operand::Operand;
use crate::{PANEL, Real, has_shape, simd};

/// The most rows of a block: a whole tile of the micro-kernels with 16 registers, of others a half
/// or two. More rows leave more to do within the block, fewer do not feed the core.
pub(crate) const HEIGHT: usize = 6;

/// A square matrix P, cut into blocks of nearly equal height, in the layout of the micro-kernels.
pub(crate) struct PackedBlocks<T: 'static> {
    kernel: &'static Kernel<T>,
    order: usize,
    cut: Cut,
    /// Block after block, in micro-panels where it is too high for one; each of these panel after
    /// panel of the inner dimension.
    data: Vec<T>,
}

/// Packs P (`order` x `order`, `order` > 0) for the instruction set in use now.
pub(crate) fn pack_blocks<T: Real>(order: usize, p: &[T]) -> PackedBlocks<T> {
    assert!(has_shape(p, order, order) && order > 0);
    let kernel = T::kernel(simd::current());
    let cut = Cut::new(order, HEIGHT);
    let micro_panel = kernel.mr * order;
    let mut data = vec![T::ZERO; cut.count() * HEIGHT.div_ceil(kernel.mr) * micro_panel];
    let mut rest = data.chunks_exact_mut(micro_panel);
    let lanes = Operand::rows_of(p, order);
    for block in 0..cut.count() {
        let rows = cut.rows(block);
        let within = Cut::new(rows.len(), kernel.mr);
        for (part, to) in (0..HEIGHT.div_ceil(kernel.mr)).zip(&mut rest) {
            if part >= within.count() {
                continue;
            }
            let part = within.rows(part);
            for start in (0..order).step_by(PANEL) {
                let k = PANEL.min(order - start);
                let to = &mut to[kernel.mr * start..][..kernel.mr * k];
                lanes.pack(
                    kernel,
                    rows.start + part.start,
                    part.len(),
                    start,
                    k,
                    kernel.mr,
                    to,
                );
            }
        }
    }
    PackedBlocks {
        kernel,
        order,
        cut,
        data,
    }
}

impl<T: Real> PackedBlocks<T> {
    /// The rows of P in a block.
    pub(crate) fn rows(&self, block: usize) -> Range<usize> {
        self.cut.rows(block)
    }

    /// How many blocks there are.
    pub(crate) fn count(&self) -> usize {
        self.cut.count()
    }

    /// out (rows of the block x width) = block · tile (`order` x width, a multiple of
    /// [`Real::TILE_LANES`]),
    /// the panels of the inner dimension added one after the other.
    pub(crate) fn times_tile(&self, block: usize, tile: &[T], out: &mut [T]) {
        self.part_times_tile(block, 0..self.order, tile, out);
    }

    /// The same with some neighbouring columns of the block and those rows of the tile; panels are
    /// counted from the first of them.
    pub(crate) fn part_times_tile(
        &self,
        block: usize,
        inner: Range<usize>,
        tile: &[T],
        out: &mut [T],
    ) {
        let width = tile.len() / self.order;
        let rows = self.rows(block).len();
        let Kernel { mr, nr, .. } = *self.kernel;
        assert!(has_shape(tile, self.order, width) && has_shape(out, rows, width));
        assert!(
            width.is_multiple_of(T::TILE_LANES)
                && inner.start <= inner.end
                && inner.end <= self.order
        );
        if inner.is_empty() {
            out.fill(T::ZERO);
            return;
        }
        let within = Cut::new(rows, mr);
        let parts = HEIGHT.div_ceil(mr);
        for part in 0..within.count() {
            let rows = within.rows(part);
            let a = &self.data[(block * parts + part) * mr * self.order..][..mr * self.order];
            let multiply = self.kernel.tiles.lanes[rows.len() - 1];
            for start in inner.clone().step_by(PANEL) {
                let k = PANEL.min(inner.end - start);
                // SAFETY: P was packed for a set that the machine has; `a` holds k groups from
                // `start` on (panels lie one behind the other), `tile` k rows and `out` these rows of `width` numbers.
                unsafe {
                    let a = a.as_ptr().add(mr * start);
                    let across = Across {
                        b: tile.as_ptr().add(start * width),
                        ldb: width,
                        group: nr,
                        tiles: width / nr,
                        c: out.as_mut_ptr().add(rows.start * width),
                        ldc: width,
                        accumulate: start > inner.start,
                        resume: false,
                        copy: out.as_mut_ptr(),
                    };
                    multiply(k, a, mr, across, Ahead::nothing(a));
                }
            }
        }
    }
}
