//! A basis A (length x rank) against tiles of columns: A · tile and Aᵀ · tile, one panel of the
//! rows of A after another.
//!
//! Losses that are not squares need A h at every entry of a column of data before they can go back
//! by Aᵀ. One panel of rows of both stays in cache, so no column is ever held whole; Aᵀ's sums run
//! over the rows, so the panels of the contract are the panels of the loop.

use crate::gemm::cut::Cut;
use crate::gemm::micro::Kernel;
use crate::gemm::operand::Operand;
use crate::gemm::panels::packed_times;
use crate::reduce::BLOCK_TERMS;
use crate::{PANEL, Real, has_shape, simd};

/// A basis as it lies in memory.
#[derive(Clone, Copy)]
pub enum Basis<'a, T> {
    /// length x rank, row-major.
    Tall(&'a [T]),
    /// Its transpose, rank x length.
    Wide(&'a [T]),
}

impl<'a, T: Real> Basis<'a, T> {
    /// The rows of A, and its columns, as lanes.
    fn lanes(self, length: usize, rank: usize) -> [Operand<'a, T>; 2] {
        match self {
            Basis::Tall(a) => [Operand::rows_of(a, rank), Operand::columns_of(a, rank)],
            Basis::Wide(a) => [Operand::columns_of(a, length), Operand::rows_of(a, length)],
        }
    }

    /// The numbers, in either order.
    pub fn numbers(self) -> &'a [T] {
        match self {
            Basis::Tall(a) | Basis::Wide(a) => a,
        }
    }
}

/// A in the layouts of the micro-kernels for both products.
pub struct PackedBasis<T: 'static> {
    kernel: &'static Kernel<T>,
    length: usize,
    rank: usize,
    /// Panel after panel of rows, each all its micro-panels of rows, by panels of the rank.
    rows: Vec<T>,
    /// Panel after panel of rows, each all micro-panels of columns.
    columns: Vec<T>,
}

impl<T: Real> PackedBasis<T> {
    /// Packs A for the instruction set in use now.
    pub fn new(basis: Basis<'_, T>, length: usize, rank: usize) -> Self {
        assert!(has_shape(basis.numbers(), length, rank));
        assert!(rank > 0 && rank <= BLOCK_TERMS);
        let kernel = T::kernel(simd::current());
        let mr = kernel.mr;
        let across = Cut::new(rank, mr);
        let panels = length.div_ceil(PANEL);
        let mut packed = Self {
            kernel,
            length,
            rank,
            rows: vec![T::ZERO; panels * row_stride(mr) * rank],
            columns: vec![T::ZERO; across.count() * mr * length],
        };
        let [rows, columns] = basis.lanes(length, rank);
        for start in (0..length).step_by(PANEL) {
            let count = PANEL.min(length - start);
            let cut = Cut::new(count, mr);
            let offset = start / PANEL * row_stride(mr) * rank;
            for depth in (0..rank).step_by(PANEL) {
                let k = PANEL.min(rank - depth);
                for panel in 0..cut.count() {
                    let lanes = cut.rows(panel);
                    let at = offset + cut.count() * mr * depth + panel * mr * k;
                    let to = &mut packed.rows[at..][..mr * k];
                    rows.pack(kernel, start + lanes.start, lanes.len(), depth, k, mr, to);
                }
            }
            for panel in 0..across.count() {
                let lanes = across.rows(panel);
                let at = across.count() * mr * start + panel * mr * count;
                let to = &mut packed.columns[at..][..mr * count];
                columns.pack(kernel, lanes.start, lanes.len(), start, count, mr, to);
            }
        }
        packed
    }

    /// Rows of A.
    pub fn length(&self) -> usize {
        self.length
    }

    /// out = the rows of A from `start` on, as many as `out` has (one panel at most), times `tile`
    /// (rank x width); `width` is a multiple of [`Real::TILE_LANES`].
    pub fn rows_times(&self, start: usize, tile: &[T], width: usize, out: &mut [T]) {
        let count = self.panel(start, width, out);
        assert!(has_shape(tile, self.rank, width));
        let cut = Cut::new(count, self.kernel.mr);
        let stride = row_stride(self.kernel.mr) * self.rank;
        let packed = &self.rows[start / PANEL * stride..];
        for depth in (0..self.rank).step_by(PANEL) {
            let k = PANEL.min(self.rank - depth);
            let a = &packed[cut.count() * self.kernel.mr * depth..];
            let tile = &tile[depth * width..];
            // SAFETY: A was packed for a set that the machine has; `width` is a multiple of `nr`,
            // and `out` has these rows.
            unsafe { packed_times(self.kernel, cut, k, a, tile, width, out, depth > 0) };
        }
    }

    /// out (rank x width) = or += the transpose of these rows of A times `tile` (rows x width).
    pub fn transposed_times(
        &self,
        start: usize,
        tile: &[T],
        width: usize,
        out: &mut [T],
        accumulate: bool,
    ) {
        let count = self.panel(start, width, tile);
        assert!(has_shape(out, self.rank, width));
        let cut = Cut::new(self.rank, self.kernel.mr);
        let a = &self.columns[cut.count() * self.kernel.mr * start..];
        // SAFETY: as above.
        unsafe { packed_times(self.kernel, cut, count, a, tile, width, out, accumulate) };
    }

    /// How many rows the panel at `start` has; `tile` must have as many.
    fn panel(&self, start: usize, width: usize, tile: &[T]) -> usize {
        assert!(start.is_multiple_of(PANEL) && start < self.length);
        assert!(width.is_multiple_of(T::TILE_LANES));
        let count = PANEL.min(self.length - start);
        assert!(has_shape(tile, count, width));
        count
    }
}

/// Packed numbers of a full panel of rows for each column.
fn row_stride(mr: usize) -> usize {
    Cut::new(PANEL, mr).count() * mr
}
